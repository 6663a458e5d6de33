import { expect, type Locator, type Page } from "@playwright/test";

/** The Changes section: the folder, rehearsals, requests and the ledger. */
export class Changes {
  readonly page: Page;
  readonly sidebar: Locator;
  readonly main: Locator;
  readonly decision: Locator;

  constructor(page: Page) {
    this.page = page;
    this.sidebar = page.getByRole("navigation", { name: "Changes" });
    this.main = page.getByRole("main");
    this.decision = page.getByRole("region", { name: "Decision" });
  }

  async openMigration(title: string): Promise<void> {
    await this.sidebar.getByRole("region", { name: "Migrations folder" }).getByRole("button", { name: title }).click();
  }

  async actAs(role: string): Promise<void> {
    await this.main.getByRole("button", { name: /Acting role/ }).click();
    await this.page.getByRole("option", { name: role }).click();
    await expect(this.main.getByRole("button", { name: /Acting role/ })).toContainText(role);
  }

  /** Rehearses what is open, until its report is there. */
  async rehearse(): Promise<void> {
    await this.main.getByRole("button", { name: "Rehearse", exact: true }).click();
    await expect(this.main.getByRole("region", { name: "Rehearsal report" })).toBeVisible({ timeout: 180_000 });
  }

  async submit(title: string): Promise<void> {
    await this.main.getByRole("button", { name: "Submit for review" }).click();
    const dialog = this.page.getByRole("dialog", { name: "Submit for review" });
    await dialog.getByRole("textbox", { name: "Title" }).fill(title);
    await dialog.getByRole("button", { name: /^Submit/ }).click();
    await expect(dialog).toBeHidden({ timeout: 30_000 });
    await expect(this.main.getByRole("article", { name: title })).toBeVisible();
  }

  async approve(): Promise<void> {
    await this.decision.getByRole("button", { name: /^Approve for/ }).click();
    await expect(this.decision.getByRole("button", { name: /^Apply to/ })).toBeVisible({ timeout: 30_000 });
  }

  async apply(): Promise<void> {
    await this.decision.getByRole("button", { name: /^Apply to/ }).click();
    await expect(this.decision.getByRole("button", { name: "Roll back" })).toBeVisible({ timeout: 180_000 });
  }

  /** Rolls back on production: the connection's name is typed to confirm. */
  async rollBack(confirmName: string): Promise<void> {
    await this.decision.getByRole("button", { name: "Roll back" }).click();
    const dialog = this.page.getByRole("dialog", { name: /Roll back on/ });
    await dialog.getByRole("textbox").fill(confirmName);
    await dialog.getByRole("button", { name: "Roll back" }).click();
    await expect(dialog).toBeHidden();
  }
}
