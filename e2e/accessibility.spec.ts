// Every screen, in light and in dark, against axe's rules: nothing serious may be found.
import type { Page } from "@playwright/test";
import { prepareSampleFolder } from "./hosts/sample-folder.ts";
import { expect, test } from "./hosts/test.ts";
import { Browse } from "./pages/browse.ts";
import { Changes } from "./pages/changes.ts";
import { ConnectionForm } from "./pages/connection-form.ts";
import { KeysSheet } from "./pages/keys-sheet.ts";
import { Query } from "./pages/query.ts";
import { seriousFindings } from "./pages/serious-findings.ts";
import { Shell } from "./pages/shell.ts";

for (const theme of ["light", "dark"] as const)
  test(`axe finds nothing serious in any screen, ${theme}`, async ({ startWeb }) => {
    test.setTimeout(300_000);
    const folder = await prepareSampleFolder();
    const { page, close } = await startWeb({ dataFolder: folder.path, theme });
    const found: string[] = [];
    for await (const screen of tour(page)) found.push(...(await seriousFindings(page, screen)));
    expect([...new Set(found)]).toEqual([]);
    await close();
    folder.remove();
  });

/** Goes from screen to screen and gives the name of each once it stands. */
async function* tour(page: Page): AsyncGenerator<string> {
  const shell = new Shell(page);
  const browse = new Browse(page);
  const query = new Query(page);
  const changes = new Changes(page);
  await shell.waitForCatalog();
  yield "an empty workspace";
  await browse.openTable("run_events");
  await browse.grid("run_events").getByRole("gridcell").nth(17).click();
  yield "rows";
  for (const view of ["Structure", "Indexes", "Relations", "DDL"] as const) {
    await browse.showView(view);
    yield view;
  }
  await shell.sidebar.getByRole("button", { name: "Draw the diagram of all schemas" }).click();
  await expect(page.locator(".react-flow__node").first()).toBeVisible();
  yield "a diagram";
  await shell.showSection("Query");
  await query.openSaved("Error feed of the last 24 hours");
  await query.explainAnalyze();
  yield "a plan";
  await query.run();
  yield "a result";
  await page.getByRole("tab", { name: "Messages" }).click();
  yield "messages";
  await query.openNew();
  await query.type("SELECT 1 AS one;\nSELECT :a::text, nothing");
  await query.runAll();
  await expect(query.parameters.getByRole("alert")).toBeVisible();
  yield "parameters without values";
  await query.parameter(":a").fill("x");
  await query.runAll();
  await expect(query.statements).toHaveCount(2);
  yield "several results";
  await page.getByRole("button", { name: "Statement log" }).first().click();
  yield "the statement log";
  await page.getByRole("button", { name: "Statement log" }).first().click();
  await shell.showSection("Health");
  await expect(shell.main.getByText("missing-foreign-key-index").first()).toBeVisible();
  yield "index health";
  await shell.showSection("Branches");
  await shell.main.getByRole("row", { name: /main/ }).click();
  yield "branches";
  await page
    .getByRole("button", { name: /New branch/ })
    .first()
    .click();
  await expect(page.getByRole("dialog")).toBeVisible();
  yield "a new branch";
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.insertText("Compare two databases");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Choose two databases" })).toBeVisible();
  yield "two databases to compare";
  await shell.showSection("Changes");
  await changes.openMigration("Require run and cost");
  yield "a migration";
  await changes.actAs("mara");
  await changes.rehearse();
  yield "a rehearsal";
  await changes.submit("Require run and cost");
  await changes.actAs("deniz");
  yield "a review";
  await page.getByRole("button", { name: "Settings" }).click();
  yield "settings";
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+K");
  await expect(page.getByRole("dialog")).toBeVisible();
  yield "the palette";
  await page.keyboard.press("Escape");
  const sheet = new KeysSheet(page);
  await sheet.open();
  yield "the keys";
  await sheet.change("Open anything", null, "Control+b");
  await expect(sheet.dialog.getByRole("alert")).toBeVisible();
  yield "keys to be decided on";
  await sheet.dialog.getByRole("button", { name: "Leave it" }).press("Enter");
  await sheet.close();
  const form = new ConnectionForm(page);
  await form.open();
  await form.openTimeouts();
  await form.dialog.getByRole("button", { name: "Keep passwords under a passphrase" }).click();
  yield "a new connection";
  await form.close();
  for (const name of ["Colours and guards of environments", "Import connections"]) {
    await page.getByRole("button", { name: /^Connection:/ }).click();
    await page.getByRole("button", { name }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    yield name;
    await page.keyboard.press("Escape");
  }
}
