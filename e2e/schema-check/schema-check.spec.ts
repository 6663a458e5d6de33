// The schema of a database is checked: what is found, why, the fix as a migration, what is accepted; and it is documented.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { onSampleServer } from "../hosts/sample-server.ts";
import { startWeb, type WebHost } from "../hosts/start-web.ts";
import { expect, test } from "../hosts/test.ts";
import { SchemaCheck } from "../pages/schema-check/schema-check.ts";
import { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

const hostile = `a "<img src=x onerror=alert(1)>\u202e name`;

test.describe("the schema check", () => {
  let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
  let host: WebHost;
  let page: Page;
  let check: SchemaCheck;
  test.beforeAll(async () => {
    test.setTimeout(300_000);
    folder = await prepareSampleFolder();
    host = await startWeb({ dataFolder: folder.path });
    page = host.page;
    await new Shell(page).waitForCatalog();
    await onSampleServer(folder.path, (session) =>
      session.execute(`CREATE TABLE public."${hostile.replaceAll('"', '""')}" (note text)`),
    );
    check = new SchemaCheck(page);
  });
  test.afterAll(async () => {
    await host.close();
    folder.remove();
  });

  test("shows where the sample breaks the seeds' rules, and the rule beside it", async () => {
    await check.open();
    await expect(check.group("ON DELETE is not said")).toHaveText([/cost_entries_run_id_fkey/]);
    await check.group("Foreign key without an index").click();
    await expect(check.details).toContainText("ContextGround: Foreign keys always have an index.");
    await expect(check.details).toContainText("CREATE INDEX CONCURRENTLY documents_current_version_id_idx");
    await takePicture(page, "schema-check");
    await page.getByRole("radio", { name: "By object" }).click();
    await check.filter("onerror key");
    await expect(check.group(`public.a "<img src=x onerror=alert(1)>\\u{202e} name`)).toHaveCount(1);
    await takePicture(page, "schema-check-by-object");
    await check.filter("nothing is called so");
    await expect(page.getByText("No finding fits")).toBeVisible();
    await check.filter("");
    await page.getByRole("radio", { name: "By rule" }).click();
  });

  test("keeps an accepted finding with its reason until it is taken back", async () => {
    await check.group("ON DELETE is not said").click();
    await check.accept("costs outlive their run");
    await expect(check.group("ON DELETE is not said")).toHaveCount(0);
    await page.reload();
    await check.open();
    await check.sidebar.getByRole("button", { name: /^Accepted/ }).click();
    await expect(check.group("ON DELETE is not said")).toHaveText([/costs outlive their run/]);
    await takePicture(page, "schema-check-accepted");
    await check.details.getByRole("button", { name: "No longer accept" }).click();
    await expect(page.getByText("Nothing is accepted")).toBeVisible();
    await check.sidebar.getByRole("button", { name: /^All findings/ }).click();
    await expect(check.group("ON DELETE is not said")).toHaveCount(1);
  });

  test("is written down as one page that runs nothing, the same bytes each time", async () => {
    const first = await check.document("One page of HTML");
    const again = await check.document("One page of HTML");
    const text = readFileSync(first.path, "utf8");
    expect([first.name, text === readFileSync(again.path, "utf8")]).toEqual(["schema.html", true]);
    expect((await check.document("Markdown")).name).toBe("schema.md");
    const reader = await page.context().newPage();
    const alerts: string[] = [];
    reader.on("dialog", (dialog) => void alerts.push(dialog.message()));
    await reader.setContent(text);
    await expect(reader.getByRole("group", { name: "9 tables and 6 foreign keys" })).toBeVisible();
    await expect(reader.getByRole("heading", { name: "run_events", exact: true })).toBeVisible();
    expect([alerts, await reader.locator("img, script").count()]).toEqual([[], 0]);
    await takePicture(reader, "schema-document");
    await reader.close();
  });

  test("hands a fix to Changes as a migration with its way back", async () => {
    await check.open();
    await check.group("Foreign key without an index").click();
    await check.details.getByRole("button", { name: "Draft migration" }).click();
    await expect(page.getByRole("textbox", { name: /^up script/i })).toHaveValue(
      /CREATE INDEX CONCURRENTLY documents_current_version_id_idx/,
    );
    await expect(page.getByRole("textbox", { name: /^down script/i })).toHaveValue(
      /DROP INDEX CONCURRENTLY IF EXISTS public.documents_current_version_id_idx/,
    );
  });
});
