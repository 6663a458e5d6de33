import { setTimeout as wait } from "node:timers/promises";
import { openSession } from "../../electron/postgres/connect.ts";
import type { LoggedStatement } from "../../shared/ipc/topics.ts";
import { type Figure, repeat } from "../figure.ts";
import { formatTable } from "../report/format-table.ts";
import type { Measurement } from "../report/measurement.ts";
import type { OwnServer } from "../setting/own-server.ts";
import { Screens } from "../setting/screens.ts";
import { type Steward, startSteward } from "../setting/steward.ts";
import { startUnwatchedBrowser, type UnwatchedBrowser } from "../setting/unwatched-browser.ts";

const coldRounds = 5;
const rounds = 9;
/** In this time the window has saved which tabs are open. */
const savedMs = 2_000;
const table = "narrow_rows";
const cells = `[role=grid][aria-label="Rows of ${table}"] [role=gridcell][aria-colindex="1"]`;
const underLine = { unit: "ms", peer: null, target: { kind: "under", value: 150 } } as const;

/**
 * A long, narrow table: its first rows after the click, pages at its start, middle and end by the app's own clock, jumps to a
 * value and to the last row, and frames while it is scrolled. `--rows=N` says how long it is. Says which statements a click
 * sends, and ends with an error if one of them counts rows or skips them by OFFSET.
 */
export const grid: Figure = {
  name: "grid",
  measure: async (setting) => {
    const [sample, server] = [await setting.sample(), await setting.server()];
    const rows = setting.narrowRows;
    setting.say(`a table of ${rows.toLocaleString("en-US")} narrow rows`);
    await makeTable(server, rows);
    const browser = await startUnwatchedBrowser();
    try {
      const of = `of ${rows.toLocaleString("en-US")} narrow rows`;
      const warm = await withTable(browser, sample.path, server, "Bench grid, warm", async (steward) => {
        const before = (await steward.readStatements()).length;
        await open(browser);
        sayStatements(setting.say, (await steward.readStatements()).slice(before));
        const measured = await measureGrid(browser, rows, of, setting.say);
        refuseCounts(await steward.readStatements());
        await leave(browser);
        return measured;
      });
      const coldMs = await repeat(coldRounds, (round) =>
        withTable(browser, sample.path, server, `Bench grid ${round + 1}`, async () => {
          const ms = await open(browser);
          setting.say(`first row, first click after a start: ${ms.toFixed(0)} ms`);
          await leave(browser);
          return ms;
        }),
      );
      return [{ ...underLine, what: `first row ${of}, first click after a start`, values: coldMs }, ...warm];
    } finally {
      await browser.close();
    }
  },
};

/** Starts Steward, connects to the server under a name of its own, and goes to the table in its tree. */
async function withTable<T>(
  browser: UnwatchedBrowser,
  folder: string,
  server: OwnServer,
  connection: string,
  run: (steward: Steward) => Promise<T>,
): Promise<T> {
  const steward = await startSteward(folder);
  try {
    await browser.attach(async (page) => {
      const screens = new Screens(page);
      await steward.openIn(page);
      await screens.goToSample();
      await steward.connectTo(server, connection);
      await screens.chooseConnection(connection);
      await screens.waitForTable(table);
    });
    return await run(steward);
  } finally {
    await steward.end();
  }
}

/** Closes the tab and waits until that is kept: else the next start opens it, and its rows, by itself. */
async function leave(browser: UnwatchedBrowser): Promise<void> {
  await browser.attach((page) => new Screens(page).closeTab(table));
  await wait(savedMs);
}

function open(browser: UnwatchedBrowser): Promise<number> {
  const press = `document.querySelector('[role=treeitem][aria-label="${table}"]').click()`;
  return browser.time(press, { selector: cells, text: /^1$/, from: "click" });
}

async function makeTable({ parameters }: OwnServer, rows: number): Promise<void> {
  // generate_series in the list of columns is not written to a file of its own first.
  const numbers = `SELECT generate_series(1, ${rows})::int8 AS n`;
  const session = await openSession(parameters, { purpose: "bench", settings: { maintenance_work_mem: "1GB" } });
  try {
    await session.execute(
      `CREATE TABLE ${table} AS SELECT n AS id, (n * 7919 % 1000003)::int4 AS v FROM (${numbers}) AS numbers`,
    );
    await session.execute(`ALTER TABLE ${table} ADD PRIMARY KEY (id)`);
    await session.execute(`VACUUM (FREEZE, ANALYZE) ${table}`);
  } finally {
    await session.close();
  }
}

async function measureGrid(
  browser: UnwatchedBrowser,
  rows: number,
  of: string,
  say: (line: string) => void,
): Promise<readonly Measurement[]> {
  const measured: Measurement[] = [];
  const add = (measurement: Measurement) => {
    measured.push(measurement);
    say(formatTable([measurement]).at(-1) ?? "");
  };
  const openMs = await repeat(rounds, async () => {
    await browser.attach((page) => new Screens(page).closeTab(table));
    return await open(browser);
  });
  add({ ...underLine, what: `first row ${of}, opened again`, values: openMs });
  const byStatusBar = { unit: "ms", peer: null, target: null } as const;
  for (const [place, share] of [
    ["the first page", 0],
    ["a page in the middle", 0.5],
    ["a page near the end", 0.99],
  ] as const) {
    const row = Math.max(1, Math.floor(rows * share));
    const values = await repeat(rounds, (round) =>
      browser.attach((page) => goTo(new Screens(page), "About row number", String(row + round))),
    );
    add({ ...byStatusBar, what: `${place} ${of}, by the status bar`, values });
  }
  const jumps = await repeat(rounds, (round) => {
    const id = Math.max(1, Math.floor((rows * (round + 0.5)) / rounds));
    return browser.attach((page) => goTo(new Screens(page), "id at or above", String(id)));
  });
  add({ ...byStatusBar, what: "the page from a value on, by the status bar", values: jumps });
  await browser.attach((page) => page.locator(cells).first().click());
  const endMs = await repeat(rounds, async () => {
    await press(browser, "Home", /^1$/);
    return await press(browser, "End", new RegExp(`^${rows}$`));
  });
  add({ ...underLine, what: "its last row after Ctrl End", values: endMs });
  await press(browser, "Home", /^1$/);
  const { frames, blanks } = (await browser.evaluate(scrolling)) as { frames: number[]; blanks: number }; // it is the expression below
  const what = `frames while scrolling 20 rows each, ${blanks} with a blank row`;
  add({ what, unit: "ms", values: frames, peer: null, target: { kind: "p95", value: 16.7 } });
  return measured;
}

function press(browser: UnwatchedBrowser, key: "Home" | "End", text: RegExp): Promise<number> {
  const event = `new KeyboardEvent("keydown", { key: "${key}", code: "${key}", ctrlKey: true, bubbles: true })`;
  return browser.time(`document.activeElement.dispatchEvent(${event})`, { selector: cells, text, from: "keydown" });
}

/** Goes to a value or about a row number; what the page took by the app's own clock. */
async function goTo({ page }: Screens, field: string, value: string): Promise<number> {
  await page.getByRole("button", { name: "Go to a row" }).click();
  await page.getByRole("textbox", { name: field }).fill(value);
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

function sayStatements(say: (line: string) => void, statements: readonly LoggedStatement[]): void {
  for (const { cause, sql, durationMs, rows } of statements)
    say(`sent (${cause}), ${durationMs.toFixed(1)} ms, ${rows} rows: ${sql.replace(/\s+/g, " ").trim().slice(0, 160)}`);
}

function refuseCounts(statements: readonly LoggedStatement[]): void {
  const refused = /\bcount\s*\(\s*\*\s*\)\s+from|\boffset\s+(?!0\b)/i;
  const found = statements.find(({ cause, sql }) => cause.startsWith("grid") && refused.test(sql));
  if (found) throw new Error(`A count or an OFFSET was sent: ${found.sql}`);
}
