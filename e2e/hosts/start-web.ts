import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { chromium } from "@playwright/test";
import { readLines } from "../../electron/ipc/read-lines.ts";
import { findChromium } from "../electron-stand-in/browser/find-chromium.ts";
import { defaultViewport, type HostOptions, hostEnvironment, prepareDataFolder, type RunningHost } from "./host.ts";
import { repositoryFolder } from "./which-electron.ts";

/** The running browser host, with a browser that opened its link. */
export interface WebHost extends RunningHost {
  /** The page's origin, without the link's used token. */
  readonly url: string;
  /** The link that was opened, which is used up. */
  readonly link: string;
}

const chromiumFlags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts `dist/web/main.cjs` in plain Node and opens what it prints. */
export async function startWeb(options: HostOptions = {}): Promise<WebHost> {
  const folder = prepareDataFolder(options);
  const server = spawn(process.execPath, [join(repositoryFolder, "dist", "web", "main.cjs")], {
    env: hostEnvironment(folder.path, options),
    stdio: ["pipe", "pipe", "pipe"],
  });
  server.stdin.on("error", () => undefined); // its exit follows
  if (options.onLine) readLines(server.stderr, options.onLine);
  const link = await readLink(server);
  const isRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: [...chromiumFlags, ...(isRoot ? ["--no-sandbox"] : [])],
  });
  const context = await browser.newContext({
    viewport: options.viewport ?? defaultViewport,
    colorScheme: options.theme ?? "light",
  });
  const page = await context.newPage();
  await page.goto(link);
  const end = async (signal: "SIGTERM" | "SIGKILL") => {
    await browser.close();
    if (server.exitCode !== null || server.signalCode !== null) return;
    const hasEnded = once(server, "exit");
    server.kill(signal);
    // An app that does not end in order must not hold the tests; it is then ended without asking.
    await Promise.race([hasEnded, wait(20_000).then(() => server.kill("SIGKILL"))]);
  };
  return {
    page,
    url: new URL(link).origin,
    link,
    dataFolder: folder.path,
    close: async () => {
      await end("SIGTERM");
      folder.remove();
    },
    kill: () => end("SIGKILL"),
  };
}

/** The system's browser, else the one that Playwright installed. */
function findBrowser(): string {
  try {
    return findChromium();
  } catch {
    return chromium.executablePath(); // launching says what is missing
  }
}

async function readLink(server: ChildProcess): Promise<string> {
  if (!server.stdout || !server.stderr) throw new Error("The server's output is not piped");
  const said: string[] = [];
  server.stderr.on("data", (part) => said.push(String(part)));
  const lines = createInterface({ input: server.stdout });
  for await (const line of lines) {
    said.push(line);
    const [link] = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(line) ?? [];
    if (!link) continue;
    server.stdout.resume();
    return link;
  }
  throw new Error(`The browser host ended before it gave a link:\n${said.join("\n")}`);
}
