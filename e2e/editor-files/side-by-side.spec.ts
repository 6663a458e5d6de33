// One statement on several databases: moved between branches, compared row by row, written with a question.
import type { Page } from "@playwright/test";
import { openSession } from "../../electron/postgres/connect.ts";
import { type OpenSample, openSample } from "../hosts/open-sample.ts";
import { keptBranches, onSampleServer, sampleServer } from "../hosts/sample-server.ts";
import { expect, test } from "../hosts/test.ts";
import { Query } from "../pages/query.ts";
import { seriousFindings } from "../pages/serious-findings.ts";
import { takePicture } from "../pictures.ts";

let sample: OpenSample;
let page: Page;
let query: Query;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  test.setTimeout(400_000);
  sample = await openSample();
  page = sample.page;
  query = new Query(page);
  const { shell } = sample;
  await onSampleServer(sample.dataFolder, async (session) => {
    await session.execute("CREATE TABLE public.prices (id int PRIMARY KEY, name text, price numeric)");
    await session.execute("INSERT INTO prices SELECT n, 'item ' || n, n * 1.50 FROM generate_series(1, 5) n");
  });
  await shell.showSection("Branches");
  await shell.main.getByRole("button", { name: /^New branch/ }).click();
  const dialog = page.getByRole("dialog", { name: "New branch" });
  await dialog.getByLabel("Name").fill("preview");
  await dialog.getByRole("button", { name: "Create branch" }).click();
  await expect
    .poll(() => keptBranches(sample.dataFolder).find(({ name }) => name === "preview")?.state, { timeout: 60_000 })
    .toBe("ready");
  await shell.showSection("Query");
  await query.openNew();
});
test.afterAll(async () => {
  await sample.close();
});

const branchButton = () => page.getByRole("button", { name: /^On / });
const targets = () => page.getByRole("list", { name: "Databases" });
const grid = () => page.getByRole("grid", { name: "Rows side by side" });
const gridRow = (text: string) => grid().getByRole("row").filter({ hasText: text });

async function choose(...names: string[]): Promise<void> {
  await branchButton().click();
  await page.getByRole("menuitem", { name: "Run on several, side by side" }).click();
  const dialog = page.getByRole("dialog", { name: "Run side by side" });
  for (const name of names) await dialog.locator("label").filter({ hasText: name }).click();
}

test("a tab moves to another branch and back", async () => {
  await query.type("SELECT pg_catalog.count(*) AS prices FROM prices");
  await branchButton().click();
  await page.getByRole("menuitem", { name: "Move this tab to preview" }).click();
  await expect(page.getByRole("button", { name: "On preview" })).toBeVisible();
  await query.run();
  await expect(query.foot).toContainText("1 row");
  await branchButton().click();
  await page.getByRole("menuitem", { name: "Move this tab to main" }).click();
  await expect(page.getByRole("button", { name: "On main" })).toBeVisible();
});

test("rows that differ are marked, and rows that are only here counted", async () => {
  const preview = await openSession(sampleServer(sample.dataFolder, "contextground", "preview"), {
    purpose: "another program",
  });
  await preview.execute("UPDATE prices SET price = 99 WHERE id = 2");
  await preview.execute("DELETE FROM prices WHERE id = 3");
  await preview.execute("INSERT INTO prices VALUES (6, '<b>new</b>', NULL)");
  await preview.execute("ALTER TABLE prices ADD COLUMN note text");
  await preview.close();
  await query.type("SELECT * FROM prices WHERE id < :most ORDER BY id");
  await query.parameter(":most").fill("100");
  await choose("contextground / preview");
  await takePicture(page, "side-by-side-choose");
  await page.getByRole("button", { name: "Run on 2 databases" }).click();
  await expect(targets().getByRole("listitem", { name: "main" })).toContainText("5 rows");
  await expect(targets().getByRole("listitem", { name: "preview" })).toContainText("5 rows");
  await expect(page.getByRole("radio", { name: "All 6" })).toBeVisible();
  await expect(page.getByRole("radio", { name: "Same 3" })).toBeVisible();
  await expect(page.getByText("1 only in main, 1 only in preview")).toBeVisible();
  await expect(page.getByRole("button", { name: "Rows matched by id" })).toBeVisible();
  await expect(grid().getByRole("columnheader", { name: /note/ })).toContainText("not in main");
  await expect(gridRow("only preview")).toContainText("<b>new</b>");
  await takePicture(page, "side-by-side");
  expect(await seriousFindings(page, "side by side")).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  await takePicture(page, "side-by-side-dark");
  expect(await seriousFindings(page, "side by side, dark")).toEqual([]);
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByRole("radio", { name: "Differ 1" }).click();
  await expect(gridRow("item 2").first()).toContainText("3.00");
  await expect(gridRow("item 2").last()).toContainText("99");
});

test("one database that fails does not hide the others", async () => {
  await page
    .getByRole("tab", { name: /^Query/ })
    .first()
    .click();
  await choose("contextground / preview", "memora / main");
  await page.getByRole("button", { name: "Run on 3 databases" }).click();
  await expect(targets().getByRole("listitem", { name: "memora / main" })).toContainText(
    'relation "prices" does not exist',
  );
  await expect(page.getByRole("radio", { name: "Differ 1" })).toBeVisible();
  await takePicture(page, "side-by-side-failure");
});

test("writes are asked about with the list, and locked production refuses", async () => {
  await page
    .getByRole("tab", { name: /^Query/ })
    .first()
    .click();
  await query.type("UPDATE prices SET price = 7 WHERE id = 1");
  await choose("contextground / preview", "Allow it to write");
  await page.getByRole("button", { name: "Go on with writes" }).click();
  const question = page.getByRole("dialog", { name: "Write on all of these?" });
  await expect(question.getByRole("listitem").filter({ hasText: "main" })).toContainText("locked: it will refuse");
  await takePicture(page, "side-by-side-write");
  await question.getByRole("button", { name: "Write on 2 databases" }).click();
  await expect(targets().getByRole("listitem", { name: "main" })).toContainText("read-only");
  await expect(targets().getByRole("listitem", { name: "preview" })).toContainText("UPDATE 1");
  const price = await onSampleServer(sample.dataFolder, (session) =>
    session.query("SELECT price FROM prices WHERE id = 1"),
  );
  expect(price.rows).toEqual([["1.50"]]);
});
