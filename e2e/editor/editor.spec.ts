// Writing SQL: completion, what a name means, parameters, several results, errors in their place, saved files, branches.
import type { Page } from "@playwright/test";
import { openSession } from "../../electron/postgres/connect.ts";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { keptBranches, sampleServer } from "../hosts/sample-server.ts";
import { startWeb, type WebHost } from "../hosts/start-web.ts";
import { expect, test } from "../hosts/test.ts";
import { Query } from "../pages/query.ts";
import { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

const attack = 'A"b\n<img src=x onerror=alert(1)>';
const objects = [
  "CREATE SCHEMA written",
  "CREATE TYPE written.mood AS ENUM ('low', 'high')",
  "CREATE TABLE written.people (id int PRIMARY KEY, name text, mood written.mood)",
  "INSERT INTO written.people VALUES (1, 'Ada', 'high'), (2, '', 'low'), (3, NULL, 'low')",
  `CREATE TABLE written."${attack.replace('"', '""')}" ("Col\n<b>" int)`,
  "CREATE FUNCTION written.tell(what text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE NOTICE ''told %'', what; RETURN what; END'",
];

let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
let host: WebHost;
let page: Page;
let shell: Shell;
let query: Query;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  test.setTimeout(400_000);
  folder = await prepareSampleFolder();
  host = await startWeb({ dataFolder: folder.path });
  page = host.page;
  shell = new Shell(page);
  query = new Query(page);
  await shell.waitForCatalog();
  const admin = keptBranches(folder.path).find(({ isDefault }) => isDefault)?.passwords.steward_admin ?? "";
  const address = { ...sampleServer(folder.path), user: "steward_admin", password: admin };
  const session = await openSession(address, { purpose: "another program" });
  for (const sql of objects) await session.execute(sql);
  await session.execute("GRANT USAGE ON SCHEMA written TO PUBLIC");
  await session.execute("GRANT SELECT ON ALL TABLES IN SCHEMA written TO PUBLIC");
  await session.close();
  await shell.showSection("Query");
});
test.afterAll(async () => {
  await host.close();
  folder.remove();
});

test("a join is written with what completion offers", async () => {
  await query.openNew();
  await query.typeSlowly("SELECT * FROM documents d JOIN ");
  await query.takeOffer(/^versions ON versions\.document_id = d\.id/);
  await expect(query.text).toContainText("JOIN versions ON versions.document_id = d.id");
  await query.typeSlowly(" WHERE d.tit");
  await takePicture(page, "editor-completion");
  await query.takeOffer(/^title/);
  await expect(query.text).toContainText("WHERE d.title");
});

test("a name tells what it means, and leads to its table", async () => {
  await query.openNew();
  await query.type("SELECT title FROM documents");
  await query.text.getByText("documents").hover();
  const told = page.locator(".monaco-hover").filter({ visible: true });
  await expect(told).toContainText("table public.documents");
  await expect(told).toContainText("title text not null");
  await takePicture(page, "editor-hover");
  await page.keyboard.press("F12");
  await expect(page.getByRole("tab", { name: /^documents/ })).toBeVisible();
  await shell.showSection("Query");
});

test("a text is laid out anew, or left alone with the reason", async () => {
  await query.openNew();
  await query.type("select title from documents where title = 'a  b' -- why");
  await page.keyboard.press("Shift+Alt+F");
  await expect(query.text).toContainText(/SELECT\s*title\s*FROM\s*documents\s*WHERE\s*title\s=\s'a\s\sb'\s--\swhy/);
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(query.text).toContainText(/select\stitle\sfrom\sdocuments/);
  await query.type("selec 1");
  await page.keyboard.press("Shift+Alt+F");
  await expect(page.getByText(/Not formatted. The text does not parse: syntax error/)).toBeVisible();
  await page.getByRole("button", { name: "Close", exact: true }).click();
});

test("parameters have types, wait for their values, and are sent beside the text", async () => {
  await query.openNew();
  await query.type(
    "SELECT id, name\nFROM written.people\nWHERE mood = :mood AND id > $1 AND ':no' <> name::text\nORDER BY id",
  );
  await expect(query.parameters.getByRole("textbox").or(query.parameters.getByRole("combobox"))).toHaveCount(2);
  await expect(query.parameters).toContainText("written.mood");
  await expect(query.parameters).toContainText("integer");
  await query.run();
  await expect(query.parameter(":mood")).toBeFocused();
  await expect(query.parameter(":mood")).toHaveAttribute("aria-invalid", "true");
  await expect(query.parameters.getByRole("alert")).toContainText("2 parameters need a value");
  await takePicture(page, "editor-parameters-asked");
  await query.parameter(":mood").fill("low");
  await query.parameter("$1").fill("one");
  await page.keyboard.press("Enter");
  await expect(query.failure).toContainText('invalid input syntax for type integer: "one"');
  await expect(query.parameter("$1")).toHaveAttribute("aria-invalid", "true");
  await expect(query.underlined).toHaveCount(1);
  await takePicture(page, "editor-parameters-refused");
  await query.parameter("$1").fill("1");
  await page.keyboard.press("Enter");
  await expect(query.cell("2")).toBeVisible();
  await expect(query.foot).toContainText("1 row");
  await takePicture(page, "editor-parameters");
});

test("NULL and empty text are two values, kept with the tab, and plans use them", async () => {
  await query.type("SELECT :a::text IS NULL AS is_null, :a::text = '' AS is_empty");
  await query.parameters.getByRole("button", { name: ":a is NULL" }).click();
  await expect(query.parameter(":a")).toHaveAttribute("placeholder", "NULL");
  await query.run();
  await expect(query.cell("t")).toBeVisible();
  await query.parameters.getByRole("button", { name: ":a is empty text" }).click();
  await query.run();
  await expect(query.cell("f")).toBeVisible();
  await expect(query.cell("t")).toBeVisible();
  await page.waitForTimeout(400); // the draft's and the values' files are written a moment later
  await page.reload();
  await expect(query.editor).toBeVisible({ timeout: 30_000 });
  await expect(query.parameter(":a")).toHaveAttribute("placeholder", "empty text");
  await query.explainAnalyze();
});

test("every statement of a script has its result, its notices and its error in their place", async () => {
  await query.openNew();
  await query.type(
    "SELECT 1 AS one;\nSELECT written.tell('<b>first</b>');\nSELECT 'two' AS a, nothing\nFROM written.people; SELECT 3",
  );
  await query.runAll();
  await expect(query.statements).toHaveCount(3);
  await expect(query.statements.nth(2)).toHaveAttribute("aria-selected", "true");
  await expect(query.failure).toContainText('column "nothing" does not exist');
  await expect(query.failure).toContainText("SELECT 'two' AS a, nothing");
  await expect(page.getByText("2 done, 1 failed, 1 not sent")).toBeVisible();
  await expect(query.underlined).toHaveCount(1);
  await takePicture(page, "editor-results-failed");
  await page.getByRole("button", { name: "Show line 3" }).click();
  await expect(shell.status).toContainText("Ln 3, Col 20");
  await query.statements.nth(2).focus();
  await page.keyboard.press("Home");
  await expect(query.statements.first()).toBeFocused();
  await expect(query.cell("1")).toBeVisible();
  await page.getByRole("tab", { name: /^Messages/ }).click();
  await expect(page.getByText("NOTICE: told <b>first</b>")).toBeVisible();
  await takePicture(page, "editor-results-messages");
  await page.getByRole("tab", { name: /^Rows/ }).click();
});

test("a pinned result stays beside what runs next", async () => {
  await page.getByRole("button", { name: "Keep this result when something else runs" }).click();
  await query.type("SELECT 'later' AS word");
  await query.run();
  await expect(query.cell("later")).toBeVisible();
  await expect(query.statements).toHaveCount(2);
  await query.statements.first().click();
  await expect(query.cell("1")).toBeVisible();
  await takePicture(page, "editor-results-pinned");
  await page.getByRole("button", { name: "Unpin this result" }).click();
  await expect(query.cell("later")).toBeVisible();
  await expect(query.statements).toHaveCount(0);
  await query.type("SELECT 'beside it' AS word");
  await page.keyboard.press("ControlOrMeta+\\");
  await expect(query.cell("beside it")).toBeVisible();
  await query.statements.first().click();
  await expect(query.cell("later")).toBeVisible();
  await page.getByRole("button", { name: "Unpin this result" }).click();
});

test("a long script runs, and any of their results is at hand", async () => {
  await query.openNew();
  await query.type(Array.from({ length: 200 }, (_, index) => `SELECT ${index + 1} AS n;`).join("\n"));
  await query.runAll();
  await expect(page.getByText("200 done")).toBeVisible({ timeout: 60_000 });
  await query.statements.first().click();
  await page.keyboard.press("End");
  await expect(query.cell("200")).toBeVisible();
  await expect(query.statements.last()).toHaveAttribute("aria-posinset", "200");
  await takePicture(page, "editor-results-long");
});

test("what will run is marked: whole lines, or the words where two statements share a line", async () => {
  await query.openNew();
  await query.type("SELECT 1;\n\nSELECT 2; SELECT 3");
  await expect(query.editor.locator(".sql-editor-marked-words")).toHaveText(["SELECT", /^\s$/, "3"]);
  await page.keyboard.press("ControlOrMeta+Home");
  await expect(query.editor.locator(".sql-editor-marked")).toHaveCount(1);
  await expect(query.editor.locator(".sql-editor-marked-words")).toHaveCount(0);
  await takePicture(page, "editor-marked");
});

test("names that attack are completed as quoted text, and nothing of them runs", async () => {
  await query.openNew();
  await query.typeSlowly("SELECT * FROM written.");
  await query.takeOffer(/onerror/);
  await expect(query.text).toContainText('"A""b');
  await takePicture(page, "editor-attack");
  await query.run();
  await expect(page.getByText("The statement gave columns and no rows.")).toBeVisible();
  await expect(page.locator("img[src=x]")).toHaveCount(0);
});

test("a layout keeps parameters, and the statement still runs", async () => {
  await query.openNew();
  await query.type("select id from written.people where id=:id and name=$1");
  await page.keyboard.press("Shift+Alt+F");
  await expect(query.text).toContainText(/WHERE\s*id\s=\s:id\s*AND\sname\s=\s\$1/);
  await query.parameter(":id").fill("1");
  await query.parameter("$1").fill("Ada");
  await query.run();
  await expect(query.cell("1")).toBeVisible();
});
