// What took the server's time: snapshots, the list, one statement with its plan and trend, targets, and the way out when nothing is counted.
import type { OwnedSession } from "../../electron/postgres/session.ts";
import { type OpenSample, openSample } from "../hosts/open-sample.ts";
import { onSampleServer } from "../hosts/sample-server.ts";
import { expect, test } from "../hosts/test.ts";
import { seriousFindings } from "../pages/serious-findings.ts";
import { takePicture } from "../pictures.ts";

const slow = "SELECT r.id, pg_sleep(0.25) FROM runs r WHERE r.id <> $1 LIMIT 1";
const hostile = `SELECT id AS "<img src=x onerror=alert(1)>\u202e" FROM runs LIMIT 1`;

test.describe("slow queries", () => {
  let sample: OpenSample;
  const onServer = (work: (session: OwnedSession) => Promise<unknown>) => onSampleServer(sample.dataFolder, work);
  const asAdmin = (sql: string) =>
    onSampleServer(sample.dataFolder, (session) => session.execute(sql), "steward_admin");
  const table = () => sample.page.getByRole("table", { name: "Statements" });
  const rowOf = (text: string) => table().getByRole("row").filter({ hasText: text });

  test.beforeAll(async () => {
    test.setTimeout(300_000);
    sample = await openSample();
    await onServer(async (session) => {
      const nobody = "00000000-0000-0000-0000-000000000000";
      await session.query(slow, [nobody]);
      await session.query(hostile);
      for (let page = 0; page < 3; page++)
        await session.query("SELECT id FROM run_events ORDER BY id LIMIT 20 OFFSET $1", [50_000 + page * 20]);
    });
    await sample.shell.showSection("Health");
    await sample.shell.sidebar.getByRole("radio", { name: "Queries" }).click();
  });
  test.afterAll(() => sample.close());

  test("lists what took the time by any figure, marks what is over its target, and plans a statement without its values", async () => {
    const { page, shell } = sample;
    await expect(rowOf("pg_sleep")).toContainText("SELECT r.id, pg_sleep");
    await expect(rowOf("pg_sleep").getByLabel("over budget")).toBeVisible();
    await expect(rowOf("onerror")).toContainText("\\u{202e}");
    await takePicture(page, "queries");
    await page.getByRole("button", { name: "Mean" }).click();
    await expect(table().getByRole("columnheader", { name: "Mean" })).toHaveAttribute("aria-sort", "descending");
    await page.getByRole("searchbox", { name: "Filter statements" }).fill("run_events offset");
    await expect(table().getByRole("row")).toHaveCount(2);
    await rowOf("OFFSET").click();
    await expect(shell.details).toContainText("Skips rows by OFFSET");
    expect(await seriousFindings(page, "slow queries, one statement")).toEqual([]);
    await takePicture(page, "queries-statement");
    await shell.details.getByRole("button", { name: "Explain" }).click();
    await expect(page.getByText("Planned with its parameters left open, not run.")).toBeVisible();
    await takePicture(page, "queries-plan");
    await page.getByRole("button", { name: "All statements" }).click();
    await page.getByRole("searchbox", { name: "Filter statements" }).fill("");
  });

  test("counts between snapshots, and keeps the targets of a connection", async () => {
    const { page, shell } = sample;
    const snapshots = shell.sidebar.getByRole("button", { name: /^(Yesterday )?\d\d:\d\d/ });
    for (const calls of [3, 1]) {
      await onServer(async (session) => {
        for (let call = 0; call < calls; call++) await session.query("SELECT status FROM runs LIMIT 5");
      });
      const before = await snapshots.count();
      await page.getByRole("button", { name: "Take a snapshot" }).click();
      await expect(snapshots).toHaveCount(before + 1);
    }
    await snapshots.last().click();
    await expect(rowOf("SELECT status FROM runs")).toContainText("4");
    await rowOf("SELECT status FROM runs").click();
    await expect(shell.details.getByRole("figure")).toHaveCount(2);
    await takePicture(page, "queries-trend");
    await shell.sidebar.getByRole("button", { name: "Performance targets…" }).click();
    const dialog = page.getByRole("dialog", { name: "Performance targets of this connection" });
    await dialog.getByRole("textbox", { name: "A lookup (ms)" }).fill("0.0001");
    await takePicture(page, "queries-targets");
    await dialog.getByRole("button", { name: "Save targets" }).click();
    await expect(rowOf("SELECT status FROM runs").getByLabel("over budget")).toBeVisible();
  });

  test("says what to do where nothing can be read, and forgets what was kept", async () => {
    const { page, shell } = sample;
    await asAdmin("DROP EXTENSION pg_stat_statements CASCADE");
    await page.getByRole("button", { name: "Take a snapshot" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "does not have the extension" })).toBeVisible();
    await shell.sidebar.getByRole("button", { name: "Forget all snapshots…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Forget them" }).click();
    await expect(page.getByText("Statements are counted, but cannot be seen here yet")).toBeVisible();
    expect(await seriousFindings(page, "slow queries, nothing to read")).toEqual([]);
    await takePicture(page, "queries-not-installed");
    await asAdmin("CREATE EXTENSION pg_stat_statements SCHEMA public");
    await page.getByRole("button", { name: "Take a snapshot" }).click();
    await expect(table()).toBeVisible();
  });
});
