import { expect, type Locator, type Page } from "@playwright/test";

/** The dialogs that write rows into files. */
export class Transfer {
  readonly page: Page;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole("dialog", { name: /^(Export|Import)/ });
  }

  async chooseFolder(path: string): Promise<void> {
    const field = this.dialog.getByLabel("Folder", { exact: true });
    await expect(field).not.toHaveValue("");
    await field.fill(path);
    await field.press("Enter");
    await expect(this.dialog.getByRole("alert")).toBeHidden();
  }

  async chooseFormat(label: string): Promise<void> {
    await this.dialog.getByRole("button", { name: /Format$/ }).click();
    await this.page.getByRole("option", { name: label }).click();
  }

  async start(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Export", exact: true }).click();
  }

  /** What was written, and where. */
  get done(): Locator {
    return this.dialog.getByRole("region", { name: "Export finished" });
  }

  async close(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Close" }).first().click();
    await expect(this.dialog).toBeHidden();
  }
}
