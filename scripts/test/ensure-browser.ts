import { spawn } from "node:child_process";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** Commands under which a Chromium may be installed. */
const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macApplications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const installMinutes = 5;

/**
 * Path of a browser for the end-to-end tests: $CHROMIUM_PATH, an installed Chromium or Chrome, Playwright's own, or one
 * that is installed now (Playwright's download, else Debian's package when root). Null when none can be had.
 */
export async function ensureBrowser(say: (line: string) => void): Promise<string | null> {
  const found = await findBrowser();
  if (found) return found;
  say("No Chromium is installed. Trying Playwright's download …");
  if (await succeeds("npx", ["playwright", "install", "chromium"])) return await playwrightBrowser();
  if (process.platform !== "linux" || process.getuid?.() !== 0) return null;
  say("That failed. Installing Debian's package chromium …");
  const install = ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"];
  if (!(await succeeds("apt-get", ["update"])) || !(await succeeds("apt-get", install))) return null;
  return await findBrowser();
}

async function findBrowser(): Promise<string | null> {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = [
    ...(process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : []),
    ...folders.flatMap((folder) => commands.map((command) => join(folder, command))),
    ...macApplications,
  ];
  for (const candidate of candidates) if (await exists(candidate)) return candidate;
  return await playwrightBrowser();
}

async function playwrightBrowser(): Promise<string | null> {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return (await exists(path)) ? path : null;
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false; // asked in order to know
  }
}

/** Runs an installer with its output shown; gives up after some minutes, since a closed network may never answer. */
function succeeds(command: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], env: environment });
    const timer = setTimeout(() => child.kill("SIGKILL"), installMinutes * 60_000);
    const end = (isDone: boolean) => {
      clearTimeout(timer);
      resolve(isDone);
    };
    child.on("error", () => end(false));
    child.on("exit", (code) => end(code === 0));
  });
}
