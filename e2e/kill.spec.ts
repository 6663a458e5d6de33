// kill -9 of the app at moments of the main job: the next start comes up, says exactly where things stand, and goes on.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { openSession } from "../electron/postgres/connect.ts";
import type { WorkspaceProgress } from "../shared/ipc/topics.ts";
import { ask } from "./hosts/ask.ts";
import { prepareDataFolder } from "./hosts/host.ts";
import { prepareSampleFolder } from "./hosts/sample-folder.ts";
import { keptBranches, onSampleServer, sampleServer } from "./hosts/sample-server.ts";
import { expectNoServers, serversOf } from "./hosts/server-processes.ts";
import type { DesktopHost } from "./hosts/start-desktop.ts";
import { test } from "./hosts/test.ts";
import { Changes } from "./pages/changes.ts";
import { Query } from "./pages/query.ts";
import { Shell } from "./pages/shell.ts";

const connectionId = "sample-contextground";
/** A fast stop writes what the server holds to a disk that others use as well. */
const stopMs = 40_000;
const startMs = 30_000;

const progressOf = async (page: Page) => (await ask(page, "workspace.progress", {})) as WorkspaceProgress;

test("while the sample workspace is filled: the next start goes on from there", async ({ startDesktop }) => {
  test.setTimeout(420_000);
  const folder = prepareDataFolder({});
  const first = await startDesktop({ dataFolder: folder.path });
  await expect.poll(async () => (await progressOf(first.page)).done, { timeout: 120_000 }).toBeGreaterThan(5);
  const { done } = await progressOf(first.page);
  await first.kill();
  await expectNoServers(folder.path, stopMs);
  const second = await startDesktop({ dataFolder: folder.path });
  await new Shell(second.page).waitForCatalog(startMs);
  await expect.poll(async () => (await progressOf(second.page)).done, { timeout: 60_000 }).toBeGreaterThanOrEqual(done);
  await expect.poll(async () => (await progressOf(second.page)).state, { timeout: 300_000 }).toBe("complete");
  expect(await rowsOf(folder.path, "SELECT count(*) FROM run_events")).toEqual([["1000000"]]);
  await second.close();
  await expectNoServers(folder.path);
  folder.remove();
});

test("at any moment of a change: no half branch, the request says where it stands and goes on to its end", async ({
  startDesktop,
}) => {
  test.setTimeout(600_000);
  const folder = await prepareSampleFolder();
  let host: DesktopHost = await startDesktop({ dataFolder: folder.path });
  let page = host.page;
  await new Shell(page).waitForCatalog(startMs);

  /** The next start: at once, so that what the killed app left may still run, or after that has ended by itself. */
  const killAndStart = async (when: "at once" | "when all has ended") => {
    await host.kill();
    if (when === "when all has ended") await expectNoServers(folder.path, stopMs);
    host = await startDesktop({ dataFolder: folder.path });
    page = host.page;
    const shell = new Shell(page);
    await shell.showSection("Browse");
    await shell.waitForCatalog(startMs + (when === "at once" ? stopMs : 0));
  };
  const onlyMainIsLeft = async () => {
    expect(keptBranches(folder.path).map(({ name, state }) => [name, state])).toEqual([["main", "ready"]]);
    expect(readdirSync(join(folder.path, "embedded", "clusters"))).toHaveLength(1);
    expect(await ask(page, "branches.list", { projectId: "sample" })).toHaveLength(1);
  };
  const openRequest = async (title: string) => {
    const shell = new Shell(page);
    await shell.showSection("Changes");
    await new Changes(page).sidebar.getByRole("button", { name: title }).click();
    return new Changes(page).decision;
  };

  await test.step("while a branch is being made", async () => {
    await new Shell(page).showSection("Branches");
    await new Shell(page).main.getByRole("button", { name: /^New branch/ }).click();
    const dialog = page.getByRole("dialog", { name: "New branch" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("half");
    await dialog.getByRole("button", { name: "Create branch" }).click();
    await expect.poll(() => keptBranches(folder.path).map(({ state }) => state)).toContain("creating");
    await killAndStart("at once");
    await onlyMainIsLeft();
  });

  await test.step("while a draft is typed: all but the last moment is back", async () => {
    await new Shell(page).showSection("Query");
    await new Query(page).openNew();
    await new Query(page).type("SELECT 'typed just before the end' AS draft");
    await page.waitForTimeout(300);
    await killAndStart("when all has ended");
    await new Shell(page).showSection("Query");
    await expect(new Query(page).text).toContainText("SELECT 'typed just before the end' AS draft");
  });

  await test.step("while it is rehearsed: the throw-away branch goes, and a new rehearsal runs through", async () => {
    const upSql = "CREATE INDEX CONCURRENTLY run_events_kind_idx ON run_events (kind);\n";
    const downSql = "DROP INDEX CONCURRENTLY run_events_kind_idx;\n";
    await ask(page, "changes.create", { connectionId, name: "kind_index", upSql, downSql });
    await new Shell(page).showSection("Changes");
    await new Changes(page).openMigration("Kind index");
    await new Changes(page).actAs("mara");
    await new Changes(page).main.getByRole("button", { name: "Rehearse", exact: true }).click();
    await expect.poll(() => serversOf(folder.path).length, { timeout: 120_000, intervals: [50] }).toBe(2);
    await killAndStart("at once");
    await onlyMainIsLeft();
    const changes = new Changes(page);
    await new Shell(page).showSection("Changes");
    await changes.openMigration("Kind index");
    await changes.rehearse();
    await changes.submit("Index of kinds");
    await changes.actAs("deniz");
    await changes.approve();
  });

  await test.step("while it is applied: it says which statement is in doubt, and goes on", async () => {
    const blocker = await blockWriters(folder.path);
    await (await openRequest("Index of kinds")).getByRole("button", { name: /^Apply to/ }).click();
    await blocker.untilWaiting("CREATE INDEX CONCURRENTLY");
    await killAndStart("when all has ended");
    const decision = await openRequest("Index of kinds");
    await expect(decision.getByText("It was interrupted.")).toBeVisible({ timeout: startMs });
    await expect(decision).toContainText("Nothing runs now.");
    await expect(decision).toContainText(/statement 1|what it left behind/i);
    await decision.getByRole("button", { name: "Continue" }).click();
    await expect(decision.getByText("Applied", { exact: true })).toBeVisible({ timeout: 120_000 });
    expect(await validityOfIndex()).toEqual([["t"]]);
  });

  await test.step("while it is rolled back: the same", async () => {
    const blocker = await blockWriters(folder.path);
    await openRequest("Index of kinds");
    await new Changes(page).rollBack("ContextGround");
    await blocker.untilWaiting("DROP INDEX CONCURRENTLY");
    await killAndStart("at once");
    const decision = await openRequest("Index of kinds");
    await expect(decision.getByText("It was interrupted.")).toBeVisible({ timeout: startMs });
    await expect(decision).toContainText("the down script of");
    await decision.getByRole("button", { name: "Continue the roll back" }).click();
    await expect(decision).toContainText("Rolled back.", { timeout: 120_000 });
    expect(await validityOfIndex()).toEqual([]);
    expect(await ask(page, "changes.verify", { connectionId })).toMatchObject({ isIntact: true });
  });

  await host.close();
  await expectNoServers(folder.path);
  folder.remove();

  function validityOfIndex() {
    return rowsOf(
      folder.path,
      "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('public.run_events_kind_idx')",
    );
  }
});

async function rowsOf(dataFolder: string, sql: string) {
  return (await onSampleServer(dataFolder, (session) => session.query(sql))).rows;
}

/** A transaction of somebody else that wrote to run_events: an index cannot come or go CONCURRENTLY before it ends. */
async function blockWriters(dataFolder: string) {
  const writer = await openSession(sampleServer(dataFolder), { purpose: "another program" });
  await writer.execute("BEGIN");
  await writer.execute("UPDATE run_events SET kind = kind WHERE ctid = (SELECT ctid FROM run_events LIMIT 1)");
  const sql = `SELECT count(*) FROM pg_stat_activity
                WHERE query LIKE $1 AND state = 'active' AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()`;
  return {
    untilWaiting: async (statement: string) => {
      const waiting = async () =>
        (await onSampleServer(dataFolder, (session) => session.query(sql, [`${statement}%`]))).rows[0]?.[0];
      await expect.poll(waiting, { timeout: 60_000, intervals: [50] }).toBe("1");
    },
  };
}
