import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium, type Page } from "@playwright/test";
import { WebSocket } from "ws";
import { findChromium } from "../../e2e/electron-stand-in/browser/find-chromium.ts";
import { defaultViewport } from "../../e2e/hosts/host.ts";
import { chromiumFlags } from "./chromium-flags.ts";
import { type ClockedSight, setClock } from "./page-clock.ts";
import { readMemoryMb } from "./process-memory.ts";

/**
 * A Chromium with one page that Playwright can let go of. While Playwright is attached the browser sends it every frame
 * of every WebSocket, once more and in base64; what 200 MB of rows cost cannot be measured then.
 */
export interface UnwatchedBrowser {
  /** Attaches Playwright to the page for as long as `run` takes. */
  attach<T>(run: (page: Page) => Promise<T>): Promise<T>;
  /** Evaluates in the page while nobody watches; waits for a promise. */
  evaluate(expression: string): Promise<unknown>;
  /** Milliseconds from the event that `press` makes in the page until the frame with the sight is painted. */
  time(press: string, sight: ClockedSight): Promise<number>;
  /** Of all processes that draw pages: rows lie in buffers outside the heap that a page may look at. */
  readPagesMb(): Promise<number>;
  close(): Promise<void>;
}

/** Starts it with an empty page in a profile of its own. */
export async function startUnwatchedBrowser(): Promise<UnwatchedBrowser> {
  const profile = mkdtempSync(join(tmpdir(), "steward-bench-profile-"));
  const { width, height } = defaultViewport;
  const own = [
    "--headless",
    "--remote-debugging-port=0",
    `--user-data-dir=${profile}`,
    `--window-size=${width},${height}`,
  ];
  const child = spawn(findChromium(), [...chromiumFlags(), ...own, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const endpoint = await readEndpoint(child);
  const address = `http://127.0.0.1:${new URL(endpoint).port}`;
  const attach: UnwatchedBrowser["attach"] = async (run) => {
    const browser = await chromium.connectOverCDP(address);
    try {
      const page = browser.contexts()[0]?.pages()[0];
      if (!page) throw new Error("The browser has no page.");
      return await run(page);
    } finally {
      await browser.close(); // lets go of it
    }
  };
  const evaluate = (expression: string) => evaluateIn(address, expression);
  return {
    attach,
    evaluate,
    time: async (press, sight) => {
      await attach((page) => setClock(page, sight));
      await evaluate(press);
      return Number(await evaluate("benchClock"));
    },
    readPagesMb: async () => {
      const { processInfo } = (await call(endpoint, "SystemInfo.getProcessInfo", {})) as Processes;
      return processInfo.filter(({ type }) => type === "renderer").reduce((sum, { id }) => sum + readMemoryMb(id), 0);
    },
    close: async () => {
      const hasEnded = once(child, "exit");
      child.kill("SIGTERM");
      await hasEnded;
      await removeProfile(profile);
    },
  };
}

/** Processes of the browser may write there a moment longer; what was measured is not lost for that. */
async function removeProfile(profile: string): Promise<void> {
  try {
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  } catch (error) {
    console.error(`The browser's profile stays behind in ${profile}: ${String(error)}`);
  }
}

async function evaluateIn(address: string, expression: string): Promise<unknown> {
  const targets = (await (await fetch(`${address}/json/list`)).json()) as readonly Target[]; // DevTools' own list
  const page = targets.find(({ type }) => type === "page");
  if (!page) throw new Error("The browser has no page.");
  const params = { expression, awaitPromise: true, returnByValue: true };
  const { result, exceptionDetails } = (await call(
    page.webSocketDebuggerUrl,
    "Runtime.evaluate",
    params,
  )) as Evaluation;
  if (exceptionDetails) throw new Error(result.description ?? "The page threw.");
  return result.value;
}

interface Target {
  readonly type: string;
  readonly webSocketDebuggerUrl: string;
}

interface Evaluation {
  readonly result: { readonly value?: unknown; readonly description?: string };
  readonly exceptionDetails?: object;
}

interface Processes {
  readonly processInfo: readonly { readonly type: string; readonly id: number }[];
}

/** One command on a line of its own, so that nothing else is asked of the page. */
async function call(url: string, method: string, params: object): Promise<unknown> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  try {
    await once(socket, "open");
    socket.send(JSON.stringify({ id: 1, method, params }));
    const [data] = await once(socket, "message");
    const { result, error } = JSON.parse(String(data)) as { result?: unknown; error?: { message: string } }; // DevTools protocol
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  } finally {
    socket.close();
  }
}

async function readEndpoint(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error("The browser's output is not piped.");
  for await (const line of createInterface({ input: child.stderr })) {
    const [endpoint] = /ws:\/\/\S+/.exec(line) ?? [];
    if (!endpoint) continue;
    child.stderr.resume();
    return endpoint;
  }
  throw new Error("The browser ended before it could be spoken to.");
}
