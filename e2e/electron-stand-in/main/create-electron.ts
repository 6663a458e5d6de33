import { join } from "node:path";
import { type Chromium, startChromium } from "../browser/chromium.ts";
import { SchemeServer } from "../browser/scheme-server.ts";
import { MessageChannelMain } from "../ports.ts";
import {
  createClipboard,
  createDialog,
  createSafeStorage,
  createScreen,
  createSession,
  createShell,
  type JournalEntry,
} from "../services/desktop-services.ts";
import { createMenu } from "../services/menu.ts";
import { Theme } from "../services/theme.ts";
import { createUtilityProcesses } from "../services/utility-process.ts";
import { StandInWindow, type WindowOptions } from "../window/browser-window.ts";
import type { WebContents } from "../window/web-contents.ts";
import { WindowRegistry } from "../window/window-registry.ts";
import { ElectronApp } from "./app.ts";
import { IpcMain } from "./ipc-main.ts";
import type { Launch } from "./launch.ts";
import { loud } from "./loud.ts";
import type { StandIn } from "./stand-in.ts";

/** The module `electron` of the main process, and what starts Chromium once the app's main file has run. */
export function createElectron(launch: Launch): {
  readonly electron: object;
  readonly app: ElectronApp;
  start(): Promise<void>;
} {
  const windows = new WindowRegistry<StandInWindow, WebContents>();
  const running = { chromium: null as Chromium | null };
  const journal: JournalEntry[] = [];
  const utilities = createUtilityProcesses();
  const app = new ElectronApp(launch, {
    closeWindows: () => closeWindows(windows),
    shutDown: (code) => {
      utilities.killAll();
      shutDown(running.chromium, code);
    },
  });
  const server = new SchemeServer(
    () => app.isReady(),
    (id, socket) => {
      const contents = windows.find(id);
      if (contents) contents.line.attach(socket);
      else socket.close();
    },
  );
  const theme = new Theme(() => {
    for (const window of windows.windows.values()) window.webContents.applyTheme();
  });
  const standIn: StandIn = {
    launch,
    app,
    ipcMain: new IpcMain(),
    server,
    theme,
    windows,
    session: createSession(),
    chromium: () => {
      if (!running.chromium) throw new Error("The app is not ready");
      return running.chromium;
    },
  };
  const start = async () => {
    await server.start();
    running.chromium = await startAppChromium(standIn);
    app.becomeReady();
  };
  return { electron: electronModule(standIn, journal, utilities.utilityProcess), app, start };
}

function electronModule(standIn: StandIn, journal: JournalEntry[], utilityProcess: object) {
  const { app, ipcMain, windows } = standIn;
  const focused = () => [...windows.windows.values()].at(-1) ?? null;
  class BrowserWindow extends StandInWindow {
    constructor(options: WindowOptions = {}) {
      super(standIn, options);
    }

    static getAllWindows = () => [...windows.windows.values()];
    static getFocusedWindow = focused;
    static fromId = (id: number) => windows.windows.get(id) ?? null;
    static fromWebContents = (contents: WebContents | undefined) =>
      (contents && windows.windows.get(contents.id)) ?? null;
  }
  const webContents = loud("webContents", {
    getAllWebContents: () => [...windows.windows.values()].map((window) => window.webContents),
    fromId: (id: number) => windows.find(id),
    fromDevToolsTargetId: (id: string) => windows.byTarget.get(id),
    getFocusedWebContents: () => focused()?.webContents ?? null,
  });
  const performRole = (role: string) => {
    if (role === "quit") app.quit();
    else if (role === "close") focused()?.close();
    else if (role === "reload") focused()?.webContents.reload();
    else throw new Error(`The stand-in for Electron does not model the role ${role}`);
  };
  return loud("electron", {
    app,
    BrowserWindow,
    ipcMain,
    webContents,
    utilityProcess,
    MessageChannelMain,
    protocol: standIn.server.protocol,
    session: loud("session", { defaultSession: standIn.session }),
    nativeTheme: standIn.theme,
    Menu: createMenu(performRole, focused),
    dialog: createDialog(journal),
    shell: createShell(journal),
    clipboard: createClipboard(journal),
    screen: createScreen(),
    safeStorage: createSafeStorage(() => join(app.getPath("userData"), "stand-in-keyring")),
    /** For tests only: what the app asked of the desktop. */
    standInJournal: journal,
  });
}

async function startAppChromium(standIn: StandIn): Promise<Chromium> {
  const { launch, app, windows } = standIn;
  const chromium = await startChromium({
    profileFolder: join(app.getPath("sessionData"), "stand-in-chromium"),
    debuggingPort: launch.debuggingPort ?? 0,
    switches: app.switches,
    temporaryFolders: launch.temporaryFolders,
  });
  const { root } = chromium.devtools;
  root.on("Target.targetDestroyed", ({ targetId }) => {
    windows.byTarget.get(targetId)?.wasClosed();
    windows.byTarget.delete(targetId);
  });
  root.on("Target.targetCreated", ({ targetInfo }) => {
    if (targetInfo.type === "page") void closeForeignPage(chromium, windows, targetInfo.targetId);
  });
  await root.send("Target.setDiscoverTargets", { discover: true });
  const { product } = await root.send("Browser.getVersion");
  Object.defineProperty(process.versions, "chrome", { value: product.split("/")[1], enumerable: true });
  chromium.process.once("exit", () => {
    if (!app.isQuitting) app.exit(1);
  });
  if (launch.debuggingPort !== null) process.stderr.write(`DevTools listening on ${chromium.devtoolsUrl}\n`);
  return chromium;
}

/** A page that a page opened past `opened-windows.ts`: the app's handler was told of it, and said no. */
async function closeForeignPage(chromium: Chromium, windows: WindowRegistry, targetId: string): Promise<void> {
  if (await windows.isOurs(targetId)) return;
  try {
    await chromium.devtools.root.send("Target.closeTarget", { targetId });
  } catch {
    // It closed by itself, or the browser did; either way it is gone.
  }
}

async function closeWindows(windows: WindowRegistry): Promise<boolean> {
  for (const window of [...windows.windows.values()]) {
    if (!window.requestClose()) return false;
    await window.closed;
  }
  return true;
}

function shutDown(chromium: Chromium | null, code: number): void {
  if (!chromium || chromium.process.exitCode !== null) process.exit(code);
  chromium.process.once("exit", () => process.exit(code));
  chromium.process.stdin?.end();
  setTimeout(() => process.exit(code), 3000).unref();
}
