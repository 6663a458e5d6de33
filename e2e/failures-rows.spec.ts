// Rows that are too many, a cell that is too large, a process that is killed: the rest of the app does not notice.
import { readdirSync, readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { EventLoopDelay } from "../shared/ipc/diagnostics.ts";
import { ask } from "./hosts/ask.ts";
import { prepareSampleFolder } from "./hosts/sample-folder.ts";
import { onSampleServer } from "./hosts/sample-server.ts";
import { type DesktopHost, startDesktop } from "./hosts/start-desktop.ts";
import { expect, test } from "./hosts/test.ts";
import { Query } from "./pages/query.ts";
import { Shell } from "./pages/shell.ts";

test.describe("more than a window can hold", () => {
  let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
  let host: DesktopHost;
  let page: Page;
  let shell: Shell;
  let query: Query;
  test.beforeAll(async () => {
    test.setTimeout(300_000);
    folder = await prepareSampleFolder();
    host = await startDesktop({ dataFolder: folder.path });
    page = host.page;
    shell = new Shell(page);
    query = new Query(page);
    await shell.waitForCatalog();
    await shell.showSection("Query");
    // What happens once (the parser's start, the first session) is not what is measured below.
    await runNew("SELECT 1 AS warm");
    await expect(query.foot).toContainText("1 row in");
  });
  test.afterAll(async () => {
    await host.close();
    folder.remove();
  });

  async function runNew(sql: string): Promise<void> {
    await query.openNew();
    await query.type(sql);
    await query.run();
  }

  const beginMeasuring = async () => {
    await ask(page, "diagnostics.eventLoop", { reset: true });
  };
  /** The longest that main worked without turning, by its own processor time: a busy computer is not its fault. */
  const longestMs = async () => {
    const { maxBusyMs } = (await ask(page, "diagnostics.eventLoop", { reset: false })) as EventLoopDelay;
    return maxBusyMs;
  };

  test("a cell of 600 MB arrives cut, with its true size, and nothing else waits for it", async () => {
    test.setTimeout(240_000);
    const before = residentBytes(host);
    await beginMeasuring();
    await runNew("SELECT repeat('x', 600000000) AS huge");
    await runNew("SELECT 6 * 7 AS answer");
    await expect(query.rows.getByRole("gridcell", { name: "42" })).toBeVisible({ timeout: 120_000 });
    await page.getByRole("tab", { name: /^Query 2/ }).click();
    await expect(query.foot).toContainText("1 row in", { timeout: 180_000 });
    await expect(query.rows.getByRole("gridcell").first()).toContainText(/572|600/);
    expect(await longestMs()).toBeLessThan(50);
    expect(residentBytes(host) - before).toBeLessThan(100 * 1024 * 1024);
  });

  test("a million rows stream while the window goes on, and the last of them can be reached", async () => {
    test.setTimeout(240_000);
    await query.openNew();
    await query.type("SELECT n, 'value ' || n AS word FROM generate_series(1, 1000000) AS n");
    await query.run();
    await expect(query.foot).toContainText("The server had more");
    await beginMeasuring();
    await page.getByRole("button", { name: "Run again and read on to the end" }).click();
    await shell.showSection("Browse");
    await expect(page.getByRole("tree", { name: "Catalog" })).toBeVisible();
    await shell.showSection("Changes");
    await expect(page.getByRole("navigation", { name: "Changes" })).toBeVisible();
    await shell.showSection("Query");
    await expect(query.foot).toContainText("1,000,000 rows in", { timeout: 120_000 });
    expect(await longestMs()).toBeLessThan(50);
    await query.rows.getByRole("gridcell").first().click();
    await page.keyboard.press("ControlOrMeta+End");
    await expect(query.rows.getByRole("gridcell", { name: "value 1000000" })).toBeVisible();
    expect(residentBytes(host)).toBeLessThan(700 * 1024 * 1024);
  });

  test("a database process that is killed takes its own sessions and nothing else", async () => {
    test.setTimeout(120_000);
    await shell.selectConnection("NeonHub");
    await shell.showSection("Query");
    await runNew("SELECT pg_sleep(25), 'other' AS connection");
    await shell.selectConnection("ContextGround");
    await shell.showSection("Query");
    await runNew("SELECT pg_sleep(60), 'killed' AS state");
    const running =
      "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%''killed'' AS state' AND state = 'active'";
    await expect
      .poll(() => onSampleServer(folder.path, async (session) => (await session.query(running)).rows[0]?.[0]))
      .toBe("1");
    // ContextGround's was the first to be started, NeonHub's the last.
    const [victim] = databaseProcesses(host);
    if (victim === undefined) throw new Error("No database process runs.");
    process.kill(victim, "SIGKILL");
    await expect(query.failure).toContainText("The database process of this connection ended.");
    await expect(query.failure).toContainText("Other connections go on. Run it again: a new process starts");
    await expect(query.text).toContainText("'killed' AS state");
    await query.type("SELECT 'alive' AS state");
    await query.run();
    await expect(query.rows.getByRole("gridcell", { name: "alive" })).toBeVisible({ timeout: 30_000 });
    await shell.selectConnection("NeonHub");
    await shell.showSection("Query");
    await expect(query.rows.getByRole("gridcell", { name: "other" })).toBeVisible({ timeout: 60_000 });
  });
});

/** Memory of main itself. */
function residentBytes({ app }: DesktopHost): number {
  const status = readFileSync(`/proc/${app.process().pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

/** The processes that hold sessions, in the order they were started. */
function databaseProcesses({ app }: DesktopHost): readonly number[] {
  const main = String(app.process().pid);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const isChild = new RegExp(`^PPid:\\s+${main}$`, "m").test(readFileSync(`/proc/${name}/status`, "utf8"));
        return isChild && readFileSync(`/proc/${name}/cmdline`, "utf8").includes("database-process.cjs");
      } catch {
        return false; // it has just ended
      }
    })
    .map(Number)
    .sort((left, right) => left - right);
}
