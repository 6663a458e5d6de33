import { expect, type Locator, type Page } from "@playwright/test";

/** The frame around everything: sections, connections, branches, the first run. */
export class Shell {
  readonly page: Page;
  readonly main: Locator;
  readonly sidebar: Locator;
  readonly details: Locator;
  readonly status: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole("main");
    this.sidebar = page.getByRole("complementary", { name: "Sidebar" });
    this.details = page.getByRole("complementary", { name: "Details" });
    this.status = page.getByRole("region", { name: "Status" });
  }

  /** Waits until the sample workspace can be used, or is complete; puts the tour away. */
  async waitForSample(state: "usable" | "complete" = "usable"): Promise<void> {
    await expect(this.sidebar.getByRole("heading", { name: "contextground" })).toBeVisible({ timeout: 60_000 });
    await this.page.getByRole("button", { name: "Put the tour away" }).click();
    if (state === "usable") return;
    await expect(this.page.getByRole("progressbar", { name: "Sample workspace" })).toBeHidden({ timeout: 300_000 });
  }

  /** Waits for the catalog: a start on a data folder that is complete. */
  async waitForCatalog(timeoutMs = 60_000): Promise<void> {
    await expect(this.page.getByRole("tree", { name: "Catalog" })).toBeVisible({ timeout: timeoutMs });
  }

  /** What the bar of the first run says went wrong. */
  get sampleFailure(): Locator {
    return this.page.getByRole("alert").filter({ hasText: "The sample workspace could not be made" });
  }

  /** What says that the window's state cannot be kept. */
  get saveFailure(): Locator {
    return this.page.getByRole("status").filter({ hasText: "Drafts and layout are not being kept" });
  }

  async selectConnection(name: string): Promise<void> {
    await this.page.getByRole("button", { name: /^(Connection:|Choose a connection)/ }).click();
    await this.page
      .getByRole("dialog")
      .getByRole("button", { name: new RegExp(`^${name}`) })
      .click();
    await expect(this.page.getByRole("button", { name: `Connection: ${name}` })).toBeVisible();
  }

  async showSection(name: "Browse" | "Query" | "Health" | "Branches" | "Changes"): Promise<void> {
    await this.page.getByRole("navigation", { name: "Activities" }).getByRole("button", { name }).click();
  }

  async selectBranch(name: string): Promise<void> {
    await this.page.getByRole("button", { name: /^Branch:/ }).click();
    await this.page
      .getByRole("dialog", { name: /^Branch:/ })
      .getByRole("button", { name })
      .click();
  }
}
