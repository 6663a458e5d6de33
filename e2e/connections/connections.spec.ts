// Adding a connection in each of the ways there are, and what the window says of it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { startKillableServer } from "../../electron/testing/killable-server.ts";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { sampleServer } from "../hosts/sample-server.ts";
import { startWeb, type WebHost } from "../hosts/start-web.ts";
import { expect, test } from "../hosts/test.ts";
import { ConnectionForm } from "../pages/connection-form.ts";
import { ConnectionSharing } from "../pages/connection-sharing.ts";
import { Query } from "../pages/query.ts";
import { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

test.describe("a connection", () => {
  let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
  let home: string;
  let host: WebHost;
  let page: Page;
  test.beforeAll(async () => {
    test.setTimeout(300_000);
    folder = await prepareSampleFolder();
    home = mkdtempSync(join(tmpdir(), "steward-e2e-home-"));
    host = await startWeb({ dataFolder: folder.path, env: { HOME: home } });
    page = host.page;
    await new Shell(page).waitForCatalog();
  });
  test.afterAll(async () => {
    await host.close();
    folder.remove();
    rmSync(home, { recursive: true, force: true });
  });

  const server = (of = "contextground") => {
    const { host: name, port, database, user, password = "" } = sampleServer(folder.path, of);
    return { host: name, port, database, user, password };
  };

  test("is made from a pasted URL, which is taken apart and never weakens the encryption", async () => {
    const form = new ConnectionForm(page);
    await form.open();
    const neon = "ep-cool-darkness-123456-pooler.us-east-2.aws.neon.tech";
    await form.paste(`postgresql://mara:s3cret-canary@${neon}/shop?sslmode=require&channel_binding=require`);
    await expect(form.field("Host")).toHaveValue(neon);
    await expect(form.dialog).toContainText(
      "Neon compute ep-cool-darkness-123456 in us-east-2.aws, through its pooler",
    );
    await expect(form.dialog).toContainText("It asks for sslmode=require");
    await expect(form.dialog.getByRole("button", { name: /Encryption/ })).toContainText("verify-full");
    await expect(form.dialog).toContainText("LISTEN, session advisory locks, SET, temporary tables");
    await form.dialog.getByRole("radio", { name: "Direct" }).click();
    await expect(form.field("Host")).toHaveValue(neon.replace("-pooler", ""));
    await form.dialog.getByRole("radio", { name: "Through the pooler" }).click();
    await expect(form.field("Host")).toHaveValue(neon);
    await expect(form.dialog.getByRole("button", { name: /Channel binding/ })).toContainText("Always (require)");
    await expect(form.dialog).not.toContainText("s3cret-canary");
    await expect(form.field("Password")).toHaveAttribute("type", "password");
    await takePicture(page, "connection-pasted");
    await form.paste("postgres://a,b/shop");
    await expect(form.dialog).toContainText("The text names several hosts.");
    await form.close();
  });

  test("made by a URL opens its database", async () => {
    const { host: name, port, database, user, password } = server();
    const form = new ConnectionForm(page);
    await form.open();
    await form.paste(`postgres://${user}:${encodeURIComponent(password)}@${name}:${port}/${database}`);
    await form.fill({ name: "By URL" });
    await form.save();
    await new Shell(page).waitForCatalog();
    await expect(page.getByRole("button", { name: "Connection: By URL" })).toBeVisible();
  });

  test("wears a badge where its encryption is weaker than it should be", async () => {
    const form = new ConnectionForm(page);
    await form.open();
    await form.fill({ name: "Weak", host: "db.invalid", database: "shop", user: "mara" });
    await form.chooseEncryption(/server unverified/);
    await expect(form.dialog).toContainText("Anyone between you and the server can pose as it");
    await form.save();
    await page.getByRole("button", { name: "Connection: Weak" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: "Weak" })).toContainText("server not verified");
    await takePicture(page, "connection-list");
    await page.keyboard.press("Escape");
  });

  test("is proposed from the service file, and saved by one press", async () => {
    const { host: name, port, database, user, password } = server("memora");
    const service = ["[steward_orders]", `host=${name}`, `port=${port}`, `user=${user}`, `dbname=${database}`];
    writeFileSync(join(home, ".pg_service.conf"), `${service.join("\n")}\n[typo]\nhost db\n`);
    writeFileSync(join(home, ".pgpass"), `${name}:*:${database}:${user}:${password}\n`, { mode: 0o600 });
    const form = new ConnectionForm(page);
    await form.open();
    await form.lookAtFound();
    const line = form.dialog.getByRole("listitem").filter({ hasText: "steward_orders" });
    await expect(line).toContainText("password from the password file");
    await expect(form.dialog).toContainText("Service typo is left out");
    await takePicture(page, "connection-found");
    await page.getByRole("button", { name: "Add steward_orders" }).click();
    await expect(form.dialog).toBeHidden();
    await new Shell(page).waitForCatalog();
    await expect(page.getByRole("button", { name: "Connection: steward_orders" })).toBeVisible();
  });

  test("is proposed from the .env of a folder that is named", async () => {
    const { host: name, port, database, user, password } = server("neonhub");
    const project = join(home, "shop-api");
    mkdirSync(project);
    const url = `postgresql://${user}:${encodeURIComponent(password)}@${name}:${port}/${database}?schema=public`;
    writeFileSync(join(project, ".env"), `DATABASE_URL="${url}"\n`);
    const form = new ConnectionForm(page);
    await form.open();
    await form.lookAtFound();
    await expect(form.dialog).not.toContainText("DATABASE_URL");
    await form.lookInFolder(project);
    const line = form.dialog.getByRole("listitem").filter({ hasText: "DATABASE_URL" });
    await expect(line).toContainText(`DATABASE_URL in ${join(project, ".env")}`);
    await expect(line).toContainText("with its password");
    expect(await page.content()).not.toContain(password);
    await page.getByRole("button", { name: "Add shop-api DATABASE_URL" }).click();
    await new Shell(page).waitForCatalog();
    await expect(page.getByRole("button", { name: "Connection: shop-api DATABASE_URL" })).toBeVisible();
  });

  test("has time-outs of its own, which the server holds", async () => {
    const { host: name, port, database, user, password } = server();
    const form = new ConnectionForm(page);
    await form.open();
    await form.paste(`postgres://${user}:${encodeURIComponent(password)}@${name}:${port}/${database}`);
    await form.fill({ name: "Limited" });
    await form.openTimeouts();
    await expect(form.field("A statement")).toHaveAttribute("placeholder", "30 s");
    await form.field("A statement in a tab").fill("90 days");
    await expect(form.dialog).toContainText("As 500 ms, 30 s, 5 min, 1 h or none.");
    await takePicture(page, "connection-timeouts");
    await form.field("A statement in a tab").fill("90 s");
    await form.save();
    await new Shell(page).waitForCatalog();
    await new Shell(page).showSection("Query");
    const query = new Query(page);
    await query.openNew();
    await query.type("SHOW statement_timeout");
    await query.run();
    await expect(query.rows.getByRole("gridcell").filter({ hasText: "90s" })).toBeVisible();
    await new Shell(page).showSection("Browse");
  });

  test("goes into a file without its password, and comes back as somebody chooses", async () => {
    const { password } = server();
    const sharing = new ConnectionSharing(page);
    const text = await sharing.exportAll();
    const { connections } = JSON.parse(text) as { connections: { name: string; host: string }[] }; // what an export is
    expect(connections.map((connection) => connection.name)).toContain("Limited");
    expect([text.includes(password), text.includes(encodeURIComponent(password))]).toEqual([false, false]);

    await sharing.openImport();
    await sharing.choose("not JSON");
    await expect(sharing.dialog.getByRole("alert")).toContainText("The file is not JSON");
    await sharing.choose(text);
    await expect(sharing.dialog).toContainText(`0 to add, 0 to change, ${connections.length} left as they are.`);
    await expect(sharing.button).toBeDisabled();
    const evil = "<img src=x onerror=alert(1)>\u202e";
    const moved = connections.map((each) => (each.name === "Limited" ? { ...each, host: "db.invalid" } : each));
    const added = { ...moved[0], name: evil, host: "other.invalid" };
    await sharing.choose(JSON.stringify({ ...JSON.parse(text), connections: [...moved, added] }));
    await expect(sharing.line("Limited")).toContainText("host: 127.0.0.1 → db.invalid");
    await sharing.decide("Limited", "Change the saved one");
    await expect(sharing.dialog).toContainText(`1 to add, 1 to change, ${connections.length - 1} left as they are.`);
    await expect(sharing.dialog).toContainText("<img src=x onerror=alert(1)>\\u{202e}");
    await takePicture(page, "connections-import");
    await sharing.button.click();
    await expect(sharing.dialog).toContainText(`1 added, 1 changed, ${connections.length - 1} left as they were.`);
    await sharing.close();
    await page.getByRole("button", { name: /^Connection:/ }).click();
    await expect(page.getByRole("listitem").filter({ hasText: "Limited" })).toContainText("db.invalid");
    await expect(page.getByRole("listitem").filter({ hasText: "onerror" })).toContainText("other.invalid");
    await page.keyboard.press("Escape");
  });

  test("wears the colour of its environment, and is locked when the environment is", async () => {
    const shell = new Shell(page);
    await shell.selectConnection("By URL");
    await shell.waitForCatalog();
    await page.getByRole("button", { name: /^Connection:/ }).click();
    await page.getByRole("button", { name: "Colours and guards of environments" }).click();
    const dialog = page.getByRole("dialog", { name: "Environments" });
    const choose = async (what: string, option: RegExp) => {
      await dialog.getByRole("button", { name: new RegExp(what) }).click();
      await page.getByRole("option", { name: option }).click();
    };
    await expect(dialog.getByRole("button", { name: /Guard of production/ })).toBeDisabled();
    await choose("Colour of local", /^Rose/);
    await expect(dialog.getByRole("button", { name: /Colour of production/ })).toContainText("Slate");
    await choose("Colour of local", /^Violet/);
    await choose("Guard of local", /^Locked/);
    await takePicture(page, "environments");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toBeHidden();
    const shown = page.locator(".status-environment");
    await expect(shown).toHaveText("Local");
    await expect(shown).toHaveCSS("background-color", "rgb(109, 47, 168)");
    await page.getByRole("banner").getByRole("button", { name: "Read only" }).click();
    const unlock = page.getByRole("dialog", { name: "Unlock writes on local" });
    await expect(unlock).toBeVisible();
    await unlock.getByRole("button", { name: "Cancel" }).click();
  });

  test("keeps passwords under a passphrase where there is no keyring, and logs in with them when it is given", async () => {
    const server = await startKillableServer();
    const { password } = server.parameters;
    const form = new ConnectionForm(page);
    await form.open();
    await expect(form.dialog).toContainText("kept in memory until Steward ends, and never written");
    await form.dialog.getByRole("button", { name: "Keep passwords under a passphrase" }).click();
    await form.field("Passphrase").fill("too short");
    await expect(form.dialog.getByRole("button", { name: "Keep them" })).toBeDisabled();
    await form.field("Passphrase").fill("correct horse battery");
    await form.dialog.getByRole("button", { name: "Keep them" }).click();
    await expect(form.dialog).toContainText("Kept encrypted under your passphrase");
    await form.fill({ ...server.parameters, name: "Kept" });
    await form.save();
    await new Shell(page).waitForCatalog();
    const kept = readFileSync(join(folder.path, "vault.json"), "utf8");
    expect(kept).toContain('"cipher": "passphrase"');
    expect([kept.includes(password), kept.includes("correct horse")]).toEqual([false, false]);

    await host.close();
    host = await startWeb({ dataFolder: folder.path, env: { HOME: home } });
    page = host.page;
    const shell = new Shell(page);
    await shell.selectConnection("Kept");
    await expect(shell.sidebar.getByRole("alert")).toContainText("encrypted under a passphrase");
    await page.getByRole("button", { name: /^Connection:/ }).click();
    const list = page.getByRole("dialog", { name: /^Connection:/ });
    await list.getByRole("button", { name: "Open the saved passwords" }).click();
    await list.getByLabel("Passphrase").fill("incorrect horse battery");
    await list.getByRole("button", { name: "Open", exact: true }).click();
    await expect(list.getByRole("alert")).toContainText("cannot be opened with this passphrase");
    await takePicture(page, "passphrase-wrong");
    await list.getByLabel("Passphrase").fill("correct horse battery");
    await page.keyboard.press("Enter");
    await expect(list).not.toContainText("locked");
    await page.keyboard.press("Escape");
    await shell.sidebar.getByRole("button", { name: "Try again" }).click();
    await shell.waitForCatalog();
    await shell.showSection("Query");
    const query = new Query(page);
    await query.openNew();
    await query.type("SELECT current_user");
    await query.run();
    await expect(query.rows.getByRole("gridcell").filter({ hasText: server.parameters.user })).toBeVisible();
    await server.close();
  });
});
