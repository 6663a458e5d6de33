// How a statement is measured: twice, on a branch, and one that writes only where its effects were agreed to.
import { type OpenSample, openSample } from "../hosts/open-sample.ts";
import { expect, test } from "../hosts/test.ts";
import { Measuring } from "../pages/plans/measuring.ts";
import { Query } from "../pages/query.ts";
import { seriousFindings } from "../pages/serious-findings.ts";
import { takePicture } from "../pictures.ts";

test.describe("measuring a statement", () => {
  let sample: OpenSample;
  let query: Query;
  let measuring: Measuring;

  test.beforeAll(async () => {
    test.setTimeout(300_000);
    sample = await openSample();
    query = new Query(sample.page);
    measuring = new Measuring(sample.page);
    await sample.shell.showSection("Query");
    await query.openNew();
  });
  test.afterAll(() => sample.close());

  test("twice, and both runs are told apart", async () => {
    await query.type("SELECT count(*), pg_sleep(0.3) FROM public.versions");
    await measuring.openChoice();
    await measuring.chooseTwice();
    expect(await seriousFindings(sample.page, "how to explain")).toEqual([]);
    await takePicture(sample.page, "plan-run-choice");
    await measuring.choice.getByRole("button", { name: "Explain analyze" }).click();
    await expect(measuring.notes).toContainText("Run twice");
    await expect(measuring.notes).toContainText("Timeout: PgSleep");
    await takePicture(sample.page, "plan-run-notes");
    await measuring.openChoice();
    await measuring.chooseTwice();
    await sample.page.keyboard.press("Escape");
  });

  test("with its parameters left open", async () => {
    await query.type("SELECT * FROM public.versions WHERE id = $1");
    await measuring.openChoice();
    await measuring.choice.getByRole("button", { name: "Generic plan" }).click();
    await expect(measuring.notes).toContainText("Generic plan");
    await expect(query.planTree.getByRole("row", { name: /Scan.* on versions/ })).toBeVisible();
  });

  test("what writes asks where, and runs on a branch that is gone afterwards", async () => {
    await query.type("UPDATE public.versions SET id = id");
    await measuring.analyze();
    const { question } = measuring;
    await expect(question).toContainText("Production is read-only");
    await expect(measuring.inPlace).toHaveCount(0);
    expect(await seriousFindings(sample.page, "where to measure")).toEqual([]);
    await takePicture(sample.page, "plan-measure-question");
    await question.getByRole("button", { name: "Measure on a branch" }).click();
    await expect(measuring.notes).toContainText("On a branch", { timeout: 60_000 });
    await expect(query.planTree.getByRole("row", { name: /Update on versions/ })).toBeVisible();
    await takePicture(sample.page, "plan-measured-on-branch");
  });

  test("in place only where writing is allowed and each effect was agreed to", async () => {
    const { page } = sample;
    await page.getByRole("button", { name: "Read only", exact: true }).last().click();
    const unlock = page.getByRole("dialog", { name: "Unlock writes on production" });
    await unlock.getByLabel("Reason").fill("INC-2301");
    await unlock.getByRole("button", { name: "Unlock for 15 min" }).click();
    await expect(unlock).toBeHidden();
    await measuring.analyze();
    const effects = measuring.question.getByRole("checkbox");
    await expect(effects.first()).toBeVisible();
    await expect(measuring.question).toContainText("What the UPDATE writes stays in public.versions as dead rows");
    await takePicture(page, "plan-measure-in-place");
    for (const effect of await effects.all()) {
      await expect(measuring.inPlace).toBeDisabled();
      await effect.press("Space");
    }
    await measuring.inPlace.click();
    await expect(measuring.question).toBeHidden();
    await expect(query.planTree.getByRole("row", { name: /Update on versions/ })).toBeVisible();
    await expect(measuring.notes).not.toContainText("On a branch");
  });
});
