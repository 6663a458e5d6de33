// The diagram of a database: opened from the sidebar, walked by pointer and by keys, and with thousands of tables.
import type { Page } from "@playwright/test";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { onSampleServer } from "../hosts/sample-server.ts";
import { startWeb, type WebHost } from "../hosts/start-web.ts";
import { expect, test } from "../hosts/test.ts";
import { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

test.describe("the diagram", () => {
  let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
  let host: WebHost;
  let page: Page;
  let shell: Shell;
  test.beforeAll(async () => {
    test.setTimeout(300_000);
    folder = await prepareSampleFolder();
    host = await startWeb({ dataFolder: folder.path });
    page = host.page;
    shell = new Shell(page);
    await shell.waitForCatalog();
  });
  test.afterAll(async () => {
    await host.close();
    folder.remove();
  });

  const tables = () => page.locator(".react-flow__node:visible");
  const table = (name: string) => page.getByRole("group", { name: new RegExp(`^public\\.${name},`) });

  test("shows tables with their keys and lines, and what a chosen one is related to", async () => {
    await shell.sidebar.getByRole("button", { name: "Draw the diagram of all schemas" }).click();
    await expect(page.getByText("8 tables, 6 foreign keys")).toBeVisible();
    await expect(tables()).toHaveCount(8);
    await expect(page.locator(".erd-relation")).toHaveCount(6);
    await table("runs").click();
    await expect(shell.details.getByRole("heading", { name: "runs", exact: true })).toBeVisible();
    await expect(shell.details.getByRole("region", { name: "Is referred to by" })).toContainText("run_events");
    await takePicture(page, "diagram");
    await shell.details.getByRole("button", { name: "Only related tables" }).click();
    await expect(tables()).not.toHaveCount(8);
    await page.getByRole("button", { name: "Show all", exact: true }).click();
    await expect(tables()).toHaveCount(8);
  });

  test("finds a table by its letters and opens it, without a pointer", async () => {
    await page.keyboard.press("ControlOrMeta+F");
    await page.keyboard.type("cost");
    await page.keyboard.press("Enter");
    await expect(shell.details.getByRole("heading", { name: "cost_entries" })).toBeVisible();
    await shell.details.getByRole("button", { name: "Open the table" }).press("Enter");
    await expect(page.getByRole("tab", { name: /cost_entries/, selected: true })).toBeVisible();
  });

  test("stays in hand with 3,000 tables, whatever they are called", async () => {
    test.setTimeout(240_000);
    await onSampleServer(folder.path, async (session) => {
      await session.execute("CREATE SCHEMA many");
      await session.execute(`CREATE TABLE many."a ""<img src=x onerror=alert(1)>\n‮name" (id int)`);
      // A transaction may hold only so many locks.
      for (let first = 1; first < 2990; first += 299)
        await session.execute(`DO $$ BEGIN FOR n IN ${first}..${first + 298} LOOP
          EXECUTE format('CREATE TABLE many.table_%s (id int PRIMARY KEY, note text, parent int REFERENCES many.table_%s)',
                         n, n / 4 + 1);
          END LOOP; END $$`);
    });
    await shell.sidebar.getByRole("button", { name: "Read the catalog again" }).click();
    await expect(shell.sidebar.getByRole("treeitem", { name: /many/ })).toBeVisible();
    await shell.sidebar.getByRole("button", { name: "Draw the diagram of all schemas" }).click();
    await expect(page.getByText("2,999 tables, 2,996 foreign keys")).toBeVisible();
    await expect(page.locator(".erd-canvas:visible")).toBeVisible({ timeout: 60_000 });
    await page.keyboard.press("ControlOrMeta+F");
    await page.keyboard.type("onerror");
    await page.keyboard.press("Enter");
    await expect(shell.details.getByRole("heading", { name: /onerror/ })).toBeVisible();
    await expect(page.locator(".erd-table-selected:visible")).toBeInViewport();
    await takePicture(page, "diagram-of-3000");
    await page.keyboard.press("ControlOrMeta+F");
    await page.keyboard.type("table_2990");
    await page.keyboard.press("Enter");
    await expect(shell.details.getByRole("region", { name: "Refers to" })).toContainText("table_748");
    // Only what is in sight is drawn.
    expect(await tables().count()).toBeLessThan(200);
    await page.getByRole("button", { name: "Fit View" }).click();
    await expect(tables()).toHaveCount(2999);
    await takePicture(page, "diagram-of-3000-far");
  });
});
