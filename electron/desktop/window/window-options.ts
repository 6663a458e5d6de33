import type { BrowserWindowConstructorOptions } from "electron";
import type { WindowState } from "./window-state.ts";

/** What the host knows when it makes the window. */
export interface WindowSurroundings {
  readonly preload: string;
  readonly isPackaged: boolean;
  readonly isDark: boolean;
  readonly state: WindowState;
}

/**
 * The options of every window. All that guards the page is written out, also where it is Electron's default today:
 * a change of a default must not open anything.
 */
export function windowOptions({
  preload,
  isPackaged,
  isDark,
  state,
}: WindowSurroundings): BrowserWindowConstructorOptions {
  return {
    ...(state.bounds ?? { width: 1440, height: 900 }),
    minWidth: 960,
    minHeight: 600,
    title: "Steward",
    show: false,
    backgroundColor: isDark ? "#16181d" : "#ffffff",
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      disableBlinkFeatures: "Auxclick",
      devTools: !isPackaged,
      // Drafts are written by a timer of 200 ms; a hidden window must not be slower.
      backgroundThrottling: false,
    },
  };
}
