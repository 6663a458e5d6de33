import { expect, type Locator, type Page } from "@playwright/test";
import { Shell } from "../shell.ts";

/** The Branches section. */
export class Branches {
  readonly page: Page;
  readonly shell: Shell;

  constructor(page: Page) {
    this.page = page;
    this.shell = new Shell(page);
  }

  /** The row of a branch in the tree, by the beginning of its name. */
  row(name: string): Locator {
    return this.shell.main.getByRole("treegrid", { name: "Branches" }).getByRole("row").filter({ hasText: name });
  }

  dialog(name: string | RegExp): Locator {
    return this.page.getByRole("dialog", { name });
  }

  async choose(name: string): Promise<void> {
    await this.row(name).first().click();
    await expect(this.shell.details.getByRole("heading", { name, exact: true })).toBeVisible();
  }

  /** Presses a button of the chosen branch's details. */
  async press(button: string): Promise<void> {
    await this.shell.details.getByRole("button", { name: button, exact: true }).click();
  }

  /** Makes a branch of the default one and waits until it is awake. */
  async create(name: string): Promise<void> {
    await this.openNew();
    const dialog = this.dialog("New branch");
    await dialog.getByRole("textbox", { name: "Name" }).fill(name);
    await dialog.getByRole("button", { name: "Create branch" }).click();
    await expect(this.row(name)).toContainText("active", { timeout: 60_000 });
  }

  async openNew(): Promise<void> {
    await this.shell.main.getByRole("button", { name: /^New branch/ }).click();
    await expect(this.dialog("New branch")).toBeVisible();
  }

  /** Types the name that a destructive dialog asks for, and answers it. */
  async confirm(title: RegExp, name: string, button: string): Promise<void> {
    const dialog = this.dialog(title);
    await dialog.getByRole("textbox", { name: `Type ${name} to confirm` }).fill(name);
    await dialog.getByRole("button", { name: button }).click();
    await expect(dialog).toBeHidden();
  }
}
