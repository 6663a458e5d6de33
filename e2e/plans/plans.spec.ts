// Where the time went, seen in every view: picture, tree, node, comparison, history, and passed on as a file.
import { expect, test } from "@playwright/test";
import { openSession } from "../../electron/postgres/connect.ts";
import { type OpenSample, openSample } from "../hosts/open-sample.ts";
import { sampleServer } from "../hosts/sample-server.ts";
import { PlanScreen } from "../pages/plans/plan.ts";
import { Query } from "../pages/query.ts";
import { takePicture } from "../pictures.ts";

test.describe("the views of a plan", () => {
  let sample: OpenSample;
  let plan: PlanScreen;
  let query: Query;

  test.beforeAll(async () => {
    test.setTimeout(300_000);
    sample = await openSample();
    plan = new PlanScreen(sample.page);
    query = new Query(sample.page);
    await sample.shell.showSection("Query");
    await query.openSaved("Error feed of the last 24 hours");
    await plan.explainAnalyze();
  });
  test.afterAll(() => sample.close());

  test("icicle", async () => {
    await takePicture(sample.page, "plan-icicle");
    await plan.view("Table").click();
    await takePicture(sample.page, "plan-table");
  });

  test("compare", async () => {
    const { page } = sample;
    const session = await openSession(sampleServer(sample.dataFolder), { purpose: "index" });
    await session.execute("CREATE INDEX run_events_kind_ts_idx ON public.run_events (kind, ts DESC)");
    await session.close();
    await plan.view("Icicle and tree").click();
    await plan.explainAnalyze();
    await expect(plan.tree.getByRole("row", { name: /Index Scan on run_events/ })).toBeVisible();
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await page.getByRole("menuitem").first().click();
    await expect(plan.comparison).toBeVisible();
    await takePicture(page, "plan-compare");
    await page.getByRole("button", { name: "Close the comparison" }).click();
    await plan.view("History").click();
    await expect(plan.history).toBeVisible();
    await takePicture(page, "plan-history");
  });
});
