// The life of a branch: made, changed, connected to, and deleted with what this window has open on it.
import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { type OpenSample, openSample } from "../hosts/open-sample.ts";
import { keptBranches } from "../hosts/sample-server.ts";
import { expect, test } from "../hosts/test.ts";
import { Branches } from "../pages/branches/branches.ts";
import { Browse } from "../pages/browse.ts";
import { takePicture } from "../pictures.ts";

let sample: OpenSample;
let page: Page;
let branches: Branches;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  test.setTimeout(400_000);
  sample = await openSample();
  page = sample.page;
  branches = new Branches(page);
  await branches.shell.showSection("Branches");
});
test.afterAll(async () => {
  await sample.close();
});

test("a new branch says what it needs and what cannot be had, and lives a day", async () => {
  await branches.openNew();
  const dialog = branches.dialog("New branch");
  await expect(dialog.getByRole("radio", { name: /anonymised/i })).toBeEnabled();
  await dialog.getByRole("button", { name: "Create branch" }).click();
  await expect(dialog.getByText("Give it a name: what it is for.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Name" }).fill("main");
  await expect(dialog.getByText("A branch of this project has this name.")).toBeVisible();
  await takePicture(page, "branch-new");
  await page.keyboard.press("Escape");
  await branches.create("preview/a");
  await expect(branches.row("preview/a")).toContainText(/23 h 59 m|24 h 00 m/);
  await expect(branches.shell.main.getByText("all on this computer")).toBeVisible();
  await branches.choose("preview/a");
  await takePicture(page, "branch-details");
});

test("it is renamed and protected, which keeps it, and then not deleted", async () => {
  const change = async (name: string, step: (dialog: Locator) => Promise<void>) => {
    await branches.press("Change");
    const dialog = branches.dialog(`Change ${name}`);
    await step(dialog);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toBeHidden();
  };
  const protection = (dialog: Locator) => dialog.locator("label").filter({ hasText: /^Protected/ });
  await change("preview/a", async (dialog) => {
    await dialog.getByRole("textbox", { name: "Name" }).fill("kept");
    await expect(dialog.getByRole("button", { name: /^As it is: 23 h/ })).toBeEnabled();
    await protection(dialog).click();
    await expect(dialog.getByText(/^Its end is taken away with the same save/)).toBeVisible();
    await expect(dialog.getByRole("button", { name: /^Until I delete it/ })).toBeDisabled();
    await takePicture(page, "branch-protect");
  });
  await expect(branches.row("kept")).toContainText("never");
  const deleting = branches.shell.details.getByRole("button", { name: "Delete the branch" });
  await expect(branches.row("kept")).toContainText("protected");
  await expect(deleting).toBeDisabled();
  await expect(branches.shell.details.getByText("This branch is protected. It cannot be deleted.")).toBeVisible();
  await change("kept", async (dialog) => await protection(dialog).click());
  await expect(deleting).toBeEnabled();
});

test("its connection string reaches a file whole, and the page only without the password", async () => {
  const password = keptBranches(sample.dataFolder).find(({ name }) => name === "kept")?.passwords.app_owner ?? "none";
  const shown = branches.shell.details.getByText(/^postgresql:\/\/app_owner:•+@127\.0\.0\.1/);
  await expect(shown).toBeVisible();
  const downloading = page.waitForEvent("download");
  await branches.press("Download as .env");
  const download = await downloading;
  const text = readFileSync(await download.path(), "utf8");
  expect(text).toMatch(
    /^DATABASE_URL=postgresql:\/\/app_owner:[^@]+@127\.0\.0\.1:\d+\/contextground\?sslmode=disable\n$/,
  );
  expect(text).toContain(encodeURIComponent(password));
  // It waited for one download only.
  expect((await page.request.get(download.url())).status()).toBe(404);
  expect(await page.content()).not.toContain(password);
});

test("stale branches are listed with reasons first, and deleted when their number was typed", async () => {
  for (const name of ["forgotten/a", "forgotten/b"]) {
    await branches.choose("main");
    await branches.create(name);
  }
  await branches.shell.main.getByRole("button", { name: "Find stale" }).click();
  const dialog = branches.dialog("Find stale branches");
  const remove = dialog.getByRole("button", { name: /^Delete/ });
  await expect(remove).toBeDisabled();
  await dialog.getByRole("spinbutton", { name: "Older than, days", exact: true }).fill("0");
  // What cannot be deleted is named with its reason; a branch is taken off the list by hand.
  await dialog.getByText("1 more meets a rule and stays").click();
  await expect(dialog.getByText("main: This is the project's default branch. It cannot be deleted.")).toBeVisible();
  await dialog.locator("label").filter({ hasText: "kept" }).click();
  await expect(dialog.getByText(/^Nothing has been deleted yet. 2 branches of/)).toBeVisible();
  await takePicture(page, "branches-stale");
  const number = dialog.getByRole("textbox", { name: "Type 2 to delete as many branches" });
  await number.fill("3");
  await expect(remove).toBeDisabled();
  await number.fill("2");
  await dialog.getByRole("button", { name: "Delete 2 branches" }).click();
  await expect(branches.row("forgotten/")).toHaveCount(0, { timeout: 30_000 });
  await expect(branches.row("kept")).toHaveCount(1);
  expect(keptBranches(sample.dataFolder).map(({ name }) => name)).toEqual(["main", "kept"]);
  await branches.choose("kept");
});

test("a delete lists the tabs that lead to it, and closes them only when that was said", async () => {
  const browse = new Browse(page);
  await branches.press("Open ContextGround here");
  await browse.openTable("run_events");
  const tab = page.getByRole("tab", { name: /run_events/ });
  await expect(tab).toBeVisible();
  await branches.shell.showSection("Branches");
  await branches.press("Delete the branch");
  const dialog = branches.dialog("Delete kept?");
  await expect(dialog.getByText(/^3 databases \(contextground/)).toBeVisible();
  await expect(dialog.getByText("1 open tab of this window: run_events.")).toBeVisible();
  await takePicture(page, "branch-delete");
  await dialog.getByRole("textbox").fill("kept");
  await expect(dialog.getByRole("button", { name: "Delete the branch" })).toBeDisabled();
  await dialog.getByText("Close 1 open tab of this branch").click();
  await branches.confirm(/^Delete kept/, "kept", "Delete the branch");
  await expect(branches.row("kept")).toHaveCount(0, { timeout: 30_000 });
  await branches.shell.showSection("Browse");
  await expect(tab).toHaveCount(0);
});
