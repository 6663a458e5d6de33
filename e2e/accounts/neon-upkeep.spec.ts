// What Neon does to a branch again and again, from the screens: masking, schedules, sizes, consumption; pooled strings.
import type { Locator, Page } from "@playwright/test";
import { type FakeNeon, startFakeNeon } from "../../electron/control-planes/neon/testing/fake-neon.ts";
import { addBranch, addEndpoint, upkeepOf } from "../../electron/control-planes/neon/testing/fake-neon-state.ts";
import { type OpenSample, openSample } from "../hosts/open-sample.ts";
import { expect, test } from "../hosts/test.ts";
import { Accounts } from "../pages/branches/accounts.ts";
import { Branches } from "../pages/branches/branches.ts";
import { takePicture } from "../pictures.ts";

let cloud: FakeNeon;
let sample: OpenSample;
let page: Page;
let branches: Branches;

const longName = "preview/a-branch-with-a-name-so-long-that-nobody-would-type-it-twice-0123456789-<b>&amp;";

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  test.setTimeout(400_000);
  cloud = await startFakeNeon();
  const { project } = cloud;
  const long = addBranch(project, { name: longName, current_state: "ready", parent_id: project.branches[0]?.id ?? "" });
  addEndpoint(project, long.id).current_state = "idle";
  sample = await openSample();
  page = sample.page;
  branches = new Branches(page);
  await new Accounts(page).connect(cloud.apiKey, cloud.apiUrl, "Shop");
  await branches.shell.showSection("Branches");
});
test.afterAll(async () => {
  await sample.close();
  await cloud.close();
});

const branchNamed = (name: string) => cloud.project.branches.find((branch) => branch.name === name)?.id ?? "";
const choose = async (dialog: Locator, label: string, option: string) => {
  await dialog.getByRole("button", { name: new RegExp(label) }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
};

test("a branch is made with masked columns, which the details say", async () => {
  await branches.openNew();
  const dialog = branches.dialog("New branch");
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("masked");
  await dialog.getByText("Anonymised", { exact: true }).click();
  await dialog.getByRole("button", { name: "Create branch" }).click();
  await expect(dialog.getByText("Rule 1 is not complete.")).toBeVisible();
  await dialog.getByLabel("Table, rule 1").fill("users");
  await dialog.getByLabel("Column, rule 1").fill("email");
  await dialog.getByLabel("Function or value, rule 1").fill("anon.fake_email()");
  await takePicture(page, "branch-new-masked");
  await dialog.getByRole("button", { name: "Create branch" }).click();
  await expect(branches.row("masked")).toContainText("active", { timeout: 60_000 });
  expect(upkeepOf(cloud.project, branchNamed("masked")).rules).toEqual([
    {
      database_name: "shop",
      schema_name: "public",
      table_name: "users",
      column_name: "email",
      masking_function: "anon.fake_email()",
    },
  ]);
  await branches.choose("masked");
  await expect(branches.shell.details.getByRole("button", { name: "1 masking rule" })).toBeVisible();
  await expect(branches.shell.details.getByText("masked", { exact: true }).last()).toBeVisible();
});

test("its rules are changed, and its rows masked again when its name was typed", async () => {
  await branches.press("1 masking rule");
  const dialog = branches.dialog("Masking rules of masked");
  await expect(dialog.getByRole("button", { name: "Save the rules" })).toBeDisabled();
  await dialog.getByRole("button", { name: "Mask another column" }).click();
  await dialog.getByLabel("Table, rule 2").fill("users");
  await dialog.getByLabel("Column, rule 2").fill("phone");
  await choose(dialog, "Masked by, rule 2", "Value");
  await dialog.getByLabel("Function or value, rule 2").fill("none");
  await takePicture(page, "masking-rules");
  await dialog.getByRole("button", { name: "Save the rules" }).click();
  await expect(branches.shell.details.getByRole("button", { name: "2 masking rules" })).toBeVisible();
  expect(cloud.changes().filter((line) => line.endsWith("/anonymize"))).toEqual([]);
  await branches.press("Mask the rows again");
  const question = branches.dialog("Mask the rows of masked");
  await expect(question.getByText("Overwritten in every row: public.users.phone by a fixed value.")).toBeVisible();
  await expect(question.getByRole("button", { name: "Mask the rows" })).toBeDisabled();
  await takePicture(page, "mask-branch");
  await branches.confirm(/^Mask the rows of/, "masked", "Mask the rows");
  await expect.poll(() => cloud.changes().filter((line) => line.endsWith("/anonymize")).length).toBe(1);
  await expect(branches.shell.details.getByText("Last masked", { exact: false })).toBeVisible({ timeout: 30_000 });
});

test("size, pooled and direct strings of a branch", async () => {
  await branches.choose("masked");
  const shown = branches.shell.details.locator(".connection-string");
  await expect(shown).toContainText(/@ep-calm-fox-\d+\.eu-central-1/);
  await branches.shell.details.getByText("Pooled", { exact: true }).click();
  await expect(shown).toContainText(/@ep-calm-fox-\d+-pooler\.eu-central-1/);
  await expect(branches.shell.details.getByText(/^Through the pooler there are no SET/)).toBeVisible();
  await branches.shell.details.getByText("Direct", { exact: true }).click();
  await expect(shown).not.toContainText("-pooler");
  await branches.press("Change");
  const dialog = branches.dialog("Change masked");
  await choose(dialog, "and at most", "16 CU");
  await expect(dialog.getByText("It moves by at most 8 units.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Save" })).toBeDisabled();
  await choose(dialog, "and at most", "4 CU");
  await takePicture(page, "branch-change-size");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(branches.shell.details.getByText("0.25 to 4 CU")).toBeVisible({ timeout: 30_000 });
});

test("a schedule of snapshots is made", async () => {
  await branches.shell.main.getByRole("button", { name: "Snapshots" }).click();
  await branches.dialog("Snapshots").getByRole("button", { name: "Schedule" }).click();
  const dialog = branches.dialog("Snapshot schedule");
  await expect(dialog.getByText("No snapshot of this branch is taken by itself.")).toBeVisible();
  await dialog.getByRole("button", { name: "Add a time" }).click();
  await choose(dialog, "How often, time 1", "Every month");
  await choose(dialog, "Day, time 1", "Day 31");
  await expect(dialog.getByText("Not every month has this day.")).toBeVisible();
  await choose(dialog, "Kept for, time 1", "Kept 30 days");
  await takePicture(page, "snapshot-schedule");
  await dialog.getByRole("button", { name: "Save the schedule" }).click();
  await expect
    .poll(() => upkeepOf(cloud.project, branchNamed("main")).schedule)
    .toEqual([{ frequency: "monthly", hour: 3, day: 31, retention_seconds: 2_592_000 }]);
  await branches.dialog("Snapshots").getByRole("button", { name: "Close" }).last().click();
});

test("consumption is shown as counted, and what is not told is unknown", async () => {
  await branches.shell.main.getByRole("button", { name: "Consumption" }).click();
  const dialog = branches.dialog("Consumption");
  await expect(dialog.getByText("Neon does not tell this account what its projects use.")).toBeVisible();
  await takePicture(page, "consumption-refused");
  const metrics = (seconds: number, bytes: number) => [
    { metric_name: "compute_unit_seconds", value: seconds },
    { metric_name: "root_branch_bytes_month", value: bytes },
  ];
  const period = (seconds: number, bytes: number) => ({
    consumption: [
      {
        timeframe_start: "2026-11-27T00:00:00Z",
        timeframe_end: "2026-11-28T00:00:00Z",
        metrics: metrics(seconds, bytes),
      },
    ],
  });
  const { id } = cloud.project;
  const branchOf = (branch: string, seconds: number) => ({
    project_id: id,
    branch_id: branch,
    periods: [period(seconds, 1024 ** 3)],
  });
  cloud.project.consumption = {
    projects: [{ project_id: id, periods: [period(36_000, 4 * 1024 ** 3)] }],
    branches: [branchOf(branchNamed("main"), 7200), branchOf("br-gone-fox-12345678", 3600)],
  };
  await dialog.getByRole("button", { name: /Try again|Retry/ }).click();
  const row = (name: string) => dialog.getByRole("row").filter({ hasText: name });
  // 10 unit hours at $0.106 and 4 GB months at $0.35.
  await expect(row("The whole project")).toContainText(/10\.00.*4\.00.*\$2\.46/);
  await expect(row("gone: br-gone-fox-12345678")).toContainText("unknown");
  await expect(row("masked")).toContainText("unknown");
  await takePicture(page, "consumption");
  await page.keyboard.press("Escape");
});

test("a snapshot takes a branch's place, and what was there is kept under a name", async () => {
  const created_at = new Date(Date.now() - 3_600_000).toISOString();
  cloud.project.snapshots.push({ id: "snap-9", name: "before", source_branch_id: branchNamed("masked"), created_at });
  await branches.shell.main.getByRole("button", { name: "Snapshots" }).click();
  await branches.dialog("Snapshots").getByRole("button", { name: "Restore a branch to before" }).click();
  const dialog = branches.dialog("Restore a branch to snapshot before");
  await expect(dialog.getByText(/become what the snapshot before kept\.$/)).toBeVisible();
  await expect(dialog.getByText(/^Neon gives the branch a new id/)).toBeVisible();
  await dialog.getByRole("textbox", { name: "Name of the branch that keeps it" }).fill("masked-until-now");
  await takePicture(page, "snapshot-restore-over");
  await branches.confirm(/^Restore a branch to/, "masked", "Restore the branch");
  await expect.poll(() => branchNamed("masked-until-now"), { timeout: 30_000 }).not.toBe("");
  expect(cloud.changes().filter((line) => line.endsWith("/snapshots/snap-9/restore"))).toHaveLength(1);
  await branches.dialog("Snapshots").getByRole("button", { name: "Close" }).last().click();
});
