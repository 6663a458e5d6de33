// A branch is changed and held against its parent: objects, the script between them, rows, and SQL of picked rows.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { openSession } from "../../electron/postgres/connect.ts";
import { type OpenSample, openSample } from "../hosts/open-sample.ts";
import { keptBranches, onSampleServer, sampleServer } from "../hosts/sample-server.ts";
import { expect, test } from "../hosts/test.ts";
import { Query } from "../pages/query.ts";
import { seriousFindings } from "../pages/serious-findings.ts";
import { takePicture } from "../pictures.ts";
import { Diff } from "./diff-page.ts";

let sample: OpenSample;
let page: Page;
let diff: Diff;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  test.setTimeout(400_000);
  sample = await openSample();
  page = sample.page;
  diff = new Diff(page);
  const { shell } = sample;
  await onSampleServer(sample.dataFolder, async (session) => {
    await session.execute("CREATE TABLE public.prices (id int PRIMARY KEY, name text, price numeric)");
    await session.execute("INSERT INTO prices SELECT n, 'item ' || n, n * 1.50 FROM generate_series(1, 5000) n");
    await session.execute("ANALYZE prices");
  });
  await shell.showSection("Branches");
  await shell.main.getByRole("button", { name: /^New branch/ }).click();
  const dialog = page.getByRole("dialog", { name: "New branch" });
  await dialog.getByLabel("Name").fill("preview");
  await dialog.getByRole("button", { name: "Create branch" }).click();
  await expect
    .poll(() => keptBranches(sample.dataFolder).find(({ name }) => name === "preview")?.state, { timeout: 60_000 })
    .toBe("ready");
});
test.afterAll(async () => {
  await sample.close();
});

test("a branch that nobody changed is identical to its parent", async () => {
  await diff.openFor("preview", "main");
  await expect(page.getByRole("heading", { name: "The schemas are identical" })).toBeVisible({ timeout: 30_000 });
  await takePicture(page, "diff-identical");
});

test("what was changed on the branch is listed, with both definitions", async () => {
  const session = await openSession(sampleServer(sample.dataFolder, "contextground", "preview"), {
    purpose: "another program",
  });
  try {
    await session.execute(
      `ALTER TABLE prices ADD COLUMN "note <b>" text, ADD CONSTRAINT named NOT NULL name NOT VALID`,
    );
    await session.execute("CREATE INDEX prices_by_name ON prices (name)");
    await session.execute("CREATE TABLE discounts (id int PRIMARY KEY, share numeric CHECK (share < 1))");
    await session.execute("UPDATE prices SET price = price + 1 WHERE id IN (7, 70)");
    await session.execute("DELETE FROM prices WHERE id = 11");
    await session.execute("INSERT INTO prices VALUES (9001, 'it''s new', 1)");
  } finally {
    await session.close();
  }
  await diff.compareAgain();
  await expect(diff.objects.getByRole("button")).toHaveText([/discounts.*added/, /prices.*changed/], {
    timeout: 30_000,
  });
  await diff.objects.getByRole("button", { name: /prices/ }).click();
  const parts = page.getByRole("table", { name: "What differs" });
  await expect(parts.getByRole("row").filter({ hasText: "note <b>" })).toContainText("added");
  await expect(parts.getByRole("row").filter({ hasText: "NOT NULL rests on" })).toContainText("not valid");
  await expect(page.getByRole("note").filter({ hasText: "not in the script" })).toBeVisible();
  const sides = page.getByRole("region", { name: "Definitions side by side" });
  await expect(sides.getByRole("row").filter({ hasText: "note <b>" })).toContainText("added");
  expect(await seriousFindings(page, "objects that differ")).toEqual([]);
  await takePicture(page, "diff-objects");
});

test("the script says what it costs, opens in the editor, and makes the parent like the branch", async () => {
  await diff.show("Script");
  await expect(diff.statements.getByRole("listitem").filter({ hasText: "prices_by_name" }).first()).toContainText(
    "blocks writes",
  );
  expect(await seriousFindings(page, "the script")).toEqual([]);
  await takePicture(page, "diff-script");
  await page.getByRole("button", { name: "Open in the editor" }).click();
  const query = new Query(page);
  await expect(query.editor).toContainText("Makes main like preview.");
});

test("a script is checked on a copy: what it does not do is said, and in the end that it does all", async () => {
  test.setTimeout(150_000);
  await diff.openFor("preview", "main");
  await diff.show("Script");
  await page.getByRole("button", { name: "Check on a copy" }).click();
  const failed = page.getByRole("alert").filter({ hasText: "does not make" });
  await expect(failed).toContainText("column name", { timeout: 60_000 });
  await takePicture(page, "diff-check-differs");
  const session = await openSession(sampleServer(sample.dataFolder, "contextground", "preview"), {
    purpose: "validating",
  });
  await session.execute("ALTER TABLE prices VALIDATE CONSTRAINT named");
  await session.close();
  await diff.compareAgain();
  await page.getByRole("radio", { name: "Online" }).click();
  await expect(diff.statements).toContainText("CREATE INDEX CONCURRENTLY prices_by_name");
  await expect(diff.statements).toContainText(/Step 1 of \d+/);
  await page.getByRole("button", { name: "Check on a copy" }).click();
  await expect(page.getByRole("status").filter({ hasText: "became like the second" })).toBeVisible({ timeout: 60_000 });
  expect(await seriousFindings(page, "a script that was checked")).toEqual([]);
  await takePicture(page, "diff-check-equal");
});

test("a script becomes a migration: a draft with its way back, or files where each step is committed", async () => {
  await page.getByRole("button", { name: /^Make \d+ migrations$/ }).click();
  const dialog = page.getByRole("dialog", { name: "Make migrations" });
  await dialog.getByLabel("Name").fill("like preview");
  await expect(dialog.getByRole("button", { name: /^Write/ })).toBeDisabled();
  await takePicture(page, "diff-make-migrations");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("radio", { name: "Plain" }).click();
  await page.getByRole("button", { name: "Make a migration" }).click();
  await expect(page.getByRole("heading", { name: "New migration" })).toBeVisible({ timeout: 30_000 });
  await takePicture(page, "diff-as-draft");
});

test("rows are compared, picked, and made into SQL that is not run by itself", async () => {
  await diff.openFor("preview", "main");
  await diff.show("Rows");
  await diff.compareRows("prices");
  const rows = diff.rowsOf("prices");
  await expect(rows.getByRole("row")).toHaveCount(5, { timeout: 30_000 });
  await expect(rows.getByRole("row").nth(1)).toContainText(/changed.*item 7.*10\.50.*11\.50/s);
  await expect(rows.getByRole("row").nth(2)).toContainText("only in main");
  expect(await seriousFindings(page, "rows that differ")).toEqual([]);
  await rows
    .locator("label")
    .filter({ hasText: /^Pick 7$/ })
    .click();
  await rows.locator("label").filter({ hasText: "Pick 9001" }).click();
  await takePicture(page, "diff-rows");
  await page.getByRole("button", { name: "SQL in the editor" }).click();
  const query = new Query(page);
  await expect(query.editor).toContainText("UPDATE");
  await expect(query.editor).toContainText("INSERT INTO");
  await onSampleServer(sample.dataFolder, async (session) => {
    expect((await session.query("SELECT price FROM prices WHERE id = 7")).rows).toEqual([["10.50"]]);
  });
});

test("a database is held against its migrations, and what drifted becomes a migration or is taken back", async () => {
  test.setTimeout(150_000);
  const migrations = join(sample.dataFolder, "workspace", "migrations", "contextground");
  rmSync(migrations, { recursive: true, force: true });
  mkdirSync(migrations, { recursive: true });
  writeFileSync(join(migrations, "0001_prices.up.sql"), "CREATE TABLE public.prices (id int PRIMARY KEY, name text);");
  await diff.openFor("preview", "main");
  await diff.show("Drift");
  await page.getByRole("button", { name: "Look for drift" }).click();
  const drifted = page.getByRole("list", { name: "Objects that drifted" });
  await expect(drifted.getByRole("listitem").filter({ hasText: "public.prices" })).toContainText("column price", {
    timeout: 60_000,
  });
  await expect(drifted).toContainText("public.run_events");
  expect(await seriousFindings(page, "drift")).toEqual([]);
  await takePicture(page, "drift");
  await page.getByRole("radio", { name: "Take it back" }).click();
  await expect(diff.statements.filter({ visible: true })).toContainText('DROP COLUMN "price"');
});

test("turned round, what was added is removed, and the script says that it loses data", async () => {
  await diff.openFor("preview", "main");
  await page.getByRole("button", { name: "Turn round" }).click();
  await expect(diff.objects.getByRole("button")).toHaveText([/discounts.*removed/, /prices.*changed/], {
    timeout: 30_000,
  });
  await diff.show("Script");
  await expect(diff.statements).toContainText("loses data");
});

test("a database is held against a file: what its models would make, and the script that makes it so", async () => {
  test.setTimeout(120_000);
  const file = join(sample.dataFolder, "shop.prisma");
  await diff.openFor("preview", "main");
  await diff.show("Against a file");
  const choice = page.getByRole("form", { name: "A file to compare with" });
  await choice.getByLabel("File or folder").fill(join(sample.dataFolder, "nowhere.sql"));
  await choice.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "nowhere.sql" })).toBeVisible({ timeout: 30_000 });
  await takePicture(page, "diff-file-missing");
  writeFileSync(file, 'datasource db {\n  provider = "postgresql"\n}\n\nmodel prices {\n  id Nothing\n}\n');
  await choice.getByLabel("File or folder").fill(file);
  await choice.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "shop.prisma:6" })).toBeVisible({ timeout: 60_000 });
  writeFileSync(
    file,
    'datasource db {\n  provider = "postgresql"\n}\n\nmodel prices {\n  id    Int      @id\n  name  String\n  price Decimal?\n  at    DateTime @default(now())\n}\n',
  );
  await choice.getByRole("button", { name: "Compare" }).click();
  const differing = page.getByRole("list", { name: "Objects that differ from the file" });
  await expect(differing.getByRole("listitem").filter({ hasText: "public.prices" })).toContainText("column at", {
    timeout: 60_000,
  });
  expect(await seriousFindings(page, "a database and a file")).toEqual([]);
  await takePicture(page, "diff-file");
  await page.getByRole("radio", { name: "The file, like the database" }).click();
  await expect(differing.getByRole("listitem").filter({ hasText: "public.run_events" })).toContainText("added", {
    timeout: 60_000,
  });
});
