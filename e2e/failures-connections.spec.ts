// What goes wrong between the window and a server: each says what happened and what to do, and nothing typed is lost.
import type { Page } from "@playwright/test";
import { prepareSampleFolder } from "./hosts/sample-folder.ts";
import { sampleServer } from "./hosts/sample-server.ts";
import { serversOf } from "./hosts/server-processes.ts";
import { type DesktopHost, startDesktop } from "./hosts/start-desktop.ts";
import { expect, test } from "./hosts/test.ts";
import { ConnectionForm } from "./pages/connection-form.ts";
import { Query } from "./pages/query.ts";
import { Shell } from "./pages/shell.ts";

test.describe("a server that does not do what it should", () => {
  let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
  let host: DesktopHost;
  let page: Page;
  test.beforeAll(async () => {
    test.setTimeout(300_000);
    folder = await prepareSampleFolder();
    host = await startDesktop({ dataFolder: folder.path });
    page = host.page;
    await new Shell(page).waitForCatalog();
  });
  test.afterAll(async () => {
    await host.close();
    folder.remove();
  });

  /** The values that do work. */
  const working = () => {
    const { host: name, port, database, password } = sampleServer(folder.path);
    return { name: "Ours", host: name, port, database, user: "mara", password: password ?? "" };
  };
  const openForm = async () => {
    const form = new ConnectionForm(page);
    await form.open();
    const right = { ...working(), user: "app_owner" };
    await form.fill(right);
    await form.chooseEncryption(/Plain text/);
    return { form, right };
  };
  const leave = async (form: ConnectionForm) => {
    await form.dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(form.dialog).toBeHidden();
  };

  test("a test of a connection names what is wrong, keeps the form, and connects when it is right", async () => {
    const { form, right } = await openForm();
    await test.step("password", async () => {
      await form.fill({ password: "not it" });
      await form.test();
      await expect(form.answer).toContainText('password authentication failed for user "app_owner"');
      await expect(form.answer).toContainText("Check user and password of the connection.");
      await expect(form.dialog).toContainText("Type the password again");
      await expect(form.steps).toHaveText(["Port: passed", "Login: failed", "Database: not reached"]);
    });
    await test.step("database", async () => {
      await form.fill({ password: right.password, database: "nowhere" });
      await form.test();
      await expect(form.answer).toContainText('database "nowhere" does not exist');
      await expect(form.answer).toContainText("Check the name of the database.");
    });
    await test.step("closed port", async () => {
      await form.fill({ database: right.database, port: 1 });
      await form.test();
      await expect(form.answer).toContainText("Cannot connect to 127.0.0.1:1");
      await expect(form.answer).toContainText("Is the server running, and is the port right?");
      await expect(form.dialog).toContainText("listens on port 1");
    });
    await test.step("host", async () => {
      await form.fill({ port: right.port, host: "no-such-host.invalid" });
      await form.chooseEncryption(/Plain text/);
      await form.test();
      await expect(form.answer).toContainText("Cannot connect to no-such-host.invalid");
      await expect(form.answer).toContainText(/No such host|cannot be looked up/);
    });
    await test.step("encryption", async () => {
      await form.fill({ host: right.host });
      await form.chooseEncryption(/server unverified/);
      await form.test();
      await expect(form.answer).toContainText(`${right.host}:${right.port} refuses TLS.`);
      await expect(form.answer).toContainText("Turn it on at the server");
    });
    await test.step("nothing", async () => {
      for (const [label, value] of Object.entries({ Name: right.name, Database: right.database, User: "app_owner" }))
        await expect(form.field(label)).toHaveValue(value);
      await form.chooseEncryption(/Plain text/);
      await form.test();
      await expect(form.answer).toContainText("Connected as app_owner");
    });
    await leave(form);
  });

  test("a saved connection that cannot be opened says why in its catalog, and can be changed", async () => {
    const { form, right } = await openForm();
    await form.fill({ name: "Wrong", password: "not it" });
    await form.save();
    const shell = new Shell(page);
    const failure = shell.sidebar.getByRole("alert");
    await expect(failure).toContainText('password authentication failed for user "app_owner"');
    await expect(failure).toContainText("Check user and password of the connection.");
    await expect(failure.getByRole("button", { name: "Try again" })).toBeVisible();
    await page.getByRole("button", { name: "Connection: Wrong" }).click();
    await page.getByRole("button", { name: "Change Wrong" }).click();
    const dialog = page.getByRole("dialog", { name: "Change Wrong" });
    await dialog.getByLabel("Password", { exact: true }).fill(right.password);
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await expect(dialog).toBeHidden();
    await shell.waitForCatalog();
    await shell.selectConnection("ContextGround");
  });

  test("broken SQL is underlined at its place, with SQLSTATE, and stays", async () => {
    const query = new Query(page);
    await new Shell(page).showSection("Query");
    await query.openNew();
    await query.type("SELECT kind, count(*)\n  FORM run_events\n GROUP BY kind");
    await query.run();
    await expect(query.failure).toContainText('syntax error at or near "run_events"');
    await expect(query.failure).toContainText("SQLSTATE 42601");
    await expect(query.editor.locator(".squiggly-error")).toBeVisible();
    await expect(query.text).toContainText("FORM run_events");
    await query.type("SELECT count(*)\n  FROM runs WHERE no_such_column = 1");
    await query.run();
    await expect(query.failure).toContainText('column "no_such_column" does not exist');
    await expect(query.failure).toContainText("SQLSTATE 42703");
    await expect(query.editor.locator(".squiggly-error")).toBeVisible();
    await query.type("SELECT 40 + 2 AS answer");
    await query.run();
    await expect(query.rows.getByRole("gridcell").filter({ hasText: /^42$/ })).toBeVisible();
    await expect(query.editor.locator(".squiggly-error")).toHaveCount(0);
  });

  test("a server that is killed while rows stream: the tab says so, keeps its text, and runs again", async () => {
    const shell = new Shell(page);
    const query = new Query(page);
    await shell.showSection("Query");
    await query.openNew();
    const sql = "SELECT n, repeat('x', 2000), pg_sleep(0.002) FROM generate_series(1, 9000) AS n";
    await query.type(sql);
    await query.run();
    await expect(query.foot).toContainText(/^[1-9][\d,]* rows so far/, { timeout: 30_000 });
    const [server] = serversOf(folder.path);
    if (!server) throw new Error("No server runs.");
    process.kill(server.pid, "SIGKILL");
    await expect(query.failure).toContainText("The connection to the server was lost", { timeout: 30_000 });
    await expect(query.failure).toContainText("Reconnect and look at what the statement did before you repeat it.");
    await expect(query.text).toContainText("generate_series(1, 9000)");
    await expect(shell.status).toContainText("Compute failed");
    await page.getByRole("tab", { name: /^Rows/ }).click();
    await expect(query.foot).toContainText(/^[1-9][\d,]* rows.*The connection to the server was lost/);
    await expect(query.rows.getByRole("gridcell").first()).toBeVisible();
    await query.type("SELECT 'back' AS state");
    await query.run();
    await expect(query.rows.getByRole("gridcell").filter({ hasText: "back" })).toBeVisible({ timeout: 60_000 });
    await shell.showSection("Browse");
    await expect(shell.status).toContainText("Compute active");
    await shell.waitForCatalog();
  });
});
