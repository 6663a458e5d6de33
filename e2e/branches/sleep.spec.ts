// A suspended compute stays asleep while the window is open; a click on a table wakes it, and the window says so.
import type { Page } from "@playwright/test";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { expect, test } from "../hosts/test.ts";
import { Branches } from "../pages/branches/branches.ts";
import { Browse } from "../pages/browse.ts";
import { takePicture } from "../pictures.ts";

/** How many statements the app has sent, by its own log. */
const statements = (page: Page) => page.getByRole("button", { name: /^Statement log, / }).textContent();

/** As long as nothing happens there is nothing to wait for; STEWARD_QUIET_MINUTES=10 waits as long as a person at lunch. */
const quietMs = Number(process.env.STEWARD_QUIET_MINUTES ?? 0) * 60_000 || 3_000;

test("nothing but a person wakes a suspended compute", async ({ startWeb }) => {
  test.setTimeout(300_000 + quietMs);
  const folder = await prepareSampleFolder();
  const { page, close } = await startWeb({ dataFolder: folder.path });
  const branches = new Branches(page);
  const browse = new Browse(page);
  const { shell } = branches;
  await shell.waitForCatalog();
  await browse.openTable("run_events");
  await expect(browse.grid("run_events").getByRole("row").nth(5)).toBeVisible();

  await shell.showSection("Branches");
  await branches.choose("main");
  await branches.press("Suspend");
  await expect(branches.row("main").first()).toContainText("suspended");
  const sent = await statements(page);

  // All sections that were seen before, the panels and the dialogs of branches: nothing of it reads the database.
  await shell.showSection("Browse");
  await expect(page.getByText(/The compute of main is suspended\. Opening a table/)).toBeVisible();
  await takePicture(page, "compute-suspended");
  await page.getByRole("button", { name: /^Branch: main/ }).click();
  await page.keyboard.press("Escape");
  await shell.showSection("Branches");
  await branches.press("Databases and roles");
  await expect(shell.details.getByRole("list", { name: "Login roles" })).toContainText("app_owner");
  await branches.openNew();
  await page.keyboard.press("Escape");
  await shell.showSection("Query");
  await shell.showSection("Browse");
  // Health would read the catalog, the monitor the sessions: both ask first.
  await shell.showSection("Health");
  await expect(shell.main.getByRole("button", { name: "Wake it and check" })).toBeVisible();
  await shell.sidebar.getByRole("radio", { name: "Monitor" }).click();
  await expect(page.getByRole("heading", { name: "The compute of main is suspended" })).toBeVisible();
  await takePicture(page, "monitor-suspended");
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await page.waitForTimeout(quietMs);
  await expect(shell.status.getByText("Compute suspended")).toBeVisible();
  expect(await statements(page)).toBe(sent);

  await shell.showSection("Browse");
  await browse.openTable("documents");
  await expect(browse.grid("documents").getByRole("row").nth(5)).toBeVisible();
  await expect(shell.status.getByText("Compute active")).toBeVisible();
  await expect(page.getByText(/The compute of main is suspended/)).toBeHidden();
  expect(await statements(page)).not.toBe(sent);
  await close();
  folder.remove();
});
