// Branches of a plain server: turned on for a connection, made by template, opened, reset and deleted.

import { openSession } from "../../electron/postgres/connect.ts";
import { type KillableServer, startKillableServer } from "../../electron/testing/killable-server.ts";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { expect, test } from "../hosts/test.ts";
import { ConnectionForm } from "../pages/connection-form.ts";
import { Query } from "../pages/query.ts";
import { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

let server: KillableServer;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  server = await startKillableServer();
  await onServer("postgres", `CREATE DATABASE "it's <b>shop</b>"`);
  await onServer(database, "CREATE TABLE orders AS SELECT n AS id FROM generate_series(1, 40) AS n");
});

test.afterAll(() => server.close());

const database = "it's <b>shop</b>";

/** What of a branch's details a plain server cannot do, each in its own words. */
const unsupported = [
  "All branches are databases of one server, which Steward neither starts nor stops.",
  "A plain server keeps no history: a branch is a copy of what is there now. Reset a branch",
  "A plain server has no pooler that Steward knows of.",
];

/** What the app has connected for since. */
const sessionsSince = (moment: string) =>
  `SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'Steward%' AND application_name NOT LIKE '%another program%' AND backend_start > '${moment}'`;

async function onServer(name: string, sql: string): Promise<string | null | undefined> {
  const session = await openSession({ ...server.parameters, database: name }, { purpose: "another program" });
  try {
    return (await session.execute(sql)).rows[0]?.[0];
  } finally {
    await session.close();
  }
}

test("databases of a plain server are branches of a connection", async ({ startWeb, pageErrors }) => {
  test.setTimeout(300_000);
  const folder = await prepareSampleFolder();
  const { page, close } = await startWeb({ dataFolder: folder.path });
  pageErrors.watch(page);
  const shell = new Shell(page);
  const query = new Query(page);
  await shell.waitForCatalog();

  await test.step("turn them on where the connection is added", async () => {
    const form = new ConnectionForm(page);
    const { host, port, user, password } = server.parameters;
    await form.open();
    await form.fill({ name: "Plain shop", host, port, database, user, password });
    await form.dialog.getByText("Branches by template databases").click();
    await form.save();
    await shell.selectConnection("Plain shop");
    await expect(page.getByRole("button", { name: `Branch: ${database}` })).toBeVisible();
  });

  const other = await openSession({ ...server.parameters, database }, { purpose: "a colleague" });
  await test.step("see who is on the source, agree to end that session, and make a branch", async () => {
    await shell.showSection("Branches");
    await shell.main.getByRole("button", { name: /^New branch/ }).click();
    const dialog = page.getByRole("dialog", { name: "New branch" });
    await dialog.getByRole("textbox", { name: "Name" }).fill('try "this"');
    // Where pg_dump of the server's version is installed, that would be the way that is chosen.
    await expect(dialog.getByText(/^This one database\./)).toBeVisible();
    await dialog.getByText("As a template", { exact: true }).click();
    const sessions = dialog.getByRole("list", { name: "Sessions in the way" });
    await expect(sessions.getByRole("listitem")).toContainText("it's <b>shop</b>, idle");
    await expect(dialog.getByText("A plain server keeps no history", { exact: false }).first()).toBeVisible();
    await expect(dialog.getByText(/CREATE DATABASE "try ""this"""/)).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Create branch" })).toBeDisabled();
    await dialog.getByText("End this session").click();
    await dialog.getByRole("button", { name: "Create branch" }).click();
    await expect(shell.main.getByRole("row", { name: /try "this"/ })).toContainText("active", { timeout: 60_000 });
  });
  await other.close();

  await test.step("work there, and leave the source as it was", async () => {
    await shell.selectBranch('try "this"');
    await shell.showSection("Query");
    await query.openNew();
    await query.type("DELETE FROM orders WHERE id > 0");
    await query.run();
    await expect.poll(() => onServer('try "this"', "SELECT count(*) FROM orders")).toBe("0");
    expect(await onServer(database, "SELECT count(*) FROM orders")).toBe("40");
    expect(
      await onServer(
        "postgres",
        "SELECT count(*) FROM pg_database WHERE shobj_description(oid, 'pg_database') LIKE 'Steward branch of %'",
      ),
    ).toBe("1");
  });

  await test.step("delete it, with the session of its own tab", async () => {
    await shell.showSection("Branches");
    await shell.main.getByRole("row", { name: /try "this"/ }).click();
    await shell.details.getByRole("button", { name: "Delete the branch" }).click();
    const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog")).filter({ hasText: "Delete try" });
    await dialog.getByText(/^Close 1 open tab/).click();
    await expect(dialog.getByText(/DROP DATABASE/)).toBeVisible();
    const agreement = dialog.getByText(/^End (this|these \d+) session/);
    if (await agreement.isVisible()) await agreement.click();
    await dialog.getByRole("textbox").fill('try "this"');
    await dialog.getByRole("button", { name: "Delete the branch" }).click();
    await expect(shell.main.getByRole("row", { name: /try "this"/ })).toBeHidden({ timeout: 60_000 });
    expect(await onServer("postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE 'try%'")).toBe("0");
  });

  await test.step("after a start the server is not asked for its branches until somebody chooses it", async () => {
    await shell.selectConnection("ContextGround");
    const before = (await onServer("postgres", "SELECT clock_timestamp()")) ?? "";
    await page.reload();
    await shell.showSection("Branches");
    const item = shell.sidebar.getByRole("button", { name: /^Plain shop/ });
    await expect(item).toContainText("not asked yet");
    expect(await onServer("postgres", sessionsSince(before))).toBe("0");
    await takePicture(page, "branches-not-asked");
    await item.click();
    await expect(item).toContainText("1");
    const actions = shell.details.getByRole("button");
    await shell.main.getByRole("row", { name: new RegExp(`^${database}`) }).click();
    for (const name of ["Suspend", "Restore", "Reset from parent", "Delete the branch"])
      await expect(actions.filter({ hasText: new RegExp(`^${name}$`) })).toBeDisabled();
    for (const reason of unsupported)
      await expect(shell.details.getByText(reason, { exact: false }).first()).toBeVisible();
    await takePicture(page, "branches-template-details");
    await shell.main.getByRole("button", { name: "Snapshots" }).click();
    const snapshots = page.getByRole("dialog", { name: "Snapshots" });
    await expect(snapshots.getByText(/A branch without a time to live is what comes nearest/).first()).toBeVisible();
    await takePicture(page, "branches-template-snapshots");
  });
  await close();
  folder.remove();
});
