import { expect, type Locator, type Page } from "@playwright/test";

/** The Query section: saved queries, the editor and its results. */
export class Query {
  readonly page: Page;
  readonly sidebar: Locator;
  readonly editor: Locator;

  constructor(page: Page) {
    this.page = page;
    this.sidebar = page.getByRole("navigation", { name: "Queries" });
    this.editor = page.locator(".monaco-editor").filter({ visible: true }).first();
  }

  async openSaved(title: string): Promise<void> {
    await this.sidebar.getByRole("button", { name: title }).click();
    await expect(this.editor).toBeVisible();
  }

  async openNew(): Promise<void> {
    await this.sidebar.getByRole("button", { name: "New query" }).click();
    await expect(this.editor).toBeVisible();
  }

  /** Replaces the text of the editor by typing. */
  async type(sql: string): Promise<void> {
    await this.editor.click();
    await this.page.keyboard.press("ControlOrMeta+A");
    await this.page.keyboard.insertText(sql);
    await this.page.keyboard.press("Escape");
  }

  /** Types behind what is there, key by key, as a person does. */
  async typeSlowly(sql: string): Promise<void> {
    await this.editor.click();
    await this.page.keyboard.press("ControlOrMeta+End");
    await this.page.keyboard.type(sql, { delay: 25 });
  }

  /** Takes an offer of completion by its label. */
  async takeOffer(label: RegExp): Promise<void> {
    const offer = this.page.locator(".suggest-widget").getByRole("option", { name: label }).first();
    await expect(offer).toBeVisible();
    await offer.click();
  }

  async explainAnalyze(): Promise<void> {
    await this.page.getByRole("button", { name: /^Explain analyze/ }).click();
    await expect(this.planTree).toBeVisible({ timeout: 60_000 });
  }

  async run(): Promise<void> {
    await this.page.getByRole("button", { name: /^Run statement/ }).click();
  }

  /** Runs all statements of the text. */
  async runAll(): Promise<void> {
    await this.editor.click();
    await this.page.keyboard.press("ControlOrMeta+Shift+Enter");
  }

  /** The values of what would run. */
  get parameters(): Locator {
    return this.page.getByRole("group", { name: "Parameters" }).filter({ visible: true });
  }

  parameter(key: string): Locator {
    return this.parameters.getByLabel(key, { exact: true });
  }

  /** The results of a run with several statements. */
  get statements(): Locator {
    return this.page.getByRole("tablist", { name: "Statements" }).getByRole("tab");
  }

  /** Cells of the rows on screen. */
  cell(text: string): Locator {
    return this.rows.getByRole("gridcell", { name: text, exact: true });
  }

  /** The words that are underlined as wrong. */
  get underlined(): Locator {
    return this.editor.locator(".squiggly-error");
  }

  /** What the editor shows; blanks of any kind are alike to the assertions. */
  get text(): Locator {
    return this.editor.locator(".view-lines");
  }

  /** What the results say went wrong. */
  get failure(): Locator {
    return this.page.getByRole("region", { name: "Results" }).getByRole("alert");
  }

  get rows(): Locator {
    return this.page.getByRole("grid", { name: "Rows of the statement" });
  }

  /** How many rows there are, and in what time. */
  get foot(): Locator {
    return this.page.locator(".rows-foot").filter({ visible: true });
  }

  async closeTab(title: string): Promise<void> {
    await this.page.getByTitle(`Close ${title}`).click();
  }

  get planTree(): Locator {
    return this.page.getByRole("treegrid", { name: /plan/i });
  }

  /** The time that the plan on screen took. */
  async executionMs(): Promise<number> {
    const text = await this.page.locator(".plan-figures").textContent();
    const [, value = "", unit = ""] = /Execution\s*([\d.,]+)\s*(ms|s)/.exec(text ?? "") ?? [];
    return Number(value.replaceAll(",", "")) * (unit === "s" ? 1000 : 1);
  }
}
