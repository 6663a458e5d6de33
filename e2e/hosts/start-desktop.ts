import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { _electron, type ElectronApplication } from "@playwright/test";
import { defaultViewport, type HostOptions, hostEnvironment, prepareDataFolder, type RunningHost } from "./host.ts";
import { chooseElectron, repositoryFolder, tellWhichElectron } from "./which-electron.ts";

/** The running desktop host. `isReal` is false on the stand-in. */
export interface DesktopHost extends RunningHost {
  readonly app: ElectronApplication;
  readonly isReal: boolean;
  /** What the app wrote to its log so far. */
  readonly log: () => string;
}

/** How a test starts the desktop host: from the build, or a packaged app by its executable. */
export interface DesktopOptions extends HostOptions {
  readonly packagedExecutable?: string;
}

/** Starts `dist/desktop` on Electron, or on the stand-in where there is none. */
export async function startDesktop(options: DesktopOptions = {}): Promise<DesktopHost> {
  const electron = chooseElectron();
  tellWhichElectron(electron);
  const folder = prepareDataFolder(options);
  const { packagedExecutable } = options;
  const app = await _electron.launch({
    executablePath: packagedExecutable ?? electron.executablePath,
    args: packagedExecutable ? [] : [repositoryFolder],
    env: hostEnvironment(folder.path, options),
    timeout: 60_000,
  });
  const child = app.process();
  const page = await app.firstWindow({ timeout: 60_000 });
  // The window's first document is an empty one.
  await page.waitForFunction(() => "steward" in window, undefined, { timeout: 60_000 });
  await page.setViewportSize(options.viewport ?? defaultViewport);
  if (options.theme) await page.emulateMedia({ colorScheme: options.theme });
  return {
    app,
    page,
    dataFolder: folder.path,
    isReal: electron.kind === "electron",
    log: () => readLog(join(folder.path, "logs", "desktop.log")),
    close: async () => {
      if (child.exitCode === null && child.signalCode === null) await app.close();
      folder.remove();
    },
    kill: async () => {
      const hasEnded = once(child, "exit");
      child.kill("SIGKILL");
      await hasEnded;
      // Playwright notices by itself; it must not hold the page of a dead browser.
      await Promise.race([app.close().catch(() => undefined), wait(2_000)]);
    },
  };
}

/** The app makes the file with its first line. */
function readLog(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
