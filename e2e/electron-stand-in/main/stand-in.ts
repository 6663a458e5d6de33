import type { Chromium } from "../browser/chromium.ts";
import type { SchemeServer } from "../browser/scheme-server.ts";
import type { Theme } from "../services/theme.ts";
import type { WindowRegistry } from "../window/window-registry.ts";
import type { ElectronApp } from "./app.ts";
import type { IpcMain } from "./ipc-main.ts";
import type { Launch } from "./launch.ts";

/** The parts that know each other. */
export interface StandIn {
  readonly launch: Launch;
  readonly app: ElectronApp;
  readonly ipcMain: IpcMain;
  readonly server: SchemeServer;
  readonly theme: Theme;
  readonly windows: WindowRegistry;
  readonly session: object;
  /** Throws before the app is ready. */
  chromium(): Chromium;
}
