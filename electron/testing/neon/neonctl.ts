import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** How a run of Neon's command line ended. */
export interface NeonctlEnd {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Neon's own command line against an API of ours, with nothing of the person who runs the tests. */
export interface Neonctl {
  /** Runs a command; `code` is 0 when it went well. */
  run(...args: readonly string[]): Promise<NeonctlEnd>;
  /** Runs a command that must go well and gives its JSON. */
  read(...args: readonly string[]): Promise<unknown>;
}

/** `folder` becomes its configuration folder and should be empty. */
export function createNeonctl(
  url: string,
  key: string,
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Neonctl {
  const program = join(dirname(createRequire(import.meta.url).resolve("neonctl/package.json")), "bin", "cli.js");
  const common = ["--api-host", url, "--api-key", key, "--no-analytics", "--config-dir", folder];
  const run: Neonctl["run"] = (...args) =>
    new Promise((resolve) => {
      const options = {
        cwd: folder,
        timeout: 60_000,
        env: { PATH: process.env.PATH, HOME: folder, CI: "1", NO_COLOR: "1", FORCE_COLOR: "0", ...env },
      };
      execFile(process.execPath, [program, ...common, ...args], options, (error, output, errors) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
        resolve({ code, output, errors });
      });
    });
  return {
    run,
    read: async (...args) => {
      const { code, output, errors } = await run("--output", "json", ...args);
      if (code !== 0) throw new Error(`neonctl ${args.join(" ")}: ${errors}`);
      return JSON.parse(output);
    },
  };
}
