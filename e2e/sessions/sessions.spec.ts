// What stands between a person and a mistake on production: the reason, the question, the transaction that is seen.
import type { Page } from "@playwright/test";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { startWeb, type WebHost } from "../hosts/start-web.ts";
import { expect, test } from "../hosts/test.ts";
import { Query } from "../pages/query.ts";
import { Shell } from "../pages/shell.ts";

test.describe("a session on production", () => {
  let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
  let host: WebHost;
  let page: Page;
  let shell: Shell;
  let query: Query;
  test.beforeAll(async () => {
    test.setTimeout(300_000);
    folder = await prepareSampleFolder();
    host = await startWeb({ dataFolder: folder.path });
    page = host.page;
    shell = new Shell(page);
    query = new Query(page);
    await shell.waitForCatalog();
    await shell.showSection("Query");
    await query.openNew();
  });
  test.afterAll(async () => {
    await host.close();
    folder.remove();
  });

  async function run(sql: string): Promise<void> {
    await query.type(sql);
    await query.run();
  }

  test("writes only after a reason was given, shows how long, and is locked again at once", async () => {
    await run("CREATE TABLE public.visits (id int PRIMARY KEY, page text)");
    await expect(query.failure).toContainText("read-only");
    await page.getByRole("button", { name: "Read only" }).first().click();
    const dialog = page.getByRole("dialog", { name: "Unlock writes on production" });
    await expect(dialog.getByRole("button", { name: /^Unlock for/ })).toBeDisabled();
    await dialog.getByLabel("Reason").fill("INC-2291");
    await dialog.getByRole("button", { name: "Unlock for 15 min" }).click();
    const chip = page.getByRole("button", { name: "Writes unlocked: INC-2291" });
    await expect(chip).toContainText(/Unlocked 14:\d\d left/);
    await expect(shell.status).toContainText(/Writes unlocked 14:\d\d/);
    await query.run();
    await expect(page.getByText(/CREATE TABLE in/)).toBeVisible();
    await page.screenshot({ path: "test-results/unlocked.png" });
    await chip.click();
    await page.getByRole("button", { name: "Lock now" }).click();
    await expect(chip).toBeHidden();
    await run("INSERT INTO public.visits VALUES (1, 'home')");
    await expect(query.failure).toContainText("read-only");
    await page.getByRole("button", { name: "Statement log" }).first().click();
    await expect(page.getByRole("listbox", { name: "Statements" })).toContainText("Unlocked for 15 min");
    await page.getByRole("button", { name: "Statement log" }).first().click();
  });

  test("asks before it destroys, by name on production", async () => {
    await page.getByRole("button", { name: "Read only" }).first().click();
    const unlock = page.getByRole("dialog", { name: "Unlock writes on production" });
    await unlock.getByLabel("Reason").fill("INC-2292");
    await page.keyboard.press("Enter");
    await expect(unlock).toBeHidden();
    await run("INSERT INTO public.visits SELECT i, 'home' FROM generate_series(1, 300) i");
    await expect(page.getByText(/INSERT 0 300 in/)).toBeVisible();
    await run("DELETE FROM public.visits");
    const question = page.getByRole("dialog", { name: "Run this statement?" });
    await expect(question).toContainText("Deletes every row of public.visits: it has no WHERE.");
    await question.getByRole("button", { name: "Count exactly" }).click();
    await expect(question).toContainText("Exactly 300 rows.");
    const confirm = question.getByRole("button", { name: "Run it on production" });
    await expect(confirm).toBeDisabled();
    await page.screenshot({ path: "test-results/danger.png" });
    await question.getByRole("button", { name: "Do not run" }).click();
    await expect(page.getByText("Nothing was sent: it was not confirmed.")).toBeVisible();
    await query.run();
    await question.getByLabel("Type visits to confirm").fill("visits");
    await page.keyboard.press("Enter");
    await expect(page.getByText(/DELETE 300 in/)).toBeVisible();
  });

  test("shows the transaction with its isolation, and ends it from its bar", async () => {
    await page.getByRole("button", { name: "More of this query" }).click();
    await page.getByRole("menuitem", { name: "Begin a transaction, serializable" }).click();
    await expect(shell.status).toContainText("Transaction open, serializable");
    await run("INSERT INTO public.visits VALUES (1000, 'kept?')");
    await expect(page.getByText(/INSERT 0 1 in/)).toBeVisible();
    await page.screenshot({ path: "test-results/transaction.png" });
    const bar = page.getByRole("region", { name: "Transaction" });
    await expect(bar).toContainText("1 statement, 1 row pending");
    await bar.getByRole("button", { name: "Roll back" }).click();
    await expect(shell.status).toContainText("No transaction open");
    await run("SELECT count(*) FROM public.visits WHERE id = 1000");
    await expect(query.rows.getByRole("gridcell", { name: "0", exact: true })).toBeVisible();
  });
});
