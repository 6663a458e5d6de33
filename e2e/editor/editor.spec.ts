// Writing SQL: completion, what a name means, parameters, several results, errors in their place, saved files, branches.
import type { Page } from "@playwright/test";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { startWeb, type WebHost } from "../hosts/start-web.ts";
import { expect, test } from "../hosts/test.ts";
import { Query } from "../pages/query.ts";
import { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

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
  await takePicture(page, "editor-format");
});
