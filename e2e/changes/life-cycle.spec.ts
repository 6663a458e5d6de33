// The three sample migrations (safe, risky, breaking) through the whole life cycle, under a policy.
import type { Page } from "@playwright/test";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { type DesktopHost, startDesktop } from "../hosts/start-desktop.ts";
import { expect, test } from "../hosts/test.ts";
import { Review } from "../pages/changes/review.ts";
import { Changes } from "../pages/changes.ts";
import { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
let host: DesktopHost;
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = await prepareSampleFolder();
  host = await startDesktop({ dataFolder: folder.path });
  page = host.page;
  await new Shell(page).waitForCatalog();
});
test.afterAll(async () => {
  await host.close();
  folder.remove();
});

test("safe, risky and breaking: rehearsed, discussed, approved, applied, taken back", async () => {
  test.setTimeout(300_000);
  const shell = new Shell(page);
  const changes = new Changes(page);
  const review = new Review(page);
  await shell.showSection("Changes");

  await test.step("the owner sets a policy; nobody else can", async () => {
    await changes.sidebar.getByRole("button", { name: "Policy" }).click();
    const save = shell.main.getByRole("button", { name: "Save the policy" });
    await changes.actAs("mara");
    await expect(save).toBeDisabled();
    await changes.actAs("app_owner");
    await shell.main.getByRole("textbox", { name: "Rehearsal not older than, hours" }).fill("24");
    await save.click();
    await expect(shell.main.getByRole("list", { name: "Policies so far" })).toContainText("rehearsal within 24 h");
    await takePicture(page, "12-policy");
  });

  await test.step("safe: with a restore point, a thread and a second person", async () => {
    await changes.openMigration("Error feed index");
    await changes.actAs("mara");
    await changes.rehearse();
    await review.submitWithRestorePoint("Index for the error feed", "CG-118");
    await expect(shell.main.getByText("CG-118")).toBeVisible();
    await changes.actAs("deniz");
    await review.commentOnFirst("How long did it build?");
    await changes.actAs("mara");
    await review.reply("The rehearsal says it, beside the statement.");
    await review.resolve();
    await review.openTab(/^Object diff/);
    await expect(shell.main.getByText(/run_events_kind_ts_idx/).first()).toBeVisible();
    await takePicture(page, "13-object-diff");
    await changes.actAs("deniz");
    await changes.approve();
    await changes.apply();
    await review.openTab(/^Application/);
    await expect(shell.main.getByText(/Kept before the application as branch/)).toBeVisible();
    await expect(shell.main.getByText("The schema equals the one that the rehearsal ended in.")).toBeVisible();
    await takePicture(page, "14-application");
  });

  for (const [name, title] of [
    ["Require run and cost", "Every event has its run"],
    ["Rename asset type", "One word for the kind"],
  ] as const)
    await test.step(`${name}: applied and rolled back by its down script`, async () => {
      await changes.openMigration(name);
      await changes.actAs("mara");
      await changes.rehearse();
      await changes.submit(title);
      await changes.actAs("deniz");
      await changes.approve();
      await changes.apply();
      await changes.rollBack("ContextGround");
      await expect(shell.main.getByText("Rolled back").first()).toBeVisible({ timeout: 60_000 });
    });

  await test.step("the ledger holds every step and its chain is whole", async () => {
    await changes.sidebar.getByRole("button", { name: "Ledger" }).click();
    await shell.main.getByRole("button", { name: "Verify the chain" }).click();
    await expect(shell.main.getByText(/The chain is whole/)).toBeVisible();
    await shell.main.getByRole("searchbox", { name: "Filter the ledger" }).fill("threadResolved");
    await expect(shell.main.getByRole("table", { name: "Ledger" }).getByRole("row")).toHaveCount(2);
    await takePicture(page, "15-ledger-filtered");
  });
});
