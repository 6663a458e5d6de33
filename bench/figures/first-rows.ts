import { setTimeout as wait } from "node:timers/promises";
import type { Figure } from "../figure.ts";
import { repeat } from "../figure.ts";
import type { Measurement } from "../report/measurement.ts";
import type { BenchSetting } from "../setting/bench-setting.ts";
import { timeInPsql } from "../setting/peer.ts";
import { Screens } from "../setting/screens.ts";
import { startSteward } from "../setting/steward.ts";
import { startUnwatchedBrowser, type UnwatchedBrowser } from "../setting/unwatched-browser.ts";

const coldRounds = 5;
const warmRounds = 9;
/** In this time the window has saved which tabs are open. */
const savedMs = 2_000;
const line = { unit: "ms", peer: null, target: { kind: "under", value: 150 } } as const;

/** From the click on a table of 1,000,000 rows to the frame with its first row, and pages anywhere else in it. */
export const firstRows: Figure = {
  name: "first-rows",
  measure: async (setting) => {
    const browser = await startUnwatchedBrowser();
    try {
      const coldMs = await repeat(coldRounds, () => openAfterStart(setting, browser));
      return [
        { ...line, what: "first row of run_events, first click after a start", values: coldMs },
        ...(await measureWarm(setting, browser)),
      ];
    } finally {
      await browser.close();
    }
  },
};

async function openAfterStart(setting: BenchSetting, browser: UnwatchedBrowser): Promise<number> {
  const sample = await setting.sample();
  const steward = await startSteward(sample.path);
  try {
    await browser.attach(async (page) => {
      await steward.openIn(page);
      await new Screens(page).goToSample();
    });
    const ms = await openTable(browser, "run_events", /\S/);
    await closeTab(browser, "run_events");
    await wait(savedMs); // else the next start opens the tab, and its rows, by itself
    return ms;
  } finally {
    await steward.end();
  }
}

function openTable(browser: UnwatchedBrowser, table: string, firstKey: RegExp): Promise<number> {
  const press = `document.querySelector('[role=treeitem][aria-label="${table}"]').click()`;
  return browser.time(press, { selector: cellsOf(table), text: firstKey, from: "click" });
}

function closeTab(browser: UnwatchedBrowser, title: string): Promise<void> {
  return browser.attach((page) => new Screens(page).closeTab(title));
}

function cellsOf(table: string): string {
  return `[role=grid][aria-label="Rows of ${table}"] [role=gridcell]`;
}

/** The rest on a server that psql can read the same pages from. */
async function measureWarm(setting: BenchSetting, browser: UnwatchedBrowser): Promise<readonly Measurement[]> {
  const [sample, server] = [await setting.sample(), await setting.server()];
  const steward = await startSteward(sample.path);
  try {
    await browser.attach(async (page) => {
      const screens = new Screens(page);
      await steward.openIn(page);
      await screens.goToSample();
      await steward.connectTo(server, "Bench rows");
      await screens.chooseConnection("Bench rows");
      await screens.waitForTable("million_rows");
    });
    await openTable(browser, "million_rows", /^0000001$/);
    const againMs = await repeat(warmRounds, async () => {
      await closeTab(browser, "million_rows");
      return await openTable(browser, "million_rows", /^0000001$/);
    });
    await browser.attach((page) => page.locator(cellsOf("million_rows")).first().click());
    const endMs = await repeat(warmRounds, async () => {
      const ms = await jump(browser, "End", /^1000000$/);
      await jump(browser, "Home", /^0000001$/);
      return ms;
    });
    const scrolledMs = await scrollOn(browser);
    await closeTab(browser, "million_rows");
    const psqlMs = timeInPsql(server, "SELECT * FROM million_rows WHERE id > '0000200' ORDER BY id LIMIT 500", 20);
    return [
      { ...line, what: "first row of a table, opened again", values: againMs },
      { ...line, what: "last row of 1,000,000 after Ctrl End", values: endMs },
      {
        ...line,
        what: "next 500 rows while scrolling, by the status bar",
        values: scrolledMs,
        peer: psqlMs && { name: "psql", values: psqlMs },
      },
    ];
  } finally {
    await steward.end();
  }
}

function jump(browser: UnwatchedBrowser, key: string, firstKey: RegExp): Promise<number> {
  const event = `new KeyboardEvent("keydown", { key: "${key}", code: "${key}", ctrlKey: true, bubbles: true })`;
  const press = `document.activeElement.dispatchEvent(${event})`;
  return browser.time(press, { selector: cellsOf("million_rows"), text: firstKey, from: "keydown" });
}

const scrolling = `(async () => {
  const grid = document.querySelector('[aria-label="Rows of million_rows"]');
  const shown = () => Number(/Page in ([\\d.]+) ms/.exec(document.body.innerText)?.[1]);
  const values = [shown()];
  for (let step = 0; step < 60; step++) {
    grid.scrollTop += 4000;
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (shown() !== values.at(-1)) values.push(shown());
  }
  return values.slice(1);
})()`;

/** What the status bar says of each page that scrolling made the grid read. */
async function scrollOn(browser: UnwatchedBrowser): Promise<readonly number[]> {
  return (await browser.evaluate(scrolling)) as readonly number[]; // it is the expression above
}
