import { expect, type Locator, type Page } from "@playwright/test";

/** Queries that are kept as files: the list in the sidebar, and the dialogs. */
export class QueryFiles {
  readonly page: Page;
  readonly list: Locator;
  readonly openDialog: Locator;
  readonly saveDialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole("region", { name: "Files" });
    this.openDialog = page.getByRole("dialog", { name: "Open a query file" });
    this.saveDialog = page.getByRole("dialog", { name: /^Save / });
  }

  /** Goes to a folder in a dialog. */
  async goTo(dialog: Locator, folder: string): Promise<void> {
    const field = dialog.getByLabel("Folder", { exact: true });
    await expect(field).not.toHaveValue("");
    await field.fill(folder);
    await field.press("Enter");
  }

  async open(folder: string, name: string): Promise<void> {
    await this.list.getByRole("button", { name: "Open a query file" }).click();
    await this.goTo(this.openDialog, folder);
    await this.openDialog.getByRole("button", { name: new RegExp(`^${name}`) }).click();
    await this.openDialog.getByRole("button", { name: "Open", exact: true }).click();
  }

  async saveAs(folder: string, name: string): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+Shift+S");
    await this.goTo(this.saveDialog, folder);
    await this.saveDialog.getByLabel("Name").fill(name);
    await this.saveDialog.getByRole("button", { name: "Save", exact: true }).click();
  }

  /** The sign on a tab that its file lacks changes. */
  unsaved(title: string): Locator {
    return this.page.getByRole("tab", { name: new RegExp(`^${title}`) }).getByRole("img", { name: "not saved" });
  }
}
