import { expect, type Locator, type Page } from "@playwright/test";

/** What a test types into the dialog of a connection. */
export interface ConnectionValues {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/** The dialog that adds a connection. */
export class ConnectionForm {
  readonly page: Page;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole("dialog", { name: "Add a connection" });
  }

  async open(): Promise<void> {
    await this.page.getByRole("button", { name: /^(Connection:|Choose a connection)/ }).click();
    await this.page.getByRole("button", { name: "Add a connection" }).click();
    await expect(this.dialog).toBeVisible();
  }

  async fill(values: Partial<ConnectionValues>): Promise<void> {
    for (const [label, value] of [
      ["Name", values.name],
      ["Host", values.host],
      ["Port", values.port],
      ["Database", values.database],
      ["User", values.user],
      ["Password", values.password],
    ] as const)
      if (value !== undefined) await this.field(label).fill(String(value));
  }

  async paste(text: string): Promise<void> {
    await this.field("Paste a URL").fill(text);
  }

  /** Opens the list of what was found on this computer. */
  async lookAtFound(): Promise<void> {
    await this.dialog.getByRole("button", { name: /^Found on this computer/ }).click();
  }

  /** Switches the tunnel on and fills it in, with the password as its login. */
  async goThrough(tunnel: { host: string; port: number; user: string; password: string }): Promise<void> {
    await this.dialog.getByText("Through an SSH tunnel").click();
    await this.dialog.getByRole("radio", { name: "Password" }).click();
    await this.field("SSH server").fill(tunnel.host);
    await this.field("SSH port").fill(String(tunnel.port));
    await this.field("SSH user").fill(tunnel.user);
    await this.field("SSH password").fill(tunnel.password);
  }

  async lookInFolder(path: string): Promise<void> {
    await this.field("Project folder with a .env").fill(path);
    await this.dialog.getByRole("button", { name: "Look", exact: true }).click();
  }

  /** Opens the folded part with the time-outs. */
  async openTimeouts(): Promise<void> {
    await this.dialog.getByRole("button", { name: /^Time-outs/ }).click();
  }

  async close(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(this.dialog).toBeHidden();
  }

  field(label: string): Locator {
    return this.dialog.getByLabel(label, { exact: true });
  }

  async chooseEncryption(name: RegExp): Promise<void> {
    await this.dialog.getByRole("button", { name: /Encryption/ }).click();
    await this.page.getByRole("option", { name }).click();
  }

  /** Tests, until the answer is there. */
  async test(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Test", exact: true }).click();
    await expect(this.answer).toBeVisible({ timeout: 30_000 });
  }

  /** What the test said: an alert, or that it connected. */
  get answer(): Locator {
    return this.dialog.getByRole("alert").or(this.dialog.getByText(/^Connected as/));
  }

  /** How far a failed test got. */
  get steps(): Locator {
    return this.dialog.getByRole("list", { name: "How far the test got" }).getByRole("listitem");
  }

  async save(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Add connection" }).click();
    await expect(this.dialog).toBeHidden();
  }
}
