import { type Browser, chromium } from "@playwright/test";
import { findChromium } from "../../e2e/electron-stand-in/browser/find-chromium.ts";
import { prepareDataFolder } from "../../e2e/hosts/host.ts";
import { Shell } from "../../e2e/pages/shell.ts";
import { chromiumFlags } from "./chromium-flags.ts";
import { type OwnServer, startOwnServer } from "./own-server.ts";
import { startSteward } from "./steward.ts";

/** A data folder whose sample workspace is complete, and how long that took from the spawn of the first start. */
export interface SampleFolder {
  readonly path: string;
  readonly usableMs: number;
  readonly completeMs: number;
}

/** What the figures share; each part is made when the first figure asks for it. */
export interface BenchSetting {
  browser(): Promise<Browser>;
  sample(): Promise<SampleFolder>;
  server(): Promise<OwnServer>;
  /** How long the table of the grid's figure is. */
  readonly narrowRows: number;
  say(line: string): void;
  /** Ends what was started, the newest first. */
  close(): Promise<void>;
}

/** Nothing is started yet. */
export function createBenchSetting(say: (line: string) => void, narrowRows: number): BenchSetting {
  const endings: (() => Promise<void>)[] = [];
  const once = <T>(make: () => Promise<T>, end: (made: T) => Promise<void>): (() => Promise<T>) => {
    const made: Promise<T>[] = [];
    return () => {
      if (made.length > 0) return Promise.race(made); // there is one
      const fresh = make();
      made.push(fresh);
      endings.push(async () => {
        const value = await fresh.catch(() => null); // whoever asked for it has the error
        if (value !== null) await end(value);
      });
      return fresh;
    };
  };
  const browser = once(
    () => chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags()] }),
    (started) => started.close(),
  );
  const folder = once(
    async () => prepareDataFolder({}),
    async (prepared) => prepared.remove(),
  );
  const sample = once(
    async () => {
      say("the first start, until the sample workspace is complete");
      return await makeSample((await folder()).path, await browser());
    },
    async () => undefined,
  );
  const server = once(
    () => {
      say("a server of its own, with 1,000,000 rows of 10 columns");
      return startOwnServer();
    },
    (started) => started.close(),
  );
  const close = async () => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  return { browser, sample, server, narrowRows, say, close };
}

async function makeSample(path: string, browser: Browser): Promise<SampleFolder> {
  const steward = await startSteward(path);
  try {
    const page = await steward.openPage(browser);
    await page.getByRole("treeitem", { name: "run_events", exact: true }).waitFor({ timeout: 120_000 });
    const usableMs = performance.now() - steward.startedAt;
    await new Shell(page).waitForSample("complete");
    const completeMs = performance.now() - steward.startedAt;
    await page.context().close();
    return { path, usableMs, completeMs };
  } finally {
    await steward.end();
  }
}
