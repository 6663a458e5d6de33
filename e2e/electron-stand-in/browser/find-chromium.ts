import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The system's Chromium: CHROMIUM_PATH, else the first on the PATH. Throws with what to do. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.CHROMIUM_PATH) return environment.CHROMIUM_PATH;
  const folders = [...(environment.PATH ?? "").split(delimiter), "/usr/bin"];
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
  if (found) return found;
  throw new Error("No Chromium was found: install chromium, or set CHROMIUM_PATH to one.");
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not ours to run: look on
  }
}
