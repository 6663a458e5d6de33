// The main job's screens without a pointer: everything is reached by keys, the focus can be seen, and comes back.
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { expect, test } from "../hosts/test.ts";
import { Browse } from "../pages/browse.ts";
import { Keyboard } from "../pages/keyboard.ts";
import { Query } from "../pages/query.ts";
import { Shell } from "../pages/shell.ts";

test("everything of the main job is reached without a pointer", async ({ startWeb, pageErrors }) => {
  test.setTimeout(300_000);
  const folder = await prepareSampleFolder();
  const { page, close } = await startWeb({ dataFolder: folder.path });
  pageErrors.watch(page);
  const keys = new Keyboard(page);
  const shell = new Shell(page);
  const browse = new Browse(page);
  const query = new Query(page);
  const tabs = page.getByRole("tablist", { name: "Tabs" }).getByRole("tab");
  const grid = browse.grid("run_events");
  await shell.waitForCatalog();
  const countPointer = await keys.watchPointer();

  await test.step("connections: the list, the form, and the focus comes back", async () => {
    await keys.goTo(page.getByRole("button", { name: /^Connection:/ }));
    await keys.press("Control+Shift+K");
    const list = page.getByRole("dialog", { name: /^Connection:/ });
    await keys.expectIn(list);
    await keys.goTo(list.getByRole("button", { name: "Add a connection" }));
    await keys.press("Enter");
    const form = page.getByRole("dialog", { name: "Add a connection" });
    await keys.expectIn(form);
    await keys.goTo(form.getByLabel("Name", { exact: true }));
    await keys.type("by keys");
    await keys.goTo(form.getByLabel("Encryption"));
    await keys.press("Escape");
    await expect(form).toBeHidden();
    await keys.expectIn(page.getByRole("button", { name: /^Connection:/ }));
  });

  await test.step("the tree, by letters", async () => {
    await keys.goTo(browse.tree, "F6");
    await keys.type("run_ev");
    await keys.press("Enter");
    await expect(tabs).toHaveCount(1);
    await expect(grid.getByRole("gridcell").first()).toBeVisible();
  });

  await test.step("cells, their ends, and the heads", async () => {
    await keys.goTo(grid, "F6");
    await keys.press("ArrowDown", "ArrowDown", "ArrowRight");
    await expect(grid.locator(":focus")).toHaveAttribute("data-row", "2");
    await keys.press("Control+End");
    await expect(grid.locator("[role=gridcell]:focus")).toBeVisible();
    await keys.press("Control+Home");
    await keys.expectIn(grid);
    await keys.press("ArrowUp", "ArrowUp");
    await keys.expectIn(grid.locator(".grid-head"));
    await keys.press("ArrowDown");
  });

  await test.step("the details of a cell, and back", async () => {
    await keys.press("Shift+Enter");
    await expect(shell.details.getByRole("heading", { name: /^Row/ })).toBeVisible();
    await keys.goTo(shell.details, "F6");
    await keys.goTo(grid, "F6");
  });

  await test.step("a filter", async () => {
    await keys.press("Control+F");
    const form = page.getByRole("dialog", { name: "Add a filter" });
    await keys.expectIn(form.getByLabel("Value", { exact: true }));
    await keys.type("7");
    await keys.press("Enter");
    await expect(form).toBeHidden();
    const remove = page.getByRole("button", { name: /^Remove the filter/ });
    await expect(remove).toBeVisible();
    await keys.goTo(remove, "Shift+Tab");
    await keys.press("Enter");
    await expect(remove).toBeHidden();
  });

  await test.step("an edit, read as SQL, thrown away, taken back and thrown away", async () => {
    await keys.goTo(grid, "F6");
    await keys.press("ArrowRight", "ArrowRight", "F2");
    await keys.expectIn(grid.locator(".grid-editing"));
    await keys.press("Control+A");
    await keys.type("x");
    await keys.press("Enter");
    const staged = page.getByRole("region", { name: "Staged changes" });
    await expect(staged).toBeVisible();
    await keys.expectIn(grid);
    await keys.press("Control+Shift+P");
    await keys.expectIn(page.getByRole("dialog"));
    await keys.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await keys.expectIn(grid);
    await keys.press("Control+Shift+Backspace");
    await expect(staged).toBeHidden();
    await keys.press("Control+Z");
    await expect(staged).toBeVisible();
    await keys.press("Control+Shift+Backspace");
    await expect(staged).toBeHidden();
  });

  await test.step("the other views of the table", async () => {
    const views = page.getByRole("radiogroup", { name: "View" });
    await keys.goTo(views.getByRole("radio", { name: "Structure" }), "Shift+Tab");
    await keys.press("Enter");
    await expect(views.getByRole("radio", { name: "Structure" })).toBeChecked();
    await keys.expectIn(views);
    await keys.goTo(views.getByRole("radio", { name: "Indexes" }), "ArrowRight", 5);
    await keys.press("Enter");
    await expect(views.getByRole("radio", { name: "Indexes" })).toBeChecked();
    await expect(shell.main.getByText("run_events_pkey").first()).toBeVisible();
  });

  await test.step("a query: written, run, cancelled, explained", async () => {
    await keys.press("Alt+T");
    await keys.expectIn(query.editor);
    await keys.type("select generate_series(1, 5) as n");
    await keys.press("Escape", "Control+Enter");
    await expect(query.rows.getByRole("gridcell").first()).toBeVisible();
    await keys.goTo(query.rows, "F6");
    await keys.press("ArrowDown");
    await keys.goTo(query.editor, "Shift+F6");
    await keys.press("Control+A");
    await keys.type("select pg_sleep(60)");
    await keys.press("Escape", "Control+Enter");
    await expect(page.getByRole("button", { name: /^Cancel/ })).toBeVisible();
    await keys.press("Control+.");
    await expect(page.getByRole("button", { name: /^Run statement/ })).toBeVisible();
    await keys.press("Control+A");
    await keys.type("select * from run_events where kind = 'x'");
    await keys.press("Escape", "Shift+F7");
    await expect(query.planTree).toBeVisible({ timeout: 60_000 });
    await keys.goTo(query.planTree, "F6");
    await keys.press("ArrowDown");
    await keys.expectIn(query.planTree);
  });

  await test.step("branches", async () => {
    await keys.press("Control+4");
    const tree = page.getByRole("treegrid", { name: "Branches" });
    await keys.expectIn(tree);
    await keys.press("ArrowDown", "Alt+N");
    await keys.expectIn(page.getByRole("dialog", { name: "New branch" }));
    await keys.press("Escape");
    await keys.expectIn(tree);
    await keys.press("Control+Shift+B");
    await keys.expectIn(page.getByRole("dialog", { name: /^Branch:/ }));
    await keys.press("Escape");
  });

  await test.step("changes", async () => {
    await keys.press("Control+5");
    const migration = page
      .getByRole("navigation", { name: "Changes" })
      .getByRole("button", { name: "Require run and cost" });
    await keys.goTo(shell.sidebar, "F6");
    await keys.goTo(migration);
    await keys.press("Enter");
    await expect(shell.main.getByRole("button", { name: "Rehearse", exact: true })).toBeVisible();
    await keys.goTo(shell.main, "F6");
    await keys.goTo(shell.main.getByRole("button", { name: /Acting role/ }));
    await keys.press("Enter");
    await expect(page.getByRole("option", { name: "mara" })).toBeVisible();
    await keys.type("mara");
    await keys.press("Enter");
    await keys.goTo(shell.main.getByRole("button", { name: "Rehearse", exact: true }));
  });

  await test.step("settings, and the keys themselves", async () => {
    await keys.press("Control+,");
    const settings = page.getByRole("dialog", { name: "Settings" });
    await keys.expectIn(settings);
    await keys.goTo(settings.getByRole("button", { name: /^All keys/ }));
    await keys.press("Enter");
    const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await keys.expectIn(sheet);
    await keys.press("ArrowDown", "ArrowDown", "Tab");
    await keys.expectIn(sheet);
    await keys.press("Escape");
    await expect(sheet).toBeHidden();
  });

  await test.step("tabs are closed and opened again", async () => {
    await keys.press("Control+2");
    await expect(tabs).toHaveCount(2);
    await keys.press("Alt+W");
    await expect(tabs).toHaveCount(1);
    await keys.press("Alt+Shift+T");
    await expect(tabs).toHaveCount(2);
    await keys.expectIn(query.editor);
    await keys.press("Alt+1");
    await expect(tabs.first()).toHaveAttribute("aria-selected", "true");
    await keys.goTo(tabs.first(), "Shift+Tab");
    await keys.press("Delete");
    await expect(tabs).toHaveCount(1);
  });

  expect(keys.unseen).toEqual([]);
  expect(await countPointer()).toBe(0);
  await close();
  folder.remove();
});
