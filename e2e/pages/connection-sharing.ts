import { readFileSync } from "node:fs";
import { expect, type Locator, type Page } from "@playwright/test";

/** Connections as a file: the two dialogs that write and read it. */
export class ConnectionSharing {
  readonly page: Page;
  /** The dialog of an import. */
  readonly dialog: Locator;
  readonly button: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole("dialog", { name: "Import connections" });
    this.button = this.dialog.getByRole("button", { name: "Import", exact: true });
  }

  /** Exports all that can be, and gives the text of the file. */
  async exportAll(): Promise<string> {
    await this.openFromList("Export connections");
    const dialog = this.page.getByRole("dialog", { name: "Export connections" });
    const [download] = await Promise.all([
      this.page.waitForEvent("download"),
      dialog.getByRole("button", { name: /^Save \d+ connection/ }).click(),
    ]);
    await expect(dialog).toContainText("steward-connections.json was made.");
    await dialog.getByRole("button", { name: "Close" }).last().click();
    return readFileSync(await download.path(), "utf8");
  }

  async openImport(): Promise<void> {
    await this.openFromList("Import connections");
    await expect(this.dialog).toBeVisible();
  }

  /** Chooses a file with this text. */
  async choose(text: string): Promise<void> {
    const file = { name: "team.json", mimeType: "application/json", buffer: Buffer.from(text) };
    await this.dialog.getByLabel("File of connections").setInputFiles(file);
  }

  /** The entry of this name, with what would be done. */
  line(name: string): Locator {
    return this.dialog.getByRole("listitem").filter({ hasText: name });
  }

  async decide(name: string, action: string): Promise<void> {
    await this.dialog.getByRole("button", { name: new RegExp(`What to do with ${name}`) }).click();
    await this.page.getByRole("option", { name: action }).click();
  }

  async close(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Close" }).last().click();
    await expect(this.dialog).toBeHidden();
  }

  private async openFromList(name: string): Promise<void> {
    await this.page.getByRole("button", { name: /^(Connection:|Choose a connection)/ }).click();
    await this.page.getByRole("button", { name }).click();
  }
}
