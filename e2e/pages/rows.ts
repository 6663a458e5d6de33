import { expect, type Locator, type Page } from "@playwright/test";

/** The rows of one table: heads, cells, filters, and the details of the chosen row. */
export class Rows {
  readonly page: Page;
  readonly grid: Locator;
  readonly details: Locator;

  constructor(page: Page, table: string) {
    this.page = page;
    this.grid = page.getByRole("grid", { name: `Rows of ${table}`, exact: true });
    this.details = page.getByRole("complementary", { name: "Details" });
  }

  head(name: string): Locator {
    return this.grid.getByRole("columnheader").filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** Names of the heads, from the left. */
  async heads(): Promise<readonly string[]> {
    const names = await this.grid.locator(".grid-head-name").evaluateAll((heads) =>
      heads
        .map((head) => ({ name: head.textContent, left: head.getBoundingClientRect().left }))
        .sort((a, b) => a.left - b.left)
        .map(({ name }) => name ?? ""),
    );
    return names;
  }

  cell(row: number, column: string): Locator {
    return this.grid.locator(`[data-row="${row}"][aria-colindex="${column}"]`);
  }

  /** The cell of a row by the name of its column. */
  async cellOf(row: number, column: string): Promise<Locator> {
    const index = await this.head(column).getAttribute("aria-colindex");
    return this.cell(row, index ?? "");
  }

  async columnMenu(column: string, item: string): Promise<void> {
    await this.head(column).hover();
    await this.head(column)
      .getByRole("button", { name: /^Menu of the column/ })
      .click();
    await this.page.getByRole("menuitem", { name: new RegExp(`^${item}( |$)`) }).click();
  }

  async cellMenu(cell: Locator, item: string): Promise<void> {
    await cell.click({ button: "right" });
    await this.page.getByRole("menuitem", { name: new RegExp(`^${item}( |$)`) }).click();
  }

  async filterByWhere(sql: string): Promise<void> {
    await this.page.getByRole("button", { name: /WHERE/ }).last().click();
    await this.page.getByRole("textbox", { name: "WHERE" }).fill(sql);
    await this.page.getByRole("button", { name: /^Apply/ }).click();
    await expect(this.page.getByRole("textbox", { name: "WHERE" })).toBeHidden();
  }
}
