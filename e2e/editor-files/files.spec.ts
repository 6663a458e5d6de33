// Queries as files: saved, opened again, changed by another program, and never written over unseen.
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { startWeb, type WebHost } from "../hosts/start-web.ts";
import { expect, test } from "../hosts/test.ts";
import { Query } from "../pages/query.ts";
import { QueryFiles } from "../pages/query-files.ts";
import { seriousFindings } from "../pages/serious-findings.ts";
import { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
let queries: string;
let host: WebHost;
let page: Page;
let query: Query;
let files: QueryFiles;

const read = (name: string) => readFileSync(join(queries, name), "utf8");

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  test.setTimeout(400_000);
  folder = await prepareSampleFolder();
  queries = mkdtempSync(join(tmpdir(), "steward-queries-"));
  host = await startWeb({ dataFolder: folder.path });
  page = host.page;
  query = new Query(page);
  files = new QueryFiles(page);
  const shell = new Shell(page);
  await shell.waitForCatalog();
  await shell.showSection("Query");
});
test.afterAll(async () => {
  await host.close();
  folder.remove();
  rmSync(queries, { recursive: true, force: true });
});

test("a query is saved as a file, and the tab says when the file lacks something", async () => {
  await query.openNew();
  await query.type("SELECT 1 AS first");
  await files.saveAs(queries, "report");
  await expect(page.getByRole("tab", { name: /^report\.sql/ })).toBeVisible();
  expect(read("report.sql")).toBe("SELECT 1 AS first");
  await expect(files.unsaved("report.sql")).toBeHidden();
  await query.type("SELECT 2 AS second");
  await expect(files.unsaved("report.sql")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+S");
  await expect(files.unsaved("report.sql")).toBeHidden();
  expect(read("report.sql")).toBe("SELECT 2 AS second");
});

test("a file in its own line breaks and with its mark comes back so", async () => {
  writeFileSync(join(queries, "windows.sql"), "\uFEFFSELECT 1\r\nAS one;\r\n");
  await files.open(queries, "windows.sql");
  await expect(query.text).toContainText(/AS\sone/);
  await expect(page.getByText("UTF-8 with BOM CRLF")).toBeVisible();
  await query.typeSlowly("-- end");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+S");
  await expect(files.unsaved("windows.sql")).toBeHidden();
  expect(read("windows.sql")).toBe("\uFEFFSELECT 1\r\nAS one;\r\n-- end");
  writeFileSync(join(queries, "latin.sql"), Buffer.from([0x2d, 0x2d, 0xe4]));
  await files.list.getByRole("button", { name: "Open a query file" }).click();
  await files.goTo(files.openDialog, queries);
  await files.openDialog.getByRole("button", { name: /^latin/ }).click();
  await files.openDialog.getByRole("button", { name: "Open", exact: true }).click();
  await expect(files.openDialog.getByRole("alert")).toContainText("line 1 has bytes that are no UTF-8");
  await takePicture(page, "query-files-open");
  expect(await seriousFindings(page, "opening a file")).toEqual([]);
  await page.keyboard.press("Escape");
});

test("what another program wrote is not written over, and can be taken", async () => {
  await page.getByRole("tab", { name: /^report\.sql/ }).click();
  await query.type("SELECT 'mine'");
  writeFileSync(join(queries, "report.sql"), "SELECT 'theirs'");
  await page.keyboard.press("ControlOrMeta+S");
  const notice = page.getByRole("alert").filter({ hasText: "was changed by another program" });
  await expect(notice).toContainText("Your changes are not in it");
  expect(read("report.sql")).toBe("SELECT 'theirs'");
  await takePicture(page, "query-files-changed");
  expect(await seriousFindings(page, "a file that changed")).toEqual([]);
  await notice.getByRole("button", { name: "Take the file's text" }).click();
  await expect(query.text).toContainText("theirs");
  await expect(notice).toBeHidden();
  await expect(files.unsaved("report.sql")).toBeHidden();
});

test("a file that was renamed is said to be gone, and is saved elsewhere", async () => {
  renameSync(join(queries, "report.sql"), join(queries, "moved.sql"));
  const notice = page.getByRole("alert").filter({ hasText: "is not there any more" });
  await expect(notice).toBeVisible({ timeout: 15_000 });
  await notice.getByRole("button", { name: "Save as" }).click();
  await files.saveDialog.getByLabel("Name").fill("moved.sql");
  await files.saveDialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(files.saveDialog.getByRole("alert")).toContainText("There is a file moved.sql already");
  await files.saveDialog.getByLabel("Name").fill("again.sql");
  await files.saveDialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("tab", { name: /^again\.sql/ })).toBeVisible();
  await expect(notice).toBeHidden();
  expect(read("again.sql")).toBe("SELECT 'theirs'");
});

test("closing a tab whose file lacks changes asks; a folder of favourites stands in the sidebar", async () => {
  await query.type("SELECT 'last'");
  await query.closeTab("again.sql");
  const question = page.getByRole("dialog", { name: "Save again.sql first?" });
  await takePicture(page, "query-files-close");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("tab", { name: /^again\.sql/ })).toBeVisible();
  await query.closeTab("again.sql");
  await question.getByRole("button", { name: "Save and close" }).click();
  await expect(page.getByRole("tab", { name: /^again\.sql/ })).toBeHidden();
  expect(read("again.sql")).toBe("SELECT 'last'");
  mkdirSync(join(queries, "team"));
  writeFileSync(join(queries, "team", "top <b>customers.sql"), "SELECT 'team'");
  await files.list.getByRole("button", { name: "Folder of favourites" }).click();
  const dialog = page.getByRole("dialog", { name: "Folder of favourites" });
  await files.goTo(dialog, join(queries, "team"));
  await expect(dialog.getByText("top <b>customers.sql")).toBeVisible();
  await dialog.getByRole("button", { name: "Use this folder" }).click();
  await files.list.getByRole("button", { name: /^top <b>customers/ }).click();
  await expect(query.text).toContainText("team");
  await expect(files.list.getByRole("button", { name: /^again\.sql/ })).toBeVisible();
  await takePicture(page, "query-files-sidebar");
});

test("files, and what they lack, outlive a restart", async ({ startWeb: again }) => {
  test.setTimeout(120_000);
  await query.type("SELECT 'not saved yet'");
  await expect(files.unsaved("top")).toBeVisible();
  await page.waitForTimeout(600); // drafts go out within 200 ms
  await host.kill();
  host = await again({ dataFolder: folder.path });
  page = host.page;
  await expect(new QueryFiles(page).unsaved("top")).toBeVisible({ timeout: 30_000 });
  await expect(new Query(page).text).toContainText("not saved yet");
});
