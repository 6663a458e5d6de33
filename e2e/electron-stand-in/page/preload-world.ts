// In an isolated world, before any script of the page: the module `electron` as a preload sees it.
import { createContextBridge } from "./context-bridge.ts";
import { createIpcRenderer } from "./ipc-renderer.ts";

/** What the stand-in puts before this script. */
interface PreloadConfig {
  readonly key: string;
  /** Path and query of the line to main, on this page's own host. */
  readonly linePath: string;
  readonly contentsId: number;
  readonly platform: string;
  readonly arch: string;
  readonly versions: Readonly<Record<string, string>>;
}

declare const standInConfig: PreloadConfig;

const electron = {
  contextBridge: createContextBridge(standInConfig.key),
  ipcRenderer: createIpcRenderer(`ws://${location.host}${standInConfig.linePath}`, `page-${standInConfig.contentsId}-`),
};

/** The preload's `process`, as in a sandbox. */
export const process = Object.freeze({
  platform: standInConfig.platform,
  arch: standInConfig.arch,
  versions: standInConfig.versions,
  type: "renderer",
  sandboxed: true,
  contextIsolated: true,
  env: {},
  argv: [],
});

/** The preload's `require`: a sandboxed preload gets `electron` and nothing of ours besides. */
export function require(name: string): unknown {
  if (name === "electron" || name === "electron/renderer") return electron;
  throw new Error(`module not found: ${name}`);
}
