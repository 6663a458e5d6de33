import { expect, type Locator, type Page } from "@playwright/test";

/** The parts of a change request's page beyond its decision: tabs, threads, the policy and what is asked at submission. */
export class Review {
  readonly page: Page;
  readonly main: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole("main");
  }

  async openTab(name: RegExp): Promise<void> {
    await this.main.getByRole("tab", { name }).click();
  }

  /** Says something about the first statement, as the acting role. */
  async commentOnFirst(text: string): Promise<void> {
    await this.main.getByRole("button", { name: "Comment on statement 1" }).first().click();
    await this.main.getByRole("textbox", { name: "Comment on statement 1" }).fill(text);
    await this.main.getByRole("button", { name: "Comment", exact: true }).click();
    await expect(this.main.getByRole("region", { name: /^Thread of/ })).toContainText(text);
  }

  async reply(text: string): Promise<void> {
    const thread = this.main.getByRole("region", { name: /^Thread of/ });
    await thread.getByRole("button", { name: "Reply" }).click();
    await thread.getByRole("textbox", { name: "Reply" }).fill(text);
    await thread.getByRole("button", { name: "Reply" }).click();
    await expect(thread.getByRole("textbox")).toHaveCount(0);
    await expect(thread).toContainText(text);
  }

  async resolve(): Promise<void> {
    await this.main.getByRole("button", { name: "Resolve" }).click();
    await expect(this.main.getByRole("region", { name: /^Resolved thread/ })).toBeVisible();
  }

  /** Submits what is open with a spec reference and a restore point. */
  async submitWithRestorePoint(title: string, specReference: string): Promise<void> {
    await this.main.getByRole("button", { name: "Submit for review" }).click();
    const dialog = this.page.getByRole("dialog", { name: "Submit for review" });
    await dialog.getByRole("textbox", { name: "Title" }).fill(title);
    await dialog.getByRole("textbox", { name: "Spec reference" }).fill(specReference);
    await dialog.getByText("Keep a restore point first").click();
    await dialog.getByRole("button", { name: /^Submit/ }).click();
    await expect(dialog).toBeHidden({ timeout: 30_000 });
    await expect(this.main.getByRole("article", { name: title })).toBeVisible();
  }
}
