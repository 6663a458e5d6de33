// A migration is written: what the lint says beside its statements, a fix by one key, a finding that is left with a reason.
import type { Page } from "@playwright/test";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { startWeb, type WebHost } from "../hosts/start-web.ts";
import { expect, test } from "../hosts/test.ts";
import { seriousFindings } from "../pages/serious-findings.ts";
import { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
let host: WebHost;
let page: Page;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = await prepareSampleFolder();
  host = await startWeb({ dataFolder: folder.path });
  page = host.page;
  const shell = new Shell(page);
  await shell.waitForCatalog();
  await shell.showSection("Changes");
  await page
    .getByRole("button", { name: /New migration/ })
    .first()
    .click();
});
test.afterAll(async () => {
  await host.close();
  folder.remove();
});

const script = (name: "Up" | "Down") => page.getByRole("textbox", { name: `${name} script` });
const lint = () => page.getByRole("region", { name: "Lint" });
const finding = (code: string) => lint().getByRole("article", { name: new RegExp(`: ${code}$`) });

test("findings know the database and stand beside their statement", async () => {
  await script("Up").fill(
    "CREATE INDEX run_events_kind ON public.run_events (kind);\nALTER TABLE public.run_events ALTER COLUMN run_id SET NOT NULL;\nDROP TABLE public.runs;",
  );
  await script("Down").fill("DROP INDEX CONCURRENTLY run_events_kind;");
  await expect(finding("create-index-blocking")).toContainText(
    /Blocks writes of public\.run_events, .+B, for (about|less)/,
  );
  await expect(lint()).toContainText(/PostgreSQL 18/);
  await expect(finding("drop-table")).toContainText(
    "Foreign keys of public.cost_entries, public.run_events lead here.",
  );
  await takePicture(page, "draft-lint");
  await lint().getByRole("button", { name: "Up, line 2" }).click();
  await expect(script("Up")).toBeFocused();
  expect(await seriousFindings(page, "draft lint")).toEqual([]);
});

test("Alt+Enter shows the fix of the statement at the caret, Enter applies it, and it can be taken back", async () => {
  await script("Up").press("Control+Home");
  await script("Up").press("Alt+Enter");
  const fix = page.getByRole("region", { name: "Build it without blocking writes" });
  await expect(fix).toContainText("CREATE INDEX CONCURRENTLY run_events_kind");
  await expect(fix.getByRole("button", { name: /Apply fix/ })).toBeFocused();
  await takePicture(page, "draft-lint-fix");
  await page.keyboard.press("Enter");
  await expect(script("Up")).toHaveValue(/^CREATE INDEX CONCURRENTLY run_events_kind ON/);
  await expect(finding("create-index-blocking")).toBeHidden();
  await page.getByRole("button", { name: "Take the last fix back" }).click();
  await expect(script("Up")).toHaveValue(/^CREATE INDEX run_events_kind ON/);
});

test("a finding is left with a reason, which becomes a comment; without a database the text alone is judged", async () => {
  await expect(finding("drop-table")).toBeVisible();
  await finding("drop-table").getByRole("button", { name: "Ignore drop-table" }).click();
  const reason = page.getByRole("textbox", { name: "Why it does not matter here" });
  await reason.fill("moved to <b>storage</b> in May");
  await expect(page.getByRole("button", { name: "Ignore with this reason" })).toBeEnabled();
  await reason.press("Enter");
  await expect(script("Up")).toHaveValue(/\n-- steward:ignore drop-table: moved to <b>storage<\/b> in May\nDROP TABLE/);
  await expect(finding("drop-table")).toContainText("Ignored: moved to <b>storage</b> in May");
  await expect(finding("drop-table")).toHaveAccessibleName("ignored: drop-table");
});
