import { expect, type Locator, type Page } from "@playwright/test";
import { Shell } from "../shell.ts";

/** The check of indexes in Health: findings of a database, the map of a table, the details of one index. */
export class IndexHealth {
  readonly page: Page;
  readonly findings: Locator;
  readonly map: Locator;

  constructor(page: Page) {
    this.page = page;
    this.findings = page.getByRole("list", { name: "Findings, worst first" });
    this.map = page.getByRole("table", { name: "Index map" });
  }

  async open(): Promise<void> {
    await new Shell(this.page).showSection("Health");
    await this.page.getByRole("radio", { name: "Indexes", exact: true }).click();
    await expect(this.findings).toBeVisible({ timeout: 30_000 });
  }

  async showTable(name: string): Promise<void> {
    await this.page.getByRole("navigation", { name: "Health" }).getByRole("button", { name }).click();
    await expect(this.map).toBeVisible();
  }

  /** The name of an index in the map, which opens its details. */
  index(name: string): Locator {
    return this.map.getByRole("button", { name, exact: true });
  }

  details(name: string): Locator {
    return this.page.getByRole("region", { name: `Index ${name}` });
  }
}
