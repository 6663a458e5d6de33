import { expect, type Locator, type Page } from "@playwright/test";

/** The plan of the statement at hand: its views, the node beside it, the comparison, the history. */
export class PlanScreen {
  readonly page: Page;
  readonly tree: Locator;
  readonly icicle: Locator;
  readonly details: Locator;
  readonly comparison: Locator;
  readonly history: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tree = page.getByRole("treegrid", { name: "Nodes of the plan" }).filter({ visible: true });
    this.icicle = page.getByRole("figure", { name: "Plan as an icicle" }).filter({ visible: true });
    this.details = page.getByRole("complementary", { name: "Details" });
    this.comparison = page.getByRole("region", { name: "Comparison of two plans" });
    this.history = page.getByRole("region", { name: "History of this statement" });
  }

  /** Explains the marked statement, and waits until the plan on screen is a new one. */
  async explainAnalyze(): Promise<void> {
    await this.page.getByRole("button", { name: /^Explain analyze/ }).click();
    await expect(this.page.getByRole("button", { name: "Cancel" }).filter({ visible: true })).toHaveCount(0);
    await expect(this.tree).toBeVisible({ timeout: 60_000 });
  }

  view(name: string): Locator {
    return this.page.getByRole("radiogroup", { name: "View of the plan" }).getByRole("radio", { name, exact: true });
  }

  /** Boxes of the icicle by the start of their name. */
  box(name: string): Locator {
    return this.icicle.getByRole("button", { name: new RegExp(`^${name}`) });
  }
}
