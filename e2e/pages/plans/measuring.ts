import type { Locator, Page } from "@playwright/test";

/** How a statement is explained, and where one that writes is measured. */
export class Measuring {
  readonly page: Page;
  /** What opens beside “Explain analyze”. */
  readonly choice: Locator;
  readonly question: Locator;
  /** What the plan says about its run, beside the tree. */
  readonly notes: Locator;

  constructor(page: Page) {
    this.page = page;
    this.choice = page.getByRole("dialog", { name: "How to explain" });
    this.question = page.getByRole("dialog", { name: "Where is this measured?" });
    this.notes = page.getByRole("list", { name: "About this run" });
  }

  get inPlace(): Locator {
    return this.question.getByRole("button", { name: /^Run the .* in place$/ });
  }

  /** Presses what stands beside the box: the box itself is drawn. */
  async chooseTwice(): Promise<void> {
    await this.choice.locator("label", { hasText: "Run twice" }).click();
  }

  async openChoice(): Promise<void> {
    await this.page.getByRole("button", { name: "How to explain" }).click();
  }

  async analyze(): Promise<void> {
    await this.page.getByRole("button", { name: /^Explain analyze/ }).click();
  }
}
