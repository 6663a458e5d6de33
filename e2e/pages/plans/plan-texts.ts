import type { Locator, Page } from "@playwright/test";

/** The tab of a plan that was made elsewhere. */
export class PlanTexts {
  readonly page: Page;
  readonly form: Locator;
  readonly field: Locator;
  readonly tree: Locator;
  /** What is said of reading: lines left out, no database. */
  readonly bar: Locator;
  readonly error: Locator;

  constructor(page: Page) {
    this.page = page;
    this.form = page.getByRole("region", { name: "Text of a plan" }).filter({ visible: true });
    this.field = this.form.getByRole("textbox", { name: "Text of the plan" });
    this.tree = page.getByRole("treegrid").filter({ visible: true });
    this.bar = page.getByRole("status").filter({ hasText: "Read from a text" });
    this.error = this.form.getByRole("alert");
  }

  async open(): Promise<void> {
    const sidebar = this.page.getByRole("navigation", { name: "Queries" });
    await sidebar.getByRole("button", { name: "Read a plan from its text" }).click();
  }

  /** As the clipboard does it: all at once. */
  async paste(text: string): Promise<void> {
    await this.field.focus();
    await this.page.keyboard.insertText(text);
  }

  async choose(name: string, text: string): Promise<void> {
    const file = { name, mimeType: "text/plain", buffer: Buffer.from(text) };
    await this.form.locator("input[type=file]").setInputFiles(file);
  }

  async changeText(): Promise<void> {
    await this.page.getByRole("button", { name: "Change the text" }).click();
  }
}
