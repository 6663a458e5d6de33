import type { Page } from "@playwright/test";
import { Browse } from "../../e2e/pages/browse.ts";
import { Query } from "../../e2e/pages/query.ts";
import { Shell } from "../../e2e/pages/shell.ts";

/** The screens of one page, and what every figure does with them. */
export class Screens {
  readonly page: Page;
  readonly shell: Shell;
  readonly browse: Browse;
  readonly query: Query;

  constructor(page: Page) {
    this.page = page;
    this.shell = new Shell(page);
    this.browse = new Browse(page);
    this.query = new Query(page);
  }

  /** Goes to a connection by its name. */
  async chooseConnection(name: string): Promise<void> {
    await this.page.getByRole("button", { name: /^Connection:|^Choose a connection/ }).click();
    await this.page.locator(".connection-line-choose").filter({ hasText: name }).click();
  }

  /** The first sample database, whatever the window showed when the app ended. */
  async goToSample(): Promise<void> {
    await this.shell.showSection("Browse");
    await this.chooseConnection("ContextGround");
    await this.waitForTable("run_events");
  }

  async waitForTable(name: string): Promise<void> {
    await this.browse.tree.getByRole("treeitem", { name, exact: true }).waitFor();
  }

  async closeTab(title: string): Promise<void> {
    const tab = this.page.getByRole("tab", { name: new RegExp(`^${title}`) });
    await tab.hover();
    await tab.locator(".tab-close").click();
    await tab.waitFor({ state: "detached" });
  }
}
