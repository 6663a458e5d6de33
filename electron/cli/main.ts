import { realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { defaultDataFolder } from "../storage/data-folder.ts";
import { openCarrier } from "./app-carrier.ts";
import { runProgram } from "./program.ts";

/** The bundle stands in `dist/cli/` of the checkout, or of the packaged app. */
const resourcesFolder = resolve(dirname(realpathSync(process.argv[1] ?? ".")), "..", "..");
const terminal = {
  writeOut: (text: string) => void process.stdout.write(text),
  writeError: (text: string) => void process.stderr.write(text),
};
const interrupt = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => interrupt.abort());

async function main(): Promise<void> {
  const dataFolder = defaultDataFolder();
  const manifest: { version?: string } = JSON.parse(await readFile(join(resourcesFolder, "package.json"), "utf8"));
  process.exitCode = await runProgram(process.argv.slice(2), {
    version: manifest.version ?? "unknown",
    dataFolder,
    resourcesFolder,
    terminal,
    signal: interrupt.signal,
    openCarrier: () => openCarrier({ dataFolder, resourcesFolder, terminal }),
  });
}

main().catch((error: unknown) => {
  terminal.writeError(`steward: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
