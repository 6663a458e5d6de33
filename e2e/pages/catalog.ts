import { expect, type Locator, type Page } from "@playwright/test";

/** The catalog's tree, the details of an object, and Open anything. */
export class Catalog {
  readonly page: Page;
  readonly tree: Locator;
  readonly palette: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tree = page.getByRole("tree", { name: "Catalog" });
    this.palette = page.getByRole("dialog", { name: /^Open a table/ });
  }

  line(name: string): Locator {
    return this.tree.getByRole("treeitem", { name, exact: true });
  }

  /** Opens or closes a schema, a kind, or (by its arrow) a table. */
  async expand(name: string): Promise<void> {
    const line = this.line(name).first();
    await expect(line).toHaveAttribute("aria-expanded", "false");
    await line.locator("svg").first().click();
    await expect(line).toHaveAttribute("aria-expanded", "true");
  }

  async collapse(name: string): Promise<void> {
    await this.line(name).first().locator("svg").first().click();
    await expect(this.line(name).first()).toHaveAttribute("aria-expanded", "false");
  }

  async filter(text: string): Promise<void> {
    await this.page.getByRole("searchbox", { name: /^Filter/ }).fill(text);
  }

  details(text: string): Locator {
    return this.page.getByRole("region", { name: `Details of ${text}`, exact: true });
  }

  async showView(details: Locator, name: "Overview" | "Definition" | "Dependencies" | "Privileges"): Promise<void> {
    await details.getByRole("radiogroup", { name: "View" }).getByText(name, { exact: true }).click();
  }

  async openAnything(text: string): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+P");
    await this.palette.getByRole("combobox").fill(text);
  }
}
