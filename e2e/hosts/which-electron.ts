import { accessSync, constants, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const repositoryFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What stands for Electron's executable in this run. */
export interface ElectronChoice {
  readonly kind: "electron" | "stand-in";
  readonly executablePath: string;
}

/** The real binary where it is installed, else the stand-in. STEWARD_STAND_IN=1 asks for the stand-in. */
export function chooseElectron(environment: NodeJS.ProcessEnv = process.env): ElectronChoice {
  const real = environment.STEWARD_STAND_IN === "1" ? null : findRealElectron();
  if (real) return { kind: "electron", executablePath: real };
  return { kind: "stand-in", executablePath: join(repositoryFolder, "e2e", "electron-stand-in", "electron") };
}

/** Looks only; requiring the package in plain Node would start a download. */
function findRealElectron(): string | null {
  const folder = join(repositoryFolder, "node_modules", "electron");
  try {
    const executable = join(folder, "dist", readFileSync(join(folder, "path.txt"), "utf8").trim());
    accessSync(executable, constants.X_OK);
    return executable;
  } catch {
    return null; // not installed
  }
}

/** Says once per worker on what the desktop tests run: a run on the stand-in is no test of Electron. */
export function tellWhichElectron(choice: ElectronChoice): void {
  if (process.env.STEWARD_TOLD_ELECTRON === choice.kind) return;
  process.env.STEWARD_TOLD_ELECTRON = choice.kind;
  const text =
    choice.kind === "electron" ? "the real Electron" : "the stand-in for Electron's binary, not Electron itself";
  process.stderr.write(`Desktop tests run on ${text}: ${choice.executablePath}\n`);
}
