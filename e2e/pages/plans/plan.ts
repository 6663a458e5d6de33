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

  /** Does what explains the marked statement, and waits until the plan on screen is a new one. */
  async explain(press: () => Promise<void>): Promise<void> {
    await this.page.evaluate(() => {
      for (const old of document.querySelectorAll(".plan-view")) old.setAttribute("data-old", "");
    });
    await press();
    await expect(this.page.locator(".plan-view:not([data-old])").filter({ visible: true })).toBeVisible({
      timeout: 60_000,
    });
  }

  async explainAnalyze(): Promise<void> {
    await this.explain(() => this.page.getByRole("button", { name: /^Explain analyze/ }).click());
  }

  view(name: string): Locator {
    return this.page.getByRole("radiogroup", { name: "View of the plan" }).getByRole("radio", { name, exact: true });
  }

  /** The box that is chosen. */
  get chosenBox(): Locator {
    return this.icicle.locator('[data-box][tabindex="0"]');
  }

  /** How far down the icicle's first row lies, while it does. */
  get path(): Locator {
    return this.page.getByRole("navigation", { name: "Above the picture" });
  }

  /** Boxes of the icicle by the start of their name. */
  box(name: string): Locator {
    return this.icicle.getByRole("button", { name: new RegExp(`^${name}`) });
  }
}
