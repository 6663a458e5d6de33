import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const installLimitMs = 180_000;
const answerLimitMs = 4_000;
const defaultMirror = "https://github.com/";

/** Electron's program, or why there is none. */
export type FoundElectron =
  | { readonly isFound: true; readonly program: string }
  | { readonly isFound: false; readonly reason: string };

/** Where to look, and how to tell what happens. */
export interface ElectronSearch {
  readonly root: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly tell: (line: string) => void;
}

/**
 * Electron's package has no program in it and fetches it when it is first required, without a time limit. This looks
 * at its files instead, and runs its installer by name with a limit where the place it fetches from answers at all.
 */
export async function findElectron(search: ElectronSearch): Promise<FoundElectron> {
  const { root, environment, platform, tell } = search;
  const override = environment.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return existing(join(override, "electron"), "ELECTRON_OVERRIDE_DIST_PATH leads to no Electron");
  if (platform === "linux" && !environment.DISPLAY && !environment.WAYLAND_DISPLAY)
    return { isFound: false, reason: "there is no screen here" };
  const folder = join(root, "node_modules", "electron");
  if (!existsSync(folder)) return { isFound: false, reason: "Electron is not installed" };
  const installed = installedProgram(folder);
  if (installed) return { isFound: true, program: installed };
  const mirror = environment.ELECTRON_MIRROR ?? environment.npm_config_electron_mirror ?? defaultMirror;
  const hasProxy = Boolean(environment.HTTPS_PROXY ?? environment.https_proxy);
  if (!hasProxy && !(await answers(mirror)))
    return { isFound: false, reason: "Electron's program cannot be fetched from here" };
  tell("fetching Electron's program (about 120 MB, once) …");
  const isInstalled = await runInstaller(join(folder, "install.js"));
  const fetched = isInstalled ? installedProgram(folder) : null;
  return fetched
    ? { isFound: true, program: fetched }
    : { isFound: false, reason: "fetching Electron's program did not work" };
}

function existing(program: string, reason: string): FoundElectron {
  return existsSync(program) ? { isFound: true, program } : { isFound: false, reason };
}

function installedProgram(folder: string): string | null {
  const pathFile = join(folder, "path.txt");
  if (!existsSync(pathFile)) return null;
  const program = join(folder, "dist", readFileSync(pathFile, "utf8").trim());
  return existsSync(program) ? program : null;
}

/** Any answer will do: it shows that there is a way to it. */
async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(answerLimitMs) });
    return true;
  } catch {
    return false; // no way there: the caller says so
  }
}

function runInstaller(file: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file], { stdio: ["ignore", "ignore", "ignore"], timeout: installLimitMs });
    child.on("error", () => resolve(false));
    child.on("exit", (code) => resolve(code === 0));
  });
}
