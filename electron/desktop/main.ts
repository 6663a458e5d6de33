// The desktop host: composition only. What decides something stands in the modules beside it and has tests.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { app, BrowserWindow, clipboard, dialog, ipcMain, Menu, safeStorage, session, shell } from "electron";
import type { MenuKeys } from "../../shared/commands/contract.ts";
import type { MenuCommandId } from "../../shared/commands/menu-commands.ts";
import { isAppError } from "../../shared/ipc/app-error.ts";
import type { TopicName, Topics } from "../../shared/ipc/topics.ts";
import { contentSecurityPolicy } from "../../shared/security/content-security-policy.ts";
import type { App } from "../app/app.ts";
import { type CommandSocket, listenOnCommandSocket } from "../app/command-socket.ts";
import { createApp } from "../app/create-app.ts";
import { acquireDataFolder, defaultDataFolder } from "../storage/data-folder.ts";
import { takePassphraseCipher } from "../storage/passphrase-cipher.ts";
import { chooseFile } from "./dialogs/choose-file.ts";
import { Ending } from "./ending.ts";
import { chooseCipher } from "./keyring/choose-cipher.ts";
import { type Log, openLogFile } from "./log-file.ts";
import { menuTemplate } from "./menu/menu-template.ts";
import { UtilityDatabaseProcess } from "./process/utility-database-process.ts";
import { registerAppScheme, serveRenderer } from "./protocol/app-protocol.ts";
import { guardContents } from "./security/guard-contents.ts";
import { denyPermissions } from "./security/permissions.ts";
import { openMainWindow } from "./window/main-window.ts";
import { listenToWindows } from "./window/messages.ts";

interface RunningApp {
  readonly app: App;
  readonly socket: CommandSocket;
  close(): Promise<void>;
}

/** Takes the data folder and starts the app in it. Topics go to windows and to command lines. */
async function startApp(
  dataFolder: string,
  log: Log,
  emitToWindows: <Name extends TopicName>(topic: Name, payload: Topics[Name], clientId?: string) => void,
): Promise<RunningApp> {
  const folder = await acquireDataFolder(dataFolder);
  const passphrase = takePassphraseCipher(process.env);
  const { cipher, reason } = await chooseCipher(process.platform, safeStorage);
  const lacks = reason === "silentKeyring" ? "the desktop's keyring does not answer" : "this desktop has no keyring";
  if (reason !== null && !passphrase) log(`Passwords are not saved: ${lacks}. They are kept until Steward ends.`);
  const sockets: CommandSocket[] = [];
  const running = await createApp({
    host: "desktop",
    dataFolder,
    resourcesFolder: app.isPackaged ? process.resourcesPath : app.getAppPath(),
    cipher: cipher ?? passphrase,
    withoutCipher: reason ?? undefined,
    startDatabaseProcess: () =>
      new UtilityDatabaseProcess(join(app.getAppPath(), "dist", "desktop", "database-process.cjs")),
    parserThread: join(app.getAppPath(), "dist", "desktop", "parser-thread.cjs"),
    chooseFile: (question) => chooseFile(question, firstWindow()),
    clipboard,
    emit: (topic, payload, clientId) => {
      emitToWindows(topic, payload, clientId);
      for (const socket of sockets) socket.emit(topic, payload, clientId);
    },
    showMenuKeys: (keys) => setMenu(emitToWindows, log, keys),
    log,
  });
  const socket = await listenOnCommandSocket(dataFolder, running);
  sockets.push(socket);
  running.warmUp();
  return {
    app: running,
    socket,
    close: async () => {
      await socket.close();
      await running.close();
      await folder.release();
    },
  };
}

function showStartFailure(error: unknown, log: Log): void {
  const hint = isAppError(error) ? (error.hint ?? "") : "This is a bug in Steward; the log has the details.";
  log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  dialog.showErrorBox(error instanceof Error ? error.message : "Steward cannot start", hint);
  app.exit(1);
}

type EmitCommand = (topic: "menu.command", payload: Topics["menu.command"]) => void;

function setMenu(emit: EmitCommand, log: Log, keys: MenuKeys = {}): void {
  const actions = {
    command: (command: MenuCommandId) => emit("menu.command", { command }),
    openLink: (url: string) => {
      shell.openExternal(url).catch((error: unknown) => log(`A link could not be opened: ${String(error)}`));
    },
  };
  const template = menuTemplate(actions, { isMac: process.platform === "darwin", isPackaged: app.isPackaged, keys });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

async function run(dataFolder: string, log: Log): Promise<void> {
  await app.whenReady();
  denyPermissions(session.defaultSession);
  await serveRenderer(join(app.getAppPath(), "dist", "renderer"), contentSecurityPolicy);
  const running = Promise.resolve().then(() =>
    startApp(dataFolder, log, (topic, payload, clientId) => messages.emit(topic, payload, clientId)),
  );
  const messages = listenToWindows(
    ipcMain,
    running.then((started) => started.app),
    log,
  );
  endInOrder(running, log);
  running.catch((error: unknown) => showStartFailure(error, log));
  setMenu(messages.emit, log);
  const window = await openMainWindow({
    preload: join(app.getAppPath(), "dist", "desktop", "preload.cjs"),
    isPackaged: app.isPackaged,
    stateFile: join(app.getPath("userData"), "window-state.json"),
    log,
    onPageLost: () => messages.forget(window.webContents),
  });
}

function endInOrder(running: Promise<RunningApp>, log: Log): void {
  const ending = new Ending(
    {
      closeWindows: () => {
        for (const window of BrowserWindow.getAllWindows()) window.close();
      },
      closeApp: async () => await (await running).close(),
      exit: (code) => app.exit(code),
      log,
    },
    20_000,
  );
  app.on("before-quit", (event) => {
    if (ending.isDone) return;
    event.preventDefault();
    ending.request(BrowserWindow.getAllWindows().length > 0);
  });
  app.on("window-all-closed", () => ending.lastWindowClosed());
}

function firstWindow(): BrowserWindow | undefined {
  return BrowserWindow.getAllWindows()[0];
}

function focusFirstWindow(): void {
  const window = firstWindow();
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function main(): void {
  app.enableSandbox();
  registerAppScheme();
  const dataFolder = defaultDataFolder();
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  app.setPath("userData", join(dataFolder, "desktop"));
  if (!app.requestSingleInstanceLock()) return app.exit(0);
  const log = openLogFile(join(dataFolder, "logs", "desktop.log"));
  process.on("uncaughtException", (error) => log(`uncaught: ${error.stack ?? error.message}`));
  process.on("unhandledRejection", (reason) => log(`unhandled: ${String(reason)}`));
  app.on("second-instance", focusFirstWindow);
  guardContents(app, log);
  run(dataFolder, log).catch((error: unknown) => showStartFailure(error, log));
}

main();
