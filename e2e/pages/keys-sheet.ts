import { expect, type Locator, type Page } from "@playwright/test";

/** The sheet of keys. */
export class KeysSheet {
  readonly page: Page;
  readonly dialog: Locator;
  readonly search: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    this.search = this.dialog.getByRole("searchbox", { name: "Search commands and keys" });
  }

  async open(keys = "Shift+F1"): Promise<void> {
    await this.page.keyboard.press(keys);
    await expect(this.search).toBeFocused();
  }

  async close(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Close", exact: true }).press("Enter");
    await expect(this.dialog).toBeHidden();
  }

  line(title: string): Locator {
    return this.dialog.getByRole("listitem").filter({ has: this.page.getByText(title, { exact: true }) });
  }

  /** The keys of a command, as they are written. */
  keys(title: string): Locator {
    return this.line(title).locator(".key-line-keys kbd");
  }

  /** Presses `keys` where the line waits for them, in place of those that say `label`, or as more of them. */
  async change(title: string, label: string | null, keys: string): Promise<void> {
    const line = this.line(title);
    const name = label === null ? `Add keys to ${title}` : `Change ${label} of ${title}`;
    await line.getByRole("button", { name, exact: true }).press("Enter");
    await expect(line.getByRole("group", { name: `Press keys for ${title}` })).toBeFocused();
    await this.page.keyboard.press(keys);
  }
}
