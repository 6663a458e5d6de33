import { access, constants, stat, statfs } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import { connectToCommandSocket } from "../../app/command-socket.ts";
import { prepareServerBinaries } from "../../control-planes/embedded/server/binaries.ts";
import { formatBytes, formatTable, type OutputFormat, type TableColumn } from "../output.ts";
import { type Cli, formatOption, type RegisterVerb } from "../verb.ts";

/** One thing that was looked at. `failed` keeps Steward from working, `missing` only a part of it. */
export interface Check {
  readonly subject: string;
  readonly verdict: "fine" | "missing" | "failed";
  readonly found: string;
  readonly advice: string | null;
}

const columns: readonly TableColumn<Check>[] = [
  { title: "check", text: ({ subject }) => subject },
  { title: "verdict", text: ({ verdict }) => verdict },
  { title: "found", text: ({ found }) => found },
  { title: "what to do", text: ({ advice }) => advice ?? "–" },
];

/** `steward doctor`: ends with 1 when something keeps Steward from working. Changes nothing but the server's own links. */
export const registerDoctor: RegisterVerb = (program, cli) => {
  program
    .command("doctor")
    .description("what this machine has, and what Steward lacks")
    .addOption(formatOption())
    .action(({ format }: { readonly format: OutputFormat }) =>
      cli.alone(async () => {
        const checks = await runChecks(cli);
        const text = format === "json" ? JSON.stringify(checks, null, 2) : formatTable(columns, checks);
        cli.terminal.writeOut(`${text}\n`);
        return checks.some(({ verdict }) => verdict === "failed") ? 1 : 0;
      }),
    );
};

async function runChecks(cli: Pick<Cli, "dataFolder" | "resourcesFolder">): Promise<readonly Check[]> {
  return await Promise.all([
    checkNode(process.versions.node),
    checkDataFolder(cli.dataFolder),
    checkDisk(cli.dataFolder),
    checkRunningApp(cli.dataFolder),
    checkServer(cli.dataFolder),
    checkElectron(cli.resourcesFolder),
    checkBrowser(process.env),
  ]);
}

function fine(subject: string, found: string): Check {
  return { subject, verdict: "fine", found, advice: null };
}

/** Whether this Node is new enough: 20.19 or later. */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return fine("Node", version);
  return { subject: "Node", verdict: "failed", found: version, advice: "Install Node 20.19 or later." };
}

/** Whether the data folder, or the folder it would be made in, can be written. */
export async function checkDataFolder(dataFolder: string): Promise<Check> {
  const subject = "data folder";
  const existing = await nearestFolder(dataFolder);
  try {
    await access(existing, constants.W_OK);
    return fine(subject, existing === dataFolder ? dataFolder : `${dataFolder} (is made at the first start)`);
  } catch {
    // Which of the reasons it is makes no difference to what can be done.
    return {
      subject,
      verdict: "failed",
      found: `${existing} cannot be written`,
      advice: "Name another folder in STEWARD_HOME.",
    };
  }
}

const neededBytes = 2 * 1024 ** 3;

async function checkDisk(dataFolder: string): Promise<Check> {
  const { bavail, bsize } = await statfs(await nearestFolder(dataFolder));
  const freeBytes = bavail * bsize;
  const found = `${formatBytes(freeBytes)} free`;
  if (freeBytes >= neededBytes) return fine("disk", found);
  return { subject: "disk", verdict: "failed", found, advice: "The sample workspace and its branches want 2 GB." };
}

/** The folder itself, or the nearest one above it that exists. */
async function nearestFolder(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch {
    // Not there, or not to be seen: its parent decides.
    return dirname(path) === path ? path : await nearestFolder(dirname(path));
  }
}

async function checkRunningApp(dataFolder: string): Promise<Check> {
  const running = await connectToCommandSocket(dataFolder);
  running?.close();
  return fine("running app", running ? "one holds the data folder; commands go through it" : "none");
}

async function checkServer(dataFolder: string): Promise<Check> {
  const subject = "Postgres";
  try {
    const { version, folder } = await prepareServerBinaries(join(dataFolder, "postgres"));
    return fine(subject, `${version} in ${folder}`);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { subject, verdict: "failed", found: error.message, advice: error.hint ?? null };
  }
}

/** Electron's binary: without it the app is served to a browser. */
async function checkElectron(resourcesFolder: string): Promise<Check> {
  const subject = "Electron";
  if (process.versions.electron) return fine(subject, process.versions.electron);
  const folder = join(resourcesFolder, "node_modules", "electron", "dist");
  const names = ["electron", "electron.exe", "Electron.app"];
  for (const name of names) if (await exists(join(folder, name))) return fine(subject, join(folder, name));
  return {
    subject,
    verdict: "missing",
    found: "no binary",
    advice: "The app is served to a browser instead: steward serve.",
  };
}

const browserNames = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome.exe",
  "msedge.exe",
];
const browserPlaces = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** A Chromium on the search path or in its usual place. */
export async function checkBrowser(environment: NodeJS.ProcessEnv): Promise<Check> {
  const folders = (environment.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = [...folders.flatMap((folder) => browserNames.map((name) => join(folder, name))), ...browserPlaces];
  for (const candidate of candidates) if (await exists(candidate)) return fine("Chromium", candidate);
  return {
    subject: "Chromium",
    verdict: "missing",
    found: "none",
    advice: "Any browser on this machine shows the app.",
  };
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false; // not there, or not to be seen, which is the same to us
  }
}
