// Which index a query needs: proven on a branch, drafted as a migration, or none with its reason; from a plan, too.
import type { Page } from "@playwright/test";
import { openSession } from "../../electron/postgres/connect.ts";
import { type OpenSample, openSample } from "../hosts/open-sample.ts";
import { sampleServer } from "../hosts/sample-server.ts";
import { expect, test } from "../hosts/test.ts";
import { Query } from "../pages/query.ts";
import { seriousFindings } from "../pages/serious-findings.ts";
import type { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

test.describe("the index adviser", () => {
  let sample: OpenSample;
  let page: Page;
  let shell: Shell;

  test.beforeAll(async () => {
    test.setTimeout(300_000);
    sample = await openSample();
    ({ page, shell } = sample);
  });
  test.afterAll(() => sample.close());

  const ask = async (sql: string) => {
    await shell.main.getByRole("textbox", { name: "Query" }).fill(sql);
    await shell.main.getByRole("button", { name: "Advise an index" }).click();
  };

  test("proves an index on a branch and drafts it as a migration", async () => {
    test.setTimeout(180_000);
    await shell.showSection("Health");
    await shell.sidebar.getByRole("button", { name: "Index adviser" }).click();
    await expect(shell.main.getByText("Ask about one query, or about the workload")).toBeVisible();
    await takePicture(page, "adviser-empty");
    await ask("SELECT id, run_id, cost_usd FROM cost_entries ORDER BY cost_usd DESC LIMIT 20");
    const card = shell.main.getByRole("article");
    await expect(card).toContainText("Proven on a branch", { timeout: 120_000 });
    await expect(card).toContainText("(cost_usd)");
    await expect(card.getByRole("region", { name: /^Pages read: .* before, .* after$/ })).toBeVisible();
    await takePicture(page, "adviser-proof");
    expect(await seriousFindings(page, "adviser, proof")).toEqual([]);
  });

  test("says none with the reason, and what to do instead", async () => {
    test.setTimeout(180_000);
    await ask("SELECT * FROM cost_entries WHERE id::text = '42'");
    const none = shell.main.getByRole("region", { name: "No index" });
    await expect(none).toContainText("cost_entries_pkey", { timeout: 120_000 });
    await expect(shell.main.getByRole("region", { name: "Other advice" })).toContainText("Compare id itself");
    await takePicture(page, "adviser-none");
    await ask("SELECT * FROM gone");
    await expect(shell.main.getByRole("alert")).toContainText("gone", { timeout: 60_000 });
    const asked = shell.sidebar.getByRole("button", { name: /^SELECT id, run_id/ });
    await expect(asked).toContainText("1 index");
    await asked.click();
    await shell.main.getByRole("article").getByRole("button", { name: "Draft migration" }).click();
    await expect(page.getByRole("textbox", { name: "Reason" })).toHaveValue(/Proven on a branch: [\d.]+ → /);
  });

  test("asks about the workload", async () => {
    test.skip(process.env.STEWARD_PICTURES !== "screens", "ten queries of the sample, one after the other: 40 s");
    test.setTimeout(180_000);
    const session = await openSession(sampleServer(sample.dataFolder), { purpose: "shop" });
    for (const tokens of [77, 78, 79])
      await session.query("SELECT id, cost_usd FROM cost_entries WHERE tokens_used = $1", [tokens]);
    await session.close();
    await shell.showSection("Health");
    await shell.main.getByRole("button", { name: "Ask about the workload" }).click();
    const card = shell.main.getByRole("article", { name: "Index cost_entries_tokens_used_idx" });
    await expect(card.getByRole("region", { name: "Serves these queries" })).toContainText("tokens_used = $1", {
      timeout: 150_000,
    });
    await takePicture(page, "adviser-workload");
    expect(await seriousFindings(page, "adviser, workload")).toEqual([]);
  });

  test("is asked from a plan, and cancelled", async () => {
    test.setTimeout(180_000);
    const query = new Query(page);
    await shell.showSection("Query");
    await query.openNew();
    await query.type("SELECT count(*) FROM cost_entries WHERE run_id = 'no run'");
    await query.explainAnalyze();
    await shell.main.getByRole("button", { name: "Advise an index" }).click();
    await expect(shell.main.getByRole("textbox", { name: "Query" })).toHaveValue(/run_id = 'no run'/);
    await shell.main.getByRole("button", { name: "Cancel" }).click();
    await expect(shell.main.getByText("Nothing is left behind: the branch is gone.")).toBeVisible({ timeout: 60_000 });
  });
});
