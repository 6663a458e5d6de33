import { expect, type Locator, type Page } from "@playwright/test";

/** The Browse section: the catalog tree and the tab of a table. */
export class Browse {
  readonly page: Page;
  readonly tree: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tree = page.getByRole("tree", { name: "Catalog" });
  }

  /** Opens a table in a tab that stays. */
  async openTable(name: string): Promise<void> {
    await this.tree.getByRole("treeitem", { name, exact: true }).dblclick();
    await expect(this.page.getByRole("tab", { name: new RegExp(`^${name}`) })).toHaveAttribute("aria-selected", "true");
  }

  grid(table: string): Locator {
    return this.page.getByRole("grid", { name: `Rows of ${table}` });
  }

  async showView(name: "Rows" | "Structure" | "Indexes" | "Relations" | "DDL"): Promise<void> {
    await this.page.getByRole("radiogroup", { name: "View" }).getByText(name, { exact: true }).click();
  }
}
