import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";

/** How a test starts a host. */
export interface HostOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Taken as it is, and kept; without one each start has a new folder, which `close` removes. */
  readonly dataFolder?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly theme?: "light" | "dark";
  /** Told what the browser host says on its standard error. */
  readonly onLine?: (line: string) => void;
}

/** A running host with its first page. */
export interface RunningHost {
  readonly page: Page;
  readonly dataFolder: string;
  /** Ends it in order. */
  close(): Promise<void>;
  /** Ends it as a crash does (SIGKILL); the data folder stays. */
  kill(): Promise<void>;
}

/** The size of the design's pictures. */
export const defaultViewport = { width: 1440, height: 900 };

/** A data folder, and what removes it if it is ours. */
export function prepareDataFolder(options: HostOptions, parent = tmpdir()): { readonly path: string; remove(): void } {
  if (options.dataFolder) return { path: options.dataFolder, remove: () => undefined };
  const path = mkdtempSync(join(parent, "steward-e2e-"));
  // As root the embedded server runs under another user id and must get through.
  chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }) };
}

/** The environment of a host: ours, without what a test runner puts there. */
export function hostEnvironment(dataFolder: string, options: HostOptions): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(NODE_OPTIONS|PG[A-Z]+|STEWARD_\w+)$/.test(entry[0]),
  );
  return { ...Object.fromEntries(inherited), STEWARD_HOME: dataFolder, ...options.env };
}
