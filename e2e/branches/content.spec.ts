// The content of a branch: read as it was, put back, kept as a snapshot. On real clusters, with rows that tell which it is.
import type { Page } from "@playwright/test";
import { openEmbeddedControlPlane } from "../../electron/control-planes/embedded/embedded-control-plane.ts";
import { openSession } from "../../electron/postgres/connect.ts";
import { type OpenSample, openSample } from "../hosts/open-sample.ts";
import { keptBranches, onSampleServer, sampleServer } from "../hosts/sample-server.ts";
import { expect, test } from "../hosts/test.ts";
import { Branches } from "../pages/branches/branches.ts";
import { Browse } from "../pages/browse.ts";
import { takePicture } from "../pictures.ts";

let sample: OpenSample;
let page: Page;
let branches: Branches;
let browse: Browse;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  test.setTimeout(400_000);
  sample = await openSample(beginHistory);
  page = sample.page;
  branches = new Branches(page);
  browse = new Browse(page);
  await onSampleServer(sample.dataFolder, async (session) => {
    await session.execute("CREATE TABLE public.marks (id int PRIMARY KEY, words text)");
    await session.execute("INSERT INTO public.marks VALUES (1, 'before')");
  });
});
test.afterAll(async () => {
  await sample.close();
});

/** What the app does a minute after a branch first ran. */
async function beginHistory(dataFolder: string): Promise<void> {
  const plane = await openEmbeddedControlPlane({ dataFolder, log: () => undefined });
  const [project] = await plane.listProjects();
  const main = (await plane.listBranches(project?.id ?? "")).find(({ isDefault }) => isDefault);
  if (project && main) {
    await plane.startCompute(project.id, main.id);
    await plane.keepHistory(project.id, main.id);
  }
  await plane.close();
}

/** Runs SQL on a branch past the app, and gives the words of the one mark. */
async function onBranch(name: string, sql?: string): Promise<string | null> {
  const session = await openSession(sampleServer(sample.dataFolder, "contextground", name), {
    purpose: "another program",
  });
  try {
    if (sql) await session.execute(sql);
    return (await session.execute("SELECT words FROM public.marks")).rows[0]?.[0] ?? null;
  } finally {
    await session.close();
  }
}

test("a table is read as of an earlier moment, and its branch goes with the tab", async () => {
  test.setTimeout(180_000);
  await page.waitForTimeout(2_000); // the dialog takes whole seconds
  const before = await page.evaluate(() => {
    const at = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000 - 500);
    return at.toISOString().slice(0, 19);
  });
  await page.waitForTimeout(1_000);
  await onBranch("main", "UPDATE public.marks SET words = 'after'");
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.type("Read the catalog again");
  await page.keyboard.press("Enter");
  await browse.openTable("marks");
  await expect(browse.grid("marks").getByText("after")).toBeVisible();
  await page.getByRole("button", { name: /^Branch: main/ }).click();
  await page.getByRole("button", { name: "Read this tab as of an earlier moment" }).click();
  const dialog = branches.dialog("Read marks as of an earlier moment");
  await dialog.getByLabel("Date and time of this machine").fill(before);
  await takePicture(page, "past-dialog");
  await dialog.getByRole("button", { name: "Open the past" }).click();
  await expect(page.getByText(/^The past of main, /)).toBeVisible({ timeout: 90_000 });
  await expect(browse.grid("marks").getByText("before").filter({ visible: true })).toBeVisible({ timeout: 30_000 });
  await expect(branches.shell.main.getByRole("button", { name: "Add row" }).filter({ visible: true })).toHaveCount(0);
  await expect(branches.shell.status.getByText("Production, the past")).toBeVisible();
  await takePicture(page, "past-table");
  const past = () => keptBranches(sample.dataFolder).filter(({ name }) => name.startsWith("main as of "));
  expect(past()).toHaveLength(1);
  await page.getByRole("tab", { name: /^marks/, selected: true }).press("Delete");
  await expect.poll(past, { timeout: 30_000 }).toEqual([]);
  await expect(page.getByRole("button", { name: /^Branch: main$/ })).toBeVisible();
});

test("a branch is reset from its parent", async () => {
  await branches.shell.showSection("Branches");
  await branches.create("work");
  expect(await onBranch("work", "UPDATE public.marks SET words = 'work'")).toBe("work");
  await branches.choose("work");
  await branches.press("Reset from parent");
  await expect(branches.dialog(/^Reset work/).getByText(/become those of main as they are now/)).toBeVisible();
  await takePicture(page, "branch-reset");
  await branches.confirm(/^Reset work/, "work", "Reset the branch");
  await expect(branches.shell.main.getByText("Reset from parent")).toBeVisible();
  await expect(branches.row("work")).toContainText(/active|suspended/, { timeout: 60_000 });
  await expect.poll(() => onBranch("work").catch(() => null), { timeout: 30_000 }).toBe("after");
});

test("a branch is restored to a moment, and what was there is kept", async () => {
  test.setTimeout(180_000);
  await page.waitForTimeout(2_000); // the dialog takes whole seconds
  const before = await page.evaluate(() => {
    const at = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000 - 500);
    return at.toISOString().slice(0, 19);
  });
  await page.waitForTimeout(1_000);
  await onBranch("main", "UPDATE public.marks SET words = 'mistake'");
  await branches.choose("main");
  await branches.press("Restore");
  const dialog = branches.dialog("Restore main");
  await dialog.getByLabel("Date and time of this machine").fill(before);
  await dialog.getByRole("textbox", { name: "Name of the branch that keeps it" }).fill("kept-mistake");
  await expect(dialog.getByText("What is here now is kept as the new branch kept-mistake.")).toBeVisible();
  await expect(dialog.getByText("work moves to kept-mistake.")).toBeVisible();
  await takePicture(page, "branch-restore");
  await branches.confirm(/^Restore main/, "main", "Restore the branch");
  await expect.poll(() => onBranch("main").catch(() => null), { timeout: 90_000 }).toBe("after");
  await expect(branches.row("kept-mistake")).toContainText(/active|suspended/, { timeout: 30_000 });
  await branches.choose("kept-mistake");
  await branches.press("Start");
  await expect.poll(() => onBranch("kept-mistake").catch(() => null), { timeout: 30_000 }).toBe("mistake");
});

test("a snapshot becomes a branch", async () => {
  await branches.shell.main.getByRole("button", { name: "Snapshots" }).click();
  const dialog = branches.dialog("Snapshots");
  await dialog.getByRole("textbox", { name: "Name of the snapshot" }).fill("kept");
  await dialog.getByRole("button", { name: "Take snapshot" }).click();
  await expect(dialog.getByRole("row", { name: /kept/ })).toBeVisible({ timeout: 60_000 });
  await takePicture(page, "snapshots");
  await dialog.getByRole("button", { name: "Make a branch of kept" }).click();
  await branches.dialog("Make a branch of kept").getByRole("button", { name: "Make the branch" }).click();
  await page.keyboard.press("Escape");
  await expect(branches.row("from-kept")).toContainText(/active|suspended/, { timeout: 60_000 });
});
