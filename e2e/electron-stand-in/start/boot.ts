// The stand-in's start: reads the command line, puts `electron` in place and runs the app's main file.
import { chmodSync, existsSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { open as openInspector } from "node:inspector";
import Module, { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createElectron } from "../main/create-electron.ts";
import type { Launch } from "../main/launch.ts";
import { extractArchive } from "./archive.ts";
import { type CommandLine, parseCommandLine } from "./command-line.ts";

interface Manifest {
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
  readonly main?: string;
}

interface AppFiles {
  readonly launch: Launch;
  readonly main: string;
}

/** Node's loader, as far as it is replaced here; its types leave these out. */
interface ModuleInternals {
  _load(request: string, parent: unknown, isMain: boolean): unknown;
  _resolveFilename(request: string, ...rest: unknown[]): string;
}

function findApp(commandLine: CommandLine): AppFiles {
  const archive = join(process.env.STAND_IN_RESOURCES ?? "", "app.asar");
  const isPackaged = process.env.STAND_IN_RESOURCES !== undefined && existsSync(archive);
  const temporaryFolders: string[] = [];
  let named = resolve(commandLine.app ?? ".");
  if (isPackaged) {
    const folder = mkdtempSync(join(tmpdir(), "stand-in-app-"));
    // Servers that run under another user id must reach their binaries.
    chmodSync(folder, 0o755);
    temporaryFolders.push(folder);
    named = extractArchive(archive, folder);
  }
  const isFolder = statSync(named).isDirectory();
  const appPath = isFolder ? named : dirname(named);
  const manifest = readManifest(join(appPath, "package.json"));
  const main = isFolder ? join(appPath, manifest.main ?? "index.js") : named;
  const launch: Launch = {
    appPath,
    manifest,
    isPackaged,
    electronVersion: readElectronVersion(),
    debuggingPort: commandLine.debuggingPort,
    temporaryFolders,
  };
  return { launch, main };
}

function readManifest(file: string): Manifest {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Manifest) : {}; // npm checks its shape
}

/** The version whose interface is modelled. */
function readElectronVersion(): string {
  const manifest = createRequire(__filename).resolve("electron/package.json");
  return readManifest(manifest).version ?? "0.0.0";
}

function describeProcess({ launch }: AppFiles): void {
  const define = (target: object, name: string, value: unknown) =>
    Object.defineProperty(target, name, { value, configurable: true, enumerable: true, writable: true });
  define(process.versions, "electron", launch.electronVersion);
  define(process, "type", "browser");
  define(process, "resourcesPath", launch.isPackaged ? process.env.STAND_IN_RESOURCES : join(__dirname, "resources"));
  if (!launch.isPackaged) define(process, "defaultApp", true);
}

function putInPlace(electron: object): ModuleInternals {
  const internals = Module as unknown as ModuleInternals; // see ModuleInternals
  const isElectron = (request: string) => request === "electron" || request === "electron/main";
  const { _load: load, _resolveFilename: resolveFilename } = internals;
  internals._load = (request, parent, isMain) => (isElectron(request) ? electron : load(request, parent, isMain));
  internals._resolveFilename = (request, ...rest) =>
    isElectron(request) ? request : resolveFilename.call(Module, request, ...rest);
  return internals;
}

function run(): void {
  const given = process.argv.slice(2);
  const commandLine = parseCommandLine(given);
  if (commandLine.isVersionAsked) {
    process.stdout.write(`v${readElectronVersion()} (stand-in)\n`);
    return;
  }
  const files = findApp(commandLine);
  describeProcess(files);
  process.argv = [process.execPath, ...given];
  const { electron, app, start } = createElectron(files.launch);
  const internals = putInPlace(electron);
  for (const [name, value] of commandLine.switches) app.commandLine.appendSwitch(name, value);
  if (commandLine.inspectPort !== null) openInspector(commandLine.inspectPort, "127.0.0.1");
  const requireFromHere = createRequire(join(process.cwd(), "app.js"));
  for (const file of commandLine.requires) requireFromHere(file);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => app.quit());
  internals._load(files.main, null, true);
  setImmediate(() => {
    start().catch((error: unknown) => {
      process.stderr.write(`stand-in: ${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    });
  });
}

run();
