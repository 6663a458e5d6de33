import type { Page } from "@playwright/test";
import type { Figure } from "../figure.ts";
import { repeat } from "../figure.ts";
import type { Measurement } from "../report/measurement.ts";
import type { BenchSetting } from "../setting/bench-setting.ts";
import { timeInPage } from "../setting/page-clock.ts";
import { timeInPsql } from "../setting/peer.ts";
import { Screens } from "../setting/screens.ts";
import { startSteward } from "../setting/steward.ts";

const coldRounds = 5;
const warmRounds = 9;
const target = { kind: "under", value: 150 } as const;

/** From the click on a table of 1,000,000 rows to the frame with its first row, and pages anywhere else in it. */
export const firstRows: Figure = {
  name: "first-rows",
  measure: async (setting) => {
    const coldMs = await repeat(coldRounds, () => onFreshStart(setting, openSampleTable));
    const line = { unit: "ms", peer: null, target } as const;
    return [
      { ...line, what: "first row of run_events, first click after a start", values: coldMs },
      ...(await measureWarm(setting)),
    ];
  },
};

async function onFreshStart(setting: BenchSetting, run: (screens: Screens) => Promise<number>): Promise<number> {
  const [sample, browser] = [await setting.sample(), await setting.browser()];
  const steward = await startSteward(sample.path);
  try {
    const page = await steward.openPage(browser);
    const value = await run(new Screens(page));
    await page.context().close();
    return value;
  } finally {
    await steward.end();
  }
}

async function openSampleTable(screens: Screens): Promise<number> {
  await screens.goToSample();
  const ms = await openTable(screens, "run_events", /\S/);
  await screens.closeTab("run_events");
  return ms;
}

function openTable({ page, browse }: Screens, table: string, firstKey: RegExp): Promise<number> {
  const item = browse.tree.getByRole("treeitem", { name: table, exact: true });
  const selector = `[role=grid][aria-label="Rows of ${table}"] [role=gridcell]`;
  return timeInPage(page, () => item.click(), { selector, text: firstKey, from: "pointerdown" });
}

/** The rest on the server of our own, where psql can read the same pages. */
async function measureWarm(setting: BenchSetting): Promise<readonly Measurement[]> {
  const [sample, browser, server] = [await setting.sample(), await setting.browser(), await setting.server()];
  const steward = await startSteward(sample.path);
  try {
    const page = await steward.openPage(browser);
    const screens = new Screens(page);
    await screens.goToSample();
    await steward.connectTo(server, "Bench rows");
    await screens.chooseConnection("Bench rows");
    await screens.waitForTable("million_rows");
    await openTable(screens, "million_rows", /^0000001$/);
    const againMs = await repeat(warmRounds, async () => {
      await screens.closeTab("million_rows");
      return await openTable(screens, "million_rows", /^0000001$/);
    });
    const endMs = await repeat(warmRounds, () => jump(page, "Control+End", /^1000000$/));
    const scrolledMs = await scrollOn(page);
    await screens.closeTab("million_rows");
    await page.context().close();
    const psqlMs = timeInPsql(server, "SELECT * FROM million_rows WHERE id > '0000200' ORDER BY id LIMIT 500", 20);
    const line = { unit: "ms", peer: null, target } as const;
    return [
      { ...line, what: "first row of a table, opened again", values: againMs },
      { ...line, what: "last row of 1,000,000 after Ctrl End", values: endMs },
      {
        ...line,
        what: "next 500 rows while scrolling, server to main's answer",
        values: scrolledMs,
        peer: psqlMs && { name: "psql", values: psqlMs },
      },
    ];
  } finally {
    await steward.end();
  }
}

async function jump(page: Page, keys: string, key: RegExp): Promise<number> {
  const grid = page.getByRole("grid", { name: "Rows of million_rows" });
  const selector = '[role=grid][aria-label="Rows of million_rows"] [role=gridcell]';
  await grid.getByRole("gridcell").first().click();
  const ms = await timeInPage(page, () => page.keyboard.press(keys), { selector, text: key, from: "keydown" });
  await timeInPage(page, () => page.keyboard.press("Control+Home"), { selector, text: /^0000001$/, from: "keydown" });
  return ms;
}

/** What the status bar says of each page that scrolling made the grid read. */
async function scrollOn(page: Page): Promise<readonly number[]> {
  const status = page.getByText(/^Page in [\d.]+ ms/);
  const values: number[] = [];
  await page.getByRole("grid", { name: "Rows of million_rows" }).hover();
  for (let step = 0; step < 60; step++) {
    await page.mouse.wheel(0, 4_000);
    await page.waitForTimeout(50);
    const ms = Number(/[\d.]+/.exec((await status.textContent()) ?? "")?.[0]);
    if (ms !== values.at(-1)) values.push(ms);
  }
  return values.slice(1); // the first one is the page that stood there before
}
