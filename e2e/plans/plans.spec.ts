// Where the time went, by keys alone: picture, tree, node, comparison, history; and passed on as a file that runs nothing.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import type { Download } from "@playwright/test";
import { openSession } from "../../electron/postgres/connect.ts";
import { type OpenSample, openSample } from "../hosts/open-sample.ts";
import { sampleServer } from "../hosts/sample-server.ts";
import { expect, test } from "../hosts/test.ts";
import { Keyboard } from "../pages/keyboard.ts";
import { PlanScreen } from "../pages/plans/plan.ts";
import { Query } from "../pages/query.ts";
import { seriousFindings } from "../pages/serious-findings.ts";
import { takePicture } from "../pictures.ts";

const hostile = `<img src=x onerror="document.title='broken'">\u202e<script>document.title='broken'</script>`;

test.describe("the views of a plan", () => {
  let sample: OpenSample;
  let plan: PlanScreen;
  let query: Query;
  let keys: Keyboard;

  test.beforeAll(async () => {
    test.setTimeout(300_000);
    sample = await openSample();
    plan = new PlanScreen(sample.page);
    query = new Query(sample.page);
    keys = new Keyboard(sample.page);
    await sample.shell.showSection("Query");
    await query.openSaved("Error feed of the last 24 hours");
  });
  test.afterAll(() => sample.close());

  test("are walked by keys: boxes, nodes, what is beside them", async () => {
    const { page } = sample;
    await query.editor.click();
    await plan.explain(() => keys.press("Shift+F7"));
    await takePicture(page, "plan-icicle");
    expect(await seriousFindings(page, "plan, icicle and tree")).toEqual([]);

    await keys.goTo(page.getByRole("region", { name: "Results" }), "F6");
    await keys.goTo(plan.chosenBox, "Shift+Tab");
    await keys.press("Home");
    await keys.expectIn(plan.box("Limit"));
    await keys.press("ArrowDown", "Enter");
    await expect(plan.path).toContainText("Whole run");
    await keys.press("Escape");
    await expect(plan.path).toHaveCount(0);
    await keys.press("ArrowUp");
    await keys.expectIn(plan.box("Limit"));
    await expect(plan.details.getByRole("heading", { name: "Limit" })).toBeVisible();

    await keys.goTo(page.getByRole("searchbox", { name: "Find in the plan" }));
    await keys.type("run_events");
    await expect(plan.tree.getByRole("row", { name: /Seq Scan on run_events/ })).toBeVisible();
    await expect(plan.tree.getByRole("row", { name: /Scan.* on documents/ })).toHaveCount(0);
    await keys.press("Enter");
    await keys.expectIn(plan.tree.getByRole("row", { name: /Seq Scan on run_events/ }));
    await expect(plan.details.getByRole("heading", { name: "Seq Scan on run_events", exact: true })).toBeVisible();

    await keys.goTo(plan.details, "F6");
    await keys.goTo(plan.details.getByRole("button", { name: /^What the planner expected/ }));
    await keys.press("Enter");
    await expect(plan.details.getByText("Total Cost")).toBeVisible();
    expect(keys.unseen).toEqual([]);
  });

  test("sum up, compare, and remember", async () => {
    const { page } = sample;
    await plan.explainAnalyze();
    await plan.view("Table").click();
    await page.getByRole("radio", { name: "By relation" }).click();
    const byRelation = page.getByRole("table", { name: "Nodes by relation" });
    await expect(byRelation.getByRole("row", { name: /^public\.run_events/ })).toBeVisible();
    await takePicture(page, "plan-table");

    const session = await openSession(sampleServer(sample.dataFolder), { purpose: "index" });
    await session.execute("CREATE INDEX run_events_kind_ts_idx ON public.run_events (kind, ts DESC)");
    await session.close();
    await query.editor.click();
    await plan.explain(() => keys.press("Shift+F7"));
    await expect(plan.tree.getByRole("row", { name: /Index Scan on run_events/ })).toBeVisible();

    await keys.goTo(page.getByRole("region", { name: "Results" }), "F6");
    await keys.goTo(page.getByRole("button", { name: "Compare", exact: true }), "Shift+Tab");
    await keys.press("Enter");
    await keys.expectIn(page.getByRole("menu"));
    await keys.press("Enter");
    await expect(plan.comparison.getByRole("table", { name: "Totals of both plans" })).toContainText(
      "Rows of the result",
    );
    await expect(plan.comparison.getByRole("region", { name: "Shape changed" })).toContainText(
      "Seq Scan→Index Scan using run_events_kind_ts_idx",
    );
    await takePicture(page, "plan-compare");
    expect(await seriousFindings(page, "plan, comparison")).toEqual([]);
    await keys.goTo(page.getByRole("button", { name: "Close the comparison" }));
    await keys.press("Enter");

    await keys.goTo(plan.view("History"), "Shift+Tab");
    await keys.press("Space");
    const kept = plan.history.getByRole("table", { name: "Kept plans of this statement" }).getByRole("row");
    await expect(kept.nth(2)).toBeVisible();
    const rows = await kept.count();
    await takePicture(page, "plan-history");
    expect(await seriousFindings(page, "plan, history")).toEqual([]);
    await kept
      .nth(2)
      .getByRole("button", { name: /^Open plan of/ })
      .click();
    await expect(plan.tree.getByRole("row", { name: /Seq Scan on run_events/ })).toBeVisible();
    await plan.view("History").click();
    await kept
      .nth(1)
      .getByRole("button", { name: /^Delete plan of/ })
      .click();
    await kept.nth(1).getByRole("button", { name: /now$/ }).click();
    await expect(kept).toHaveCount(rows - 1);
  });

  test("say who paid for a CTE, from both ends", async () => {
    // No workers: what a Gather is waited for is a matter of luck, and a narrow box cannot be pressed.
    await query.type(`with recent as materialized (select g, md5(g::text) from generate_series(1, 200000) as g)
select count(*) from recent r1 join recent r2 using (g) where r1.g > (select min(h) from generate_series(1, 9) as h)`);
    await plan.explainAnalyze();
    await plan.tree.getByRole("row", { name: /CTE recent/ }).click();
    await plan.details.getByRole("listitem").filter({ hasText: "Paid by" }).first().getByRole("button").click();
    await expect(plan.details).toContainText("Waited for CTE recent");
    await takePicture(sample.page, "plan-cte");
    await plan.box("CTE recent").dblclick();
    await expect(plan.path).toContainText("CTE recent");
  });

  test("leave as files in which a name stays a name", async () => {
    const { page } = sample;
    const name = `"${hostile.replaceAll('"', '""')}"`;
    const session = await openSession(sampleServer(sample.dataFolder), { purpose: "names" });
    await session.execute(`CREATE TABLE public.${name} AS SELECT 1 AS ${name}`);
    await session.close();
    await query.type(`select ${name} from public.${name} where ${name} > 0`);
    await plan.explainAnalyze();
    await takePicture(page, "plan-hostile");
    expect(await page.title()).not.toBe("broken");

    const saved = async (choice: RegExp): Promise<Download> => {
      await page.getByRole("button", { name: "Save the plan" }).click();
      const download = page.waitForEvent("download");
      await page.getByRole("menuitem", { name: choice }).click();
      return await download;
    };
    const png = await readFile(await (await saved(/PNG/)).path());
    expect([png.subarray(1, 4).toString(), png.readUInt32BE(16)]).toEqual(["PNG", 2400]);
    for (const choice of [/^Web page/, /SVG/]) {
      const download = await saved(choice);
      // A download has no ending of its own where it lies, and without one a browser shows no page.
      const path = test.info().outputPath(download.suggestedFilename());
      await download.saveAs(path);
      const other = await page.context().newPage();
      await other.goto(pathToFileURL(path).href);
      await expect(other.getByText("Seq Scan on <img src=x", { exact: false }).first()).toBeVisible();
      expect([await other.title(), await other.locator("img, script").count()]).toEqual([
        expect.not.stringContaining("broken"),
        0,
      ]);
      if (choice.source.startsWith("^Web")) {
        expect(await seriousFindings(other, "saved plan")).toEqual([]);
        await takePicture(other, "plan-page");
      }
      await other.close();
    }
  });
});
