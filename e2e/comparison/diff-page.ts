import { expect, type Locator, type Page } from "@playwright/test";
import { Shell } from "../pages/shell.ts";

/** The tab that shows how two databases differ. */
export class Diff {
  readonly page: Page;
  readonly objects: Locator;
  readonly statements: Locator;
  readonly tables: Locator;

  constructor(page: Page) {
    this.page = page;
    this.objects = page.getByRole("list", { name: "Objects that differ" });
    this.statements = page.getByRole("list", { name: "Statements of the script" });
    this.tables = page.getByRole("list", { name: "Tables" });
  }

  /** From the branches: compares one with its parent. */
  async openFor(branch: string, parent: string): Promise<void> {
    const shell = new Shell(this.page);
    await shell.showSection("Branches");
    await shell.main.getByRole("row", { name: new RegExp(branch) }).click();
    await this.page.getByRole("button", { name: `Compare with ${parent}` }).click();
    await expect(this.page.getByRole("toolbar", { name: "Comparison" })).toBeVisible();
  }

  async show(view: "Objects" | "Script" | "Rows" | "Drift" | "Against a file"): Promise<void> {
    const tabs = this.page.getByRole("tablist", { name: "What is compared" });
    await tabs.getByRole("tab", { name: new RegExp(`^${view}`) }).click();
  }

  async compareAgain(): Promise<void> {
    await this.page.getByRole("button", { name: "Compare again" }).click();
  }

  async compareRows(...tables: readonly string[]): Promise<void> {
    for (const table of tables) await this.tables.locator("label").filter({ hasText: table }).first().click();
    await this.page.getByRole("button", { name: /^Compare \d+ tables?/ }).click();
  }

  /** The rows of a table that differ. */
  rowsOf(table: string): Locator {
    return this.page.getByRole("table", { name: `Rows of ${table} that differ` });
  }
}
