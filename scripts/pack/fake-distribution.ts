import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createPackage } from "@electron/asar";
import { fuseWire } from "./fuses.ts";

/**
 * A folder that looks to the packager like Electron's distribution, for machines that cannot fetch it. Its program
 * starts the stand-in of the end-to-end tests out of this checkout: what is packed with it can be looked at and
 * tested here, and must never be given to anybody.
 */
export async function makeFakeDistribution(root: string, version: string): Promise<string> {
  const folder = join(root, ".cache", "fake-electron");
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, "resources"), { recursive: true });
  await mkdir(join(folder, "locales"), { recursive: true });
  const program = join(folder, "electron");
  await writeFile(program, fakeProgram(join(root, "e2e", "electron-stand-in", "electron")));
  await chmod(program, 0o755);
  await writeFile(join(folder, "chrome-sandbox"), "", { mode: 0o755 });
  await writeFile(join(folder, "locales", "en-US.pak"), "");
  await writeFile(join(folder, "version"), version);
  await writeFile(join(folder, "LICENSE"), "This is not Electron.\n");
  await writeFile(join(folder, "LICENSES.chromium.html"), "This is not Chromium.\n");
  await makeDefaultApp(folder);
  return folder;
}

/** The fuses lie behind `exit`, where the shell never reads. */
function fakeProgram(standIn: string): Buffer {
  const script = `#!/bin/sh
# NOT ELECTRON. Starts the stand-in for tests out of the checkout that packed it; cannot be shipped.
STAND_IN_RESOURCES="$(dirname "$(readlink -f "$0")")/resources" exec '${standIn}' "$@"
exit 1
`;
  return Buffer.concat([Buffer.from(script), fuseWire, Buffer.from("\n")]);
}

/** The packager hashes this archive's header, so it must be a real one. */
async function makeDefaultApp(folder: string): Promise<void> {
  const source = join(folder, "default-app");
  await mkdir(source);
  await writeFile(join(source, "package.json"), '{ "name": "default", "main": "main.js" }\n');
  await writeFile(join(source, "main.js"), "");
  await createPackage(source, join(folder, "resources", "default_app.asar"));
  await rm(source, { recursive: true });
}
