// The catalog as people use it: expand, filter, look into every kind, go anywhere by letters, names that attack, a poor role.
import type { Page } from "@playwright/test";
import { openSession } from "../../electron/postgres/connect.ts";
import { ask } from "../hosts/ask.ts";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { keptBranches, sampleServer } from "../hosts/sample-server.ts";
import { type DesktopHost, startDesktop } from "../hosts/start-desktop.ts";
import { expect, test } from "../hosts/test.ts";
import { Catalog } from "../pages/catalog.ts";
import { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

const guest = { user: "catalog_guest", password: "guest-of-the-catalog" };
const longName = "exactly_sixty_three_bytes_long_name_of_a_table_0123456789_abcde";
const attack = 'T"able\n<img src=x onerror=alert(1)>';
const objects = [
  "CREATE SCHEMA zoo",
  "CREATE TYPE zoo.mood AS ENUM ('low', 'high')",
  "CREATE TABLE zoo.customer_orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mood zoo.mood, amount numeric CHECK (amount > 0))",
  "COMMENT ON TABLE zoo.customer_orders IS 'One line for each <b>order</b>'",
  "CREATE INDEX by_amount ON zoo.customer_orders (amount)",
  "CREATE STATISTICS zoo.together ON mood, amount FROM zoo.customer_orders",
  "CREATE FUNCTION zoo.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
  "CREATE TRIGGER touched BEFORE UPDATE ON zoo.customer_orders FOR EACH ROW EXECUTE FUNCTION zoo.touch()",
  "CREATE RULE quiet AS ON DELETE TO zoo.customer_orders WHERE old.amount = 0 DO INSTEAD NOTHING",
  "CREATE POLICY everybody ON zoo.customer_orders USING (true)",
  "CREATE VIEW zoo.cheap AS SELECT * FROM zoo.customer_orders WHERE amount < 5",
  "CREATE MATERIALIZED VIEW zoo.totals AS SELECT mood, sum(amount) FROM zoo.customer_orders GROUP BY mood",
  "CREATE PROCEDURE zoo.tidy() LANGUAGE sql AS ''",
  "CREATE AGGREGATE zoo.product(int) (SFUNC = int4mul, STYPE = int)",
  "CREATE OPERATOR zoo.!~ (FUNCTION = int4um, RIGHTARG = int)",
  "CREATE COLLATION zoo.plain (PROVIDER = libc, LOCALE = 'C')",
  "CREATE TEXT SEARCH DICTIONARY zoo.words (TEMPLATE = pg_catalog.simple)",
  "CREATE TABLE zoo.parted (at date) PARTITION BY RANGE (at)",
  "CREATE TABLE zoo.parted_2024 PARTITION OF zoo.parted FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
  `CREATE TABLE zoo."${attack.replace('"', '""')}" (a int)`,
  'CREATE TABLE zoo."bidi\u202etxt" (a int)',
  `CREATE TABLE zoo.${longName} (a int)`,
  "CREATE PUBLICATION news FOR TABLE zoo.parted",
  `CREATE ROLE ${guest.user} LOGIN PASSWORD '${guest.password}'`,
  "GRANT USAGE ON SCHEMA zoo TO PUBLIC",
  "GRANT SELECT (id) ON zoo.customer_orders TO PUBLIC",
  "CREATE SCHEMA closed CREATE TABLE hidden (a int)",
];

let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
let host: DesktopHost;
let page: Page;
let shell: Shell;
let catalog: Catalog;
test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = await prepareSampleFolder();
  host = await startDesktop({ dataFolder: folder.path });
  page = host.page;
  shell = new Shell(page);
  catalog = new Catalog(page);
  await shell.waitForCatalog();
  const admin = keptBranches(folder.path).find(({ isDefault }) => isDefault)?.passwords.steward_admin ?? "";
  const address = { ...sampleServer(folder.path), user: "steward_admin", password: admin };
  const session = await openSession(address, { purpose: "another program" });
  for (const sql of objects) await session.execute(sql);
  await session.close();
  const { host: name, port, database } = address;
  const fields = {
    name: "As a guest",
    environment: "development",
    host: name,
    port,
    tls: "disable",
    database,
    ...guest,
  };
  await ask(page, "connections.save", { id: null, fields });
  await page.getByRole("button", { name: "Read the catalog again" }).click();
  await page.setViewportSize({ width: 1280, height: 1200 });
});
test.afterAll(async () => {
  await host.close();
  folder.remove();
});

test("schemas, kinds, tables and their parts open level by level, by mouse and by keys", async () => {
  await catalog.line("public").click();
  await catalog.expand("zoo");
  await expect(catalog.line("Tables")).toBeVisible();
  await expect(catalog.line("parted")).toHaveAttribute("aria-level", "3");
  await expect(catalog.line("parted_2024")).toBeHidden();
  await catalog.expand("parted");
  await expect(catalog.line("parted_2024")).toHaveAttribute("aria-level", "5");
  await catalog.expand("customer_orders");
  await expect(catalog.line("amount")).toBeVisible();
  for (const part of ["Columns", "Constraints", "Indexes", "Triggers", "Rules", "Policies"])
    await expect(catalog.line(part).first()).toBeVisible();
  await takePicture(page, "catalog-tree-light");
  await catalog.collapse("customer_orders");
  await catalog.collapse("parted");
  await catalog.line("zoo").click();
  await expect(catalog.line("parted")).toBeHidden();
  await catalog.tree.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Alt+Enter");
  await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
});

test("names that attack are text", async () => {
  const shown = 'T"able\\u{a}<img src=x onerror=alert(1)>';
  await expect(catalog.line(shown)).toBeVisible();
  await expect(catalog.line("bidi\\u{202e}txt")).toBeVisible();
  await expect(catalog.line(longName)).toBeVisible();
  await catalog.line(shown).hover();
  await catalog.line(shown).getByRole("button", { name: "Details" }).click();
  const details = catalog.details(`table ${shown}`);
  await expect(details.getByRole("heading", { level: 2 })).toContainText(shown);
  await catalog.showView(details, "Definition");
  await expect(details).toContainText('CREATE TABLE "zoo"."T""able');
  expect(await page.locator("img").count()).toBe(0);
});

test("every kind has details with its definition, its dependencies and its privileges", async () => {
  test.setTimeout(120_000);
  const inSchema = [
    ["Views", "cheap", "view cheap", "CREATE VIEW"],
    ["Materialized views", "totals", "materialized view totals", "CREATE MATERIALIZED VIEW"],
    ["Functions", "touch()", "function touch()", "CREATE OR REPLACE FUNCTION zoo.touch()"],
    ["Procedures", "tidy()", "procedure tidy()", "CREATE OR REPLACE PROCEDURE"],
    ["Aggregates", "product(integer)", "aggregate product(integer)", "CREATE AGGREGATE zoo.product(integer)"],
    ["Types", "mood", "type mood", "CREATE TYPE zoo.mood AS ENUM"],
    ["Sequences", "customer_orders_id_seq", "sequence customer_orders_id_seq", "CREATE SEQUENCE"],
    ["Operators", "!~(NONE, integer)", "operator !~(NONE, integer)", "CREATE OPERATOR zoo.!~"],
    ["Collations", "plain", "collation plain", "CREATE COLLATION zoo.plain"],
    ["Statistics objects", "together", "statistics object together", "CREATE STATISTICS zoo.together"],
    ["Text search dictionaries", "words", "text search dictionary words", "CREATE TEXT SEARCH DICTIONARY"],
  ] as const;
  for (const [group, line, title, sql] of inSchema) {
    await catalog.expand(group);
    await open(line, title, sql);
    await catalog.line(group).click();
  }
  await catalog.expand("customer_orders");
  const onTable = [
    [null, "amount", "column amount", "ADD COLUMN"],
    ["Constraints", "customer_orders_amount_check", "constraint customer_orders_amount_check", "ADD CONSTRAINT"],
    ["Indexes", "by_amount", "index by_amount", "CREATE INDEX by_amount"],
    ["Triggers", "touched", "trigger touched", "CREATE TRIGGER touched"],
    ["Rules", "quiet", "rule quiet", "CREATE RULE quiet"],
    ["Policies", "everybody", "policy everybody", "CREATE POLICY everybody"],
  ] as const;
  for (const [group, line, title, sql] of onTable) {
    if (group) await catalog.expand(group);
    await open(line, title, sql);
  }
  await catalog.line("zoo").click();
  await catalog.expand("Database and server");
  const inDatabase = [
    ["Extensions", "plpgsql", "extension plpgsql", "CREATE EXTENSION"],
    ["Publications", "news", "publication news", "CREATE PUBLICATION news FOR TABLE ONLY zoo.parted"],
    ["Roles", guest.user, `role ${guest.user}`, `CREATE ROLE ${guest.user}`],
  ] as const;
  for (const [group, line, title, sql] of inDatabase) {
    await catalog.expand(group);
    await open(line, title, sql);
    await catalog.line(group).click();
  }
  await catalog.line("Database and server").click();
});

async function open(line: string, title: string, sql: string): Promise<void> {
  const item = catalog.line(line).first();
  const hasRows = /^(view|materialized view|sequence) /.test(title);
  if (hasRows) {
    await item.hover();
    await item.getByRole("button", { name: "Details" }).click();
  } else await item.click();
  const details = catalog.details(title);
  await catalog.showView(details, "Definition");
  await expect(details).toContainText(sql);
}

test("dependencies lead both ways, and privileges are listed", async () => {
  await catalog.openAnything("cusOrd");
  const first = catalog.palette.getByRole("option").first();
  await expect(first).toContainText("customer_orders");
  await page.keyboard.press("Escape");
  await catalog.filter("customer_ord");
  await catalog.line("customer_orders").hover();
  await catalog.line("customer_orders").getByRole("button", { name: "Details" }).click();
  await catalog.filter("");
  const details = catalog.details("table customer_orders");
  await expect(details).toContainText("One line for each <b>order</b>");
  await expect(details.getByRole("table", { name: "Columns" })).toContainText("numeric");
  await expect(details.getByRole("table", { name: "Indexes" })).toContainText("by_amount");
  await takePicture(page, "catalog-overview-light");
  await catalog.showView(details, "Privileges");
  await expect(details.getByRole("table", { name: "Privileges" })).toContainText("PUBLIC, everybody");
  await expect(details).toContainText('GRANT SELECT ("id") ON TABLE zoo.customer_orders TO PUBLIC');
  await takePicture(page, "catalog-privileges-light");
  await catalog.showView(details, "Dependencies");
  await expect(details.getByRole("table", { name: "Depends on" })).toContainText("zoo.mood");
  await takePicture(page, "catalog-dependencies-light");
  await details.getByRole("table", { name: "Used by" }).getByRole("button", { name: "zoo.cheap", exact: true }).click();
  const view = catalog.details("view cheap");
  await catalog.showView(view, "Dependencies");
  await expect(view.getByRole("table", { name: "Depends on" })).toContainText("zoo.customer_orders");
});

test("open anything goes to any kind, a column after a dot, and offers what was opened last", async () => {
  await catalog.openAnything("prod");
  await expect(catalog.palette.getByRole("option", { name: /product\(integer\)/ }).first()).toBeVisible();
  await catalog.palette.getByRole("combobox").fill("customerorders.amo");
  await catalog.palette
    .getByRole("option")
    .filter({ hasText: /^amountzoo.customer_orders/ })
    .click();
  await expect(catalog.details("column amount")).toBeVisible();
  await catalog.openAnything("");
  await expect(catalog.palette.getByRole("group", { name: "Recent" }).getByRole("option").first()).toContainText(
    "amount",
  );
  await takePicture(page, "catalog-open-anything-light");
  await catalog.palette.getByRole("combobox").fill("zzzzz");
  await expect(catalog.palette).toContainText("No object has these letters");
  await page.keyboard.press("Escape");
});

test("what a poor role may not read is shown as unreadable, never as empty", async () => {
  await shell.selectConnection("As a guest");
  await expect(catalog.line("closed")).toBeVisible();
  await catalog.expand("closed");
  await expect(catalog.line("unreadable: no USAGE on this schema")).toBeVisible();
  await catalog.line("closed").hover();
  await catalog.line("closed").getByRole("button", { name: "Details" }).click();
  await expect(catalog.details("schema closed")).toContainText(
    `Unreadable: the role ${guest.user} has no USAGE on it.`,
  );
  await catalog.expand("zoo");
  await expect(catalog.line("parted")).toHaveAttribute("aria-description", "unreadable");
  await catalog.line("parted").hover();
  await catalog.line("parted").getByRole("button", { name: "Details" }).click();
  await expect(catalog.details("table parted")).toContainText(`the role ${guest.user} may not SELECT from it.`);
  await page.emulateMedia({ colorScheme: "dark" });
  await takePicture(page, "catalog-unreadable-dark");
  await catalog.expand("customer_orders");
  await expect(catalog.line("mood").first()).toHaveAttribute("aria-description", "unreadable");
});
