// A plan that somebody sent: pasted as a terminal printed it, refused when it was cut, read from a file.
import { samplePlan } from "../../shared/plans/text/testing/sample-plan.ts";
import { type OpenSample, openSample } from "../hosts/open-sample.ts";
import { expect, test } from "../hosts/test.ts";
import { PlanTexts } from "../pages/plans/plan-texts.ts";
import { seriousFindings } from "../pages/serious-findings.ts";
import { takePicture } from "../pictures.ts";

test.describe("a plan that was made elsewhere", () => {
  let sample: OpenSample;
  let texts: PlanTexts;

  test.beforeAll(async () => {
    test.setTimeout(300_000);
    sample = await openSample();
    texts = new PlanTexts(sample.page);
    await sample.shell.showSection("Query");
  });
  test.afterAll(() => sample.close());

  test("is read as it was pasted, markup stays text, and a cut one is refused with its line", async () => {
    const { page } = sample;
    await texts.open();
    await expect(texts.field).toBeFocused();
    expect(await seriousFindings(page, "where a plan is pasted")).toEqual([]);
    await takePicture(page, "plan-text-empty");

    const lines = samplePlan.replace("(2000 rows", "").replaceAll("c_1", '"<b>c</b>"').split("\n");
    const printed = [" QUERY PLAN", "-".repeat(60), ...lines.map((line) => ` ${line}`), `(${lines.length} rows)`];
    await texts.paste(["Look at this:", "", ...printed].join("\n"));
    await expect(texts.tree.getByRole("row", { name: /Seq Scan on customer.*<b>c<\/b>/ })).toBeVisible();
    await expect(texts.bar).toContainText("Line 1 is no part of a plan and was left out.");
    expect(await seriousFindings(page, "a pasted plan")).toEqual([]);
    await takePicture(page, "plan-text-read");

    await texts.changeText();
    await texts.field.fill(lines.slice(0, 24).join("\n"));
    await texts.form.getByRole("button", { name: "Read the plan" }).click();
    await expect(texts.error).toContainText("The plan breaks at line 15: Hash Join works on two others");
    expect(await seriousFindings(page, "a plan that was cut")).toEqual([]);
    await takePicture(page, "plan-text-cut");
  });

  test("comes from a file", async () => {
    await texts.open();
    await texts.choose("plan.txt", samplePlan);
    await expect(texts.tree.getByRole("row", { name: /Index Scan.* orders/ })).toBeVisible();
  });
});
