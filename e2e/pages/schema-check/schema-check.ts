import { expect, type Locator, type Page } from "@playwright/test";
import { Shell } from "../shell.ts";

/** The schema check of Health: groups of findings, the details of one, what is accepted. */
export class SchemaCheck {
  readonly page: Page;
  readonly details: Locator;
  readonly sidebar: Locator;

  constructor(page: Page) {
    this.page = page;
    this.details = page.getByRole("complementary", { name: "Finding" });
    this.sidebar = page.getByRole("navigation", { name: "Schema check" });
  }

  async open(): Promise<void> {
    await new Shell(this.page).showSection("Health");
    await this.page.getByRole("radio", { name: "Schema", exact: true }).click();
    await expect(this.page.getByRole("heading", { name: "Schema check" })).toBeVisible();
    await expect(this.details).toBeVisible({ timeout: 30_000 });
  }

  /** The lines of a group. */
  group(title: string): Locator {
    return this.page.getByRole("list", { name: title, exact: true }).getByRole("button");
  }

  async filter(text: string): Promise<void> {
    await this.page.getByRole("searchbox", { name: "Filter findings" }).fill(text);
  }

  async accept(reason: string): Promise<void> {
    await this.details.getByRole("button", { name: "Accept…" }).click();
    const dialog = this.page.getByRole("dialog");
    await expect(dialog.getByRole("button", { name: "Accept", exact: true })).toBeDisabled();
    await dialog.getByRole("textbox", { name: "Why it may stay" }).fill(reason);
    await dialog.getByRole("button", { name: "Accept", exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  /** Saves a document and gives its bytes as text. */
  async document(format: string): Promise<{ readonly name: string; readonly path: string }> {
    await this.page.getByRole("button", { name: "Document the schema" }).click();
    const waiting = this.page.waitForEvent("download");
    await this.page.getByRole("menuitem", { name: format }).click();
    const download = await waiting;
    return { name: download.suggestedFilename(), path: await download.path() };
  }
}
