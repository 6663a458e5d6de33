import { join } from "node:path";
import type { BuildFailure } from "../build/build-app.ts";
import { buildApp } from "../build/build-app.ts";
import { findElectron } from "./find-electron.ts";
import { runHost } from "./run-host.ts";

/** Electron that ends with an error within this time did not come up: the browser host takes over. */
const stillbornMs = 5_000;

/** How `npm start` was called: `--web` and `--desktop` choose the host, what else there is goes to the browser host. */
export interface StartOptions {
  readonly root: string;
  readonly args: readonly string[];
  readonly tell: (line: string) => void;
}

/** Builds what is out of date and runs the app until it ends. Gives the exit code. */
export async function startApp({ root, args, tell }: StartOptions): Promise<number> {
  tell("building what changed …");
  const failures = await buildApp(root, tell);
  const webArgs = args.filter((arg) => arg !== "--web" && arg !== "--desktop");
  const failed = failures.find(isNeeded);
  if (failed) {
    tell(`Steward cannot start: ${failed.output} was not built.`);
    return 1;
  }
  if (!args.includes("--web")) {
    const code = await startDesktop(root, failures, tell);
    if (code !== null || args.includes("--desktop")) return code ?? 1;
  }
  const { code } = await runHost(
    process.execPath,
    [join(root, "dist", "web", "main.cjs"), "--open", ...webArgs],
    process.env,
  );
  return code ?? 0;
}

/** The exit code, or null when there is no desktop here. */
async function startDesktop(
  root: string,
  failures: readonly BuildFailure[],
  tell: (line: string) => void,
): Promise<number | null> {
  const isBuilt = !failures.some(({ output }) => output.startsWith("dist/desktop/"));
  const found = isBuilt
    ? await findElectron({ root, environment: process.env, platform: process.platform, tell })
    : ({ isFound: false, reason: "the desktop host was not built" } as const);
  const explain = (reason: string) => tell(`No desktop window (${reason}): serving Steward to a browser instead.`);
  if (!found.isFound) {
    explain(found.reason);
    return null;
  }
  // Chromium refuses its sandbox to root. The pages still have no Node and a strict policy.
  const rootFlags = process.platform === "linux" && process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const { ELECTRON_RUN_AS_NODE: _asNode, ...environment } = process.env;
  const { code, ranMs } = await runHost(found.program, [...rootFlags, root], environment);
  if (code === 0 || ranMs > stillbornMs) return code ?? 0;
  explain("Electron did not come up");
  return null;
}

function isNeeded({ output }: BuildFailure): boolean {
  return output.startsWith("dist/web/") || output.startsWith("dist/renderer/");
}
