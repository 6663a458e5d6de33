import { expect, type Locator, type Page } from "@playwright/test";

/** The dialogs of the Neon accounts. */
export class Accounts {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The dialog of this name: the list, one account's projects, a form. */
  dialog(name: string | RegExp): Locator {
    return this.page.getByRole("dialog", { name });
  }

  async open(): Promise<void> {
    await this.page.getByRole("button", { name: /^(Connection:|Choose a connection)/ }).click();
    await this.page.getByRole("button", { name: "Neon accounts" }).click();
    await expect(this.dialog("Neon accounts")).toBeVisible();
  }

  /** Adds an account and a connection to its first project. */
  async connect(key: string, apiUrl: string, project: string): Promise<void> {
    await this.open();
    await this.add(key, apiUrl);
    await this.page.getByRole("button", { name: `Connect to ${project}` }).click();
    const form = this.dialog(`Connect to ${project}`);
    await form.getByRole("button", { name: "Add connection" }).click();
    await expect(this.page.getByRole("button", { name: `Connection: ${project}` })).toBeVisible();
  }

  /** Fills in and sends the form of a new account. */
  async add(key: string, apiUrl: string): Promise<void> {
    await this.dialog("Neon accounts").getByRole("button", { name: "Add an account" }).click();
    const form = this.dialog("Add a Neon account");
    await form.getByLabel("API key").fill(key);
    await form.getByRole("button", { name: "Another address" }).click();
    await form.getByLabel("API address").fill(apiUrl);
    await form.getByRole("button", { name: "Add account" }).click();
  }
}
