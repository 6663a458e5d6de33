// The main job from the first start to the rolled back migration, on the sample workspace, with a picture of each step.
import { expect, test } from "./hosts/test.ts";
import { Browse } from "./pages/browse.ts";
import { Changes } from "./pages/changes.ts";
import { Query } from "./pages/query.ts";
import { Shell } from "./pages/shell.ts";
import { takePicture } from "./pictures.ts";

const index = "run_events_kind_ts_idx";

test("the main job, end to end", async ({ startDesktop, pageErrors }) => {
  test.setTimeout(15 * 60_000);
  const { page } = await startDesktop();
  pageErrors.watch(page);
  const shell = new Shell(page);
  const browse = new Browse(page);
  const query = new Query(page);
  const changes = new Changes(page);

  await test.step("the first start makes a workspace", async () => {
    await expect(shell.sidebar.getByRole("heading", { name: "contextground" })).toBeVisible({ timeout: 60_000 });
    await takePicture(page, "01-first-start");
    await shell.waitForSample("complete");
  });

  await test.step("browse a table", async () => {
    await browse.openTable("run_events");
    const grid = browse.grid("run_events");
    await expect(grid.getByRole("row").nth(10)).toBeVisible();
    await expect(shell.main.getByText("≈ 1,000,000 rows")).toBeVisible();
    await expect(shell.status.getByText(/^Page in [\d.]+ ms by \(id\)/)).toBeVisible();
    await grid.getByRole("gridcell").nth(17).click();
    await expect(shell.details.getByRole("heading", { name: /^Row/ })).toBeVisible();
    await takePicture(page, "02-browse");
  });

  const msBefore = await test.step("see where the time of a slow query goes", async () => {
    await shell.showSection("Query");
    await query.openSaved("Error feed of the last 24 hours");
    await query.explainAnalyze();
    await expect(query.planTree.getByRole("row", { name: /Seq Scan on run_events/ })).toBeVisible();
    await expect(shell.details.getByText(/No index starts with kind/)).toBeVisible();
    await takePicture(page, "03-plan");
    return await query.executionMs();
  });

  await test.step("see which index is missing", async () => {
    await shell.showSection("Browse");
    await browse.openTable("documents");
    await browse.showView("Indexes");
    await expect(shell.main.getByText(/documents_current_version_id_fkey has no index/)).toBeVisible();
    await takePicture(page, "04-indexes");
  });

  await test.step("make a branch", async () => {
    await shell.showSection("Branches");
    await shell.main.getByRole("button", { name: /^New branch/ }).click();
    const dialog = page.getByRole("dialog", { name: "New branch" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("preview/error-feed");
    await dialog.getByRole("button", { name: "Create branch" }).click();
    const row = shell.main.getByRole("row", { name: /preview\/error-feed/ });
    await expect(row).toContainText("active", { timeout: 120_000 });
    await row.click();
    await takePicture(page, "05-branches");
  });

  await test.step("draft a migration for the missing index", async () => {
    await shell.showSection("Query");
    await page.getByRole("tab", { name: /^Error feed/ }).click();
    await shell.details.getByRole("button", { name: "Draft migration" }).first().click();
    const draft = shell.main.getByRole("article", { name: "New migration" });
    await draft.getByRole("textbox", { name: "Name" }).fill("index_of_errors");
    await draft.getByRole("button", { name: "Save to folder" }).click();
    await expect(shell.main.getByRole("article", { name: "index_of_errors" })).toBeVisible();
  });

  await test.step("rehearse it: up, down, up on a throw-away branch", async () => {
    await changes.actAs("mara");
    await changes.rehearse();
    await expect(shell.main.getByText("Schema after up and down equals the schema before")).toBeVisible();
    await takePicture(page, "06-rehearsal");
    await changes.submit("Index for the error feed");
  });

  await test.step("the author cannot approve, a second person can", async () => {
    await expect(changes.decision.getByText("Not yours to approve.")).toBeVisible();
    await expect(changes.decision.getByRole("button", { name: /^Approve for/ })).toHaveCount(0);
    await changes.actAs("deniz");
    await takePicture(page, "07-review");
    await changes.approve();
  });

  await test.step("apply it to the default branch", async () => {
    await changes.apply();
    await takePicture(page, "08-applied");
  });

  await test.step("the same query is faster", async () => {
    await shell.showSection("Query");
    await page.getByRole("tab", { name: /^Error feed/ }).click();
    await query.explainAnalyze();
    await expect(query.planTree.getByRole("row", { name: /Index Scan on run_events/ })).toBeVisible();
    expect(await query.executionMs()).toBeLessThan(msBefore / 2);
    await takePicture(page, "09-faster");
  });

  await test.step("roll it back", async () => {
    await shell.showSection("Changes");
    await changes.rollBack("ContextGround");
    await expect(shell.main.getByText(/rolled back/i).first()).toBeVisible({ timeout: 60_000 });
    await takePicture(page, "10-rolled-back");
    await shell.showSection("Browse");
    await browse.openTable("run_events");
    await browse.showView("Indexes");
    await expect(shell.main.getByText("idx_events_run").first()).toBeVisible();
    await expect(shell.main.getByText(index).filter({ visible: true })).toHaveCount(0);
  });

  await test.step("every step is in the ledger, and its chain is whole", async () => {
    await shell.showSection("Changes");
    await changes.sidebar.getByRole("button", { name: "Ledger" }).click();
    await shell.main.getByRole("button", { name: "Verify" }).click();
    await expect(shell.main.getByText(/The chain is whole/).first()).toBeVisible();
    await takePicture(page, "11-ledger");
  });
});
