// Keys are looked up and changed; what they would take from others is asked, and a restart keeps them.
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { expect, test } from "../hosts/test.ts";
import { KeysSheet } from "../pages/keys-sheet.ts";
import { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

test("keys are changed, decided on, kept and taken back", async ({ startWeb }) => {
  test.setTimeout(240_000);
  const folder = await prepareSampleFolder();
  const first = await startWeb({ dataFolder: folder.path });
  const { page } = first;
  const sheet = new KeysSheet(page);
  await new Shell(page).waitForCatalog();

  await test.step("the sheet finds commands by their words and by their keys", async () => {
    await sheet.open();
    await takePicture(page, "keys-sheet");
    await page.keyboard.type("ctrl shift k");
    await expect(sheet.dialog.getByRole("listitem")).toHaveCount(1);
    await expect(sheet.line("Switch the connection")).toBeVisible();
    await sheet.search.fill("sidebar");
    await page.keyboard.press("ArrowDown");
    await expect(sheet.line("Show or hide the sidebar").getByRole("button").first()).toBeFocused();
  });

  await test.step("keys that cannot be had are refused, and say why", async () => {
    await sheet.change("Show or hide the sidebar", "Ctrl B", "x");
    await expect(sheet.dialog.getByRole("status")).toContainText("X writes or moves. Hold Ctrl or Alt with it.");
    await page.keyboard.press("Tab");
    await expect(sheet.dialog.getByRole("status")).toContainText("Tab goes from control to control");
    await page.keyboard.press("Escape");
    await expect(sheet.dialog).toBeVisible();
    await expect(sheet.line("Show or hide the sidebar").getByRole("button").first()).toBeFocused();
  });

  await test.step("keys of another command are not taken without a decision", async () => {
    await sheet.change("Show or hide the sidebar", "Ctrl B", "Control+p");
    const question = sheet.dialog.getByRole("alert");
    await expect(question).toContainText("Ctrl P is Open anything, everywhere.");
    await takePicture(page, "keys-decide");
    await page.keyboard.press("Enter"); // "Leave it" has the focus
    await expect(sheet.keys("Show or hide the sidebar")).toHaveText(["Ctrl B"]);
    await sheet.change("Show or hide the sidebar", "Ctrl B", "Control+p");
    await question.getByRole("button", { name: "Take it from there" }).press("Enter");
    await expect(sheet.keys("Show or hide the sidebar")).toHaveText(["Ctrl P"]);
    await sheet.search.fill("open anything");
    await expect(sheet.line("Open anything")).toBeVisible();
    await expect(sheet.keys("Open anything")).toHaveCount(0);
  });

  await test.step("keys that the browser keeps are said to be so", async () => {
    await sheet.change("Open anything", null, "Control+Shift+n");
    await expect(sheet.dialog.getByRole("alert")).toContainText("The browser keeps Ctrl Shift N for itself.");
    await sheet.dialog.getByRole("button", { name: "Leave it" }).press("Enter");
    await sheet.change("Open anything", null, "Control+j");
    await expect(sheet.keys("Open anything")).toHaveText(["Ctrl J"]);
    await sheet.close();
  });

  const sidebar = page.getByRole("complementary", { name: "Sidebar" });
  await test.step("the new keys do it, and are shown where the old ones were", async () => {
    await page.keyboard.press("Control+p");
    await expect(sidebar).toBeHidden();
    await page.keyboard.press("Control+b");
    await expect(sidebar).toBeHidden();
    await expect(page.getByRole("button", { name: /^Open a table, branch or command/ })).toContainText("Ctrl J");
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("option", { name: /^Show or hide the sidebar/ })).toContainText("Ctrl P");
    await page.keyboard.press("Escape");
  });

  await first.kill();
  const second = await startWeb({ dataFolder: folder.path });
  const again = new KeysSheet(second.page);
  await test.step("a restart keeps them, and all can be taken back", async () => {
    const { keyboard } = second.page;
    await expect(second.page.getByRole("button", { name: /^Open a table, branch or command/ })).toContainText("Ctrl J");
    await again.open();
    await keyboard.type("changed");
    await expect(again.dialog.getByRole("listitem")).toHaveCount(2);
    await again.dialog.getByRole("button", { name: "Own keys of Open anything again" }).press("Enter");
    await expect(again.dialog.getByRole("alert")).toContainText("Ctrl P is Show or hide the sidebar");
    await again.dialog.getByRole("button", { name: "Leave it" }).press("Enter");
    await again.dialog.getByRole("button", { name: "Reset all", exact: true }).press("Enter");
    await again.dialog.getByRole("button", { name: "Reset all keys" }).press("Enter");
    await expect(again.dialog.getByText("Every command has its own keys")).toBeVisible();
    await again.close();
    await keyboard.press("Control+p");
    await expect(second.page.getByRole("dialog", { name: /^Open a table/ })).toBeVisible();
  });
  folder.remove();
});
