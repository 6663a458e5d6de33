import { openSession } from "../../electron/postgres/connect.ts";
import type { LoggedStatement } from "../../shared/ipc/topics.ts";
import { type Figure, repeat } from "../figure.ts";
import type { Measurement } from "../report/measurement.ts";
import type { OwnServer } from "../setting/own-server.ts";
import { Screens } from "../setting/screens.ts";
import { startSteward } from "../setting/steward.ts";
import { startUnwatchedBrowser, type UnwatchedBrowser } from "../setting/unwatched-browser.ts";

const rounds = 9;
const table = "narrow_rows";
const cells = `[role=grid][aria-label="Rows of ${table}"] [role=gridcell]`;
const firstRows = { unit: "ms", peer: null, target: { kind: "under", value: 150 } } as const;

/**
 * A long, narrow table: its first rows after the click, pages at its start, middle and end by the app's own clock, and frames
 * while it is scrolled. `--rows=N` says how long it is. Ends with an error if a count(*) was sent.
 */
export const grid: Figure = {
  name: "grid",
  measure: async (setting) => {
    const [sample, server] = [await setting.sample(), await setting.server()];
    const rows = setting.narrowRows;
    setting.say(`a table of ${rows.toLocaleString("en-US")} narrow rows`);
    await makeTable(server, rows);
    const browser = await startUnwatchedBrowser();
    const steward = await startSteward(sample.path);
    try {
      await browser.attach(async (page) => {
        const screens = new Screens(page);
        await steward.openIn(page);
        await screens.goToSample();
        await steward.connectTo(server, "Bench grid");
        await screens.chooseConnection("Bench grid");
        await screens.waitForTable(table);
      });
      const measured = await measureGrid(browser, rows);
      refuseCounts(await steward.readStatements());
      return measured;
    } finally {
      await steward.end();
      await browser.close();
    }
  },
};

async function makeTable({ parameters }: OwnServer, rows: number): Promise<void> {
  const session = await openSession(parameters, { purpose: "bench" });
  try {
    await session.execute(
      `CREATE TABLE ${table} AS SELECT n::int8 AS id, (n::int8 * 7919 % 1000003)::int4 AS v FROM generate_series(1, ${rows}) AS n`,
    );
    await session.execute(`ALTER TABLE ${table} ADD PRIMARY KEY (id)`);
    await session.execute(`VACUUM (FREEZE, ANALYZE) ${table}`);
  } finally {
    await session.close();
  }
}

async function measureGrid(browser: UnwatchedBrowser, rows: number): Promise<readonly Measurement[]> {
  const of = `of ${rows.toLocaleString("en-US")} narrow rows`;
  const open = () =>
    browser.time(`document.querySelector('[role=treeitem][aria-label="${table}"]').click()`, {
      selector: cells,
      text: /^1$/,
      from: "click",
    });
  await open();
  const openMs = await repeat(rounds, async () => {
    await browser.attach((page) => new Screens(page).closeTab(table));
    return await open();
  });
  const pages: Measurement[] = [];
  for (const [place, share] of [
    ["the first page", 0],
    ["a page in the middle", 0.5],
    ["a page near the end", 0.99],
  ] as const) {
    const row = Math.max(1, Math.floor(rows * share));
    const values = await repeat(rounds, (round) => browser.attach((page) => goTo(new Screens(page), row + round)));
    pages.push({ what: `${place} ${of}, by the status bar`, unit: "ms", values, peer: null, target: null });
  }
  await browser.attach((page) => page.locator(cells).first().click());
  const { frames, blanks } = (await browser.evaluate(scrolling)) as { frames: number[]; blanks: number }; // it is the expression below
  const what = `frames while scrolling 20 rows each, ${blanks} with a blank row`;
  return [
    { ...firstRows, what: `first row ${of}, opened again`, values: openMs },
    ...pages,
    { what, unit: "ms", values: frames, peer: null, target: { kind: "under", value: 16.7 } },
  ];
}

/** Goes to about a row number; what the page took by the app's own clock. */
async function goTo({ page }: Screens, row: number): Promise<number> {
  await page.getByRole("button", { name: "Go to a row" }).click();
  await page.getByRole("textbox", { name: "About row number" }).fill(String(row));
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Go to a row" }).waitFor({ state: "detached" });
  await page.locator(cells).first().waitFor();
  const text = await page.getByRole("region", { name: "Status" }).textContent();
  return Number(/Page in ([\d.]+) ms/.exec(text ?? "")?.[1]);
}

const scrolling = `(async () => {
  const grid = document.querySelector('[aria-label="Rows of ${table}"]');
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const isBlank = () => {
    const { top, bottom } = grid.getBoundingClientRect();
    return [...grid.querySelectorAll(".grid-waiting")].some((cell) => {
      const at = cell.getBoundingClientRect();
      return at.bottom > top + 40 && at.top < bottom;
    });
  };
  const frames = [];
  let blanks = 0;
  let before = await frame();
  for (let step = 0; step < 300; step++) {
    grid.scrollTop += 520;
    const now = await frame();
    frames.push(now - before);
    before = now;
    if (isBlank()) blanks += 1;
  }
  return { frames, blanks };
})()`;

function refuseCounts(statements: readonly LoggedStatement[]): void {
  const counts = statements.filter(
    ({ cause, sql }) => cause.startsWith("grid") && /\bcount\s*\(\s*\*\s*\)\s+from/i.test(sql),
  );
  if (counts.length > 0) throw new Error(`A count was sent: ${counts[0]?.sql}`);
}
