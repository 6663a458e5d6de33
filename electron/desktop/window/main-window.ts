import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { BrowserWindow, dialog, nativeTheme, screen } from "electron";
import { readJsonFile, writeFileAtomically } from "../../storage/atomic-file.ts";
import { startUrl } from "../protocol/own-origin.ts";
import { createRestartLimit } from "./restarts.ts";
import { windowOptions } from "./window-options.ts";
import { firstWindowState, fitToScreens, type WindowState, windowStateSchema } from "./window-state.ts";

/** What the window needs of its host. */
export interface WindowHost {
  readonly preload: string;
  readonly isPackaged: boolean;
  readonly stateFile: string;
  readonly log: (line: string) => void;
  /** The page crashed: what it left running is cancelled. */
  readonly onPageLost: () => void;
}

/** Opens the window where it was last and loads the app. Resolves when the page is there. */
export async function openMainWindow(host: WindowHost): Promise<BrowserWindow> {
  const saved = await readWindowState(host);
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const state = fitToScreens(saved, screens);
  const window = new BrowserWindow(windowOptions({ ...host, isDark: nativeTheme.shouldUseDarkColors, state }));
  if (state.isMaximized) window.maximize();
  window.once("ready-to-show", () => window.show());
  keepState(window, host);
  reloadAfterCrash(window, host);
  offerReloadWhenStuck(window, host);
  askBeforeLosing(window);
  await window.loadURL(startUrl);
  return window;
}

async function readWindowState(host: WindowHost): Promise<WindowState> {
  try {
    return await readJsonFile(host.stateFile, windowStateSchema, firstWindowState);
  } catch (error) {
    host.log(`The window's place is not known: ${String(error)}`);
    return firstWindowState;
  }
}

function keepState(window: BrowserWindow, host: WindowHost): void {
  window.on("close", () => {
    const state: WindowState = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
    saveState(host.stateFile, state).catch((error: unknown) =>
      host.log(`The window's place was not kept: ${String(error)}`),
    );
  });
}

async function saveState(file: string, state: WindowState): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFileAtomically(file, `${JSON.stringify(state)}\n`);
}

function reloadAfterCrash(window: BrowserWindow, host: WindowHost): void {
  const mayRestart = createRestartLimit(3, 60_000, Date.now);
  window.webContents.on("render-process-gone", (_event, details) => {
    host.log(`The page is gone: ${details.reason} (${details.exitCode})`);
    host.onPageLost();
    if (details.reason === "clean-exit" || window.isDestroyed()) return;
    if (mayRestart()) load(window, host);
    else dialog.showErrorBox("Steward's window crashed again", "Your drafts are kept. Start Steward again to go on.");
  });
}

function offerReloadWhenStuck(window: BrowserWindow, host: WindowHost): void {
  window.on("unresponsive", () => {
    const question = {
      type: "warning" as const,
      message: "The window does not answer.",
      detail: "What runs on the server goes on until you reload. Drafts are kept.",
      buttons: ["Wait", "Reload"],
      defaultId: 0,
      cancelId: 0,
    };
    dialog.showMessageBox(window, question).then(
      ({ response }) => {
        if (response === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
      },
      (error: unknown) => host.log(`The window was closed before an answer: ${String(error)}`),
    );
  });
}

/** The page holds its end back while a transaction is open. Without an answer here the window would just not close. */
function askBeforeLosing(window: BrowserWindow): void {
  window.webContents.on("will-prevent-unload", (event) => {
    const response = dialog.showMessageBoxSync(window, {
      type: "warning",
      message: "A tab has a transaction open.",
      detail: "It is rolled back when the window closes.",
      buttons: ["Keep the window", "Close and roll back"],
      defaultId: 0,
      cancelId: 0,
    });
    if (response === 1) event.preventDefault(); // of the preventing: the window closes
  });
}

function load(window: BrowserWindow, host: WindowHost): void {
  window.loadURL(startUrl).catch((error: unknown) => host.log(`The page did not load: ${String(error)}`));
}
