// Reading a table: columns, places, filters, values, copies; and a database that attacks whoever looks at it.
import type { Page } from "@playwright/test";
import { connectToCommandSocket } from "../../electron/app/command-socket.ts";
import type { LoggedStatement } from "../../shared/ipc/topics.ts";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { onSampleServer } from "../hosts/sample-server.ts";
import { startWeb, type WebHost } from "../hosts/start-web.ts";
import { expect, test } from "../hosts/test.ts";
import { Browse } from "../pages/browse.ts";
import { Rows } from "../pages/rows.ts";
import { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

/** What an attack would leave behind, and what the page's policy stopped. */
interface WatchedWindow extends Window {
  __xss?: unknown;
  violations?: string[];
}

const attacks = [
  '<img src=x onerror="window.__xss=1">',
  '<svg onload="window.__xss=2"></svg>',
  '<iframe srcdoc="<script>parent.__xss=3</script>"></iframe>',
  "<script>window.__xss=4</script>",
  "javascript:window.__xss=5",
  '"><style>*{display:none}</style>',
];
const onePixel =
  "89504e470d0a1a0a0000000d4948445200000001000000010806000000" +
  "1f15c4890000000d49444154789c6360f8cfc000000301010018dd8db00000000049454e44ae426082";

/** Counts what the policy of the page stops; runs in the page. */
function watchPage(): void {
  const watched = window as WatchedWindow; // what the test itself puts there
  watched.violations = [];
  document.addEventListener("securitypolicyviolation", (event) => watched.violations?.push(event.violatedDirective));
}

test.describe("a table's rows", () => {
  // One goes on where the one before it stopped.
  test.describe.configure({ mode: "serial" });
  let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
  let host: WebHost;
  let page: Page;
  let shell: Shell;
  let browse: Browse;

  test.beforeAll(async () => {
    test.setTimeout(300_000);
    folder = await prepareSampleFolder();
    host = await startWeb({ dataFolder: folder.path });
    page = host.page;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    shell = new Shell(page);
    browse = new Browse(page);
    await shell.waitForCatalog();
    await onSampleServer(folder.path, async (session) => {
      const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
      await session.execute(
        `CREATE TABLE odd_values (id int PRIMARY KEY, body text, payload jsonb, raw bytea, tags text[], span int4range, wait interval, at point, "<img src=x onerror=window.__xss=6>" text)`,
      );
      await session.execute(
        `INSERT INTO odd_values VALUES
           (1, NULL, '{"digits": 12345678901234567890.10, "<b>": "<i>x</i>"}', '\\x${onePixel}', ARRAY(SELECT 'element ' || g FROM generate_series(1, 9) g), '[1,5)', '1 mon -1 day', '(1,2)', 'x'),
           (2, '', 'null', '\\x', '{}', 'empty', '0', '(3,4)', NULL),
           (3, E'two\\nlines \\u202eevil', '{}', '\\x00ff', NULL, NULL, NULL, '(1,3)', ''),
           ${attacks.map((attack, index) => `(${10 + index}, ${quote(attack)}, ${quote(JSON.stringify({ [attack]: attack }))}, convert_to(${quote(attack)}, 'UTF8'), ARRAY[${quote(attack)}], NULL, NULL, NULL, ${quote(attack)})`).join(", ")}`,
      );
      await session.execute(`COMMENT ON TABLE odd_values IS ${quote(attacks[0] ?? "")}`);
      await session.execute("CREATE TABLE odd_keyless (n int)");
      await session.execute("INSERT INTO odd_keyless SELECT generate_series(1, 2000)");
      await session.execute("ANALYZE odd_keyless");
    });
    await shell.sidebar.getByRole("button", { name: "Read the catalog again" }).click();
    await page.addInitScript(watchPage);
    await page.evaluate(watchPage);
  });
  test.afterAll(async () => {
    await host.close();
    folder.remove();
  });

  const tour = () =>
    page.evaluate(() => [(window as WatchedWindow).__xss ?? null, (window as WatchedWindow).violations]);

  test("has columns that move, hold still, hide and stay so through a reload", async () => {
    await browse.openTable("runs");
    const rows = new Rows(page, "runs");
    await expect(rows.grid.getByRole("gridcell").first()).toBeVisible();
    await rows.columnMenu("status", "Pin to the left");
    await rows.columnMenu("kind", "Hide the column");
    await expect(rows.head("kind")).toBeHidden();
    const from = await rows.head("started_at").boundingBox();
    const to = await rows.head("subject_id").boundingBox();
    if (!from || !to) throw new Error("The heads are not there.");
    await page.mouse.move(from.x + 30, from.y + 12);
    await page.mouse.down();
    await page.mouse.move(to.x + 8, to.y + 12, { steps: 6 });
    await page.mouse.up();
    await expect
      .poll(async () => (await rows.heads()).slice(0, 4))
      .toEqual(["status", "id", "started_at", "subject_id"]);

    await rows.cell(0, "2").click();
    await page.keyboard.press("ArrowUp");
    await expect(rows.head("id").getByRole("button").first()).toBeFocused();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Alt+Shift+ArrowRight");
    await expect.poll(async () => (await rows.heads()).slice(1, 4)).toEqual(["id", "subject_id", "started_at"]);
    const width = async () => (await rows.head("started_at").boundingBox())?.width ?? 0;
    const before = await width();
    await page.keyboard.press("Shift+ArrowRight");
    await expect.poll(width).toBe(before + 16);
    await page.keyboard.press("Enter");
    await expect(rows.head("started_at")).toHaveAttribute("aria-sort", "ascending");
    await expect(page.getByRole("status").filter({ hasText: "Sorted by started_at ascending" })).toBeAttached();
    await takePicture(page, "grid-columns");

    await page.waitForTimeout(600); // the window's state is written within 200 ms
    await page.reload();
    await expect(rows.head("started_at")).toHaveAttribute("aria-sort", "ascending");
    expect((await rows.heads()).slice(0, 4)).toEqual(["status", "id", "subject_id", "started_at"]);
    await expect(page.getByRole("button", { name: "Choose columns: 8 of 9 columns" })).toBeVisible();
  });

  test("come by a click that sends five statements, none of which counts or skips rows", async () => {
    const commands = await connectToCommandSocket(folder.path);
    const listStatements = async () => {
      const answer = await commands?.handle({ channel: "statements.list", input: { connectionId: null, limit: 2000 } });
      if (!answer?.ok) throw new Error("The statement log does not answer.");
      return answer.value as readonly LoggedStatement[]; // as its contract says
    };
    const last = (await listStatements()).at(-1)?.sequence ?? 0;
    await browse.openTable("run_events");
    await expect(shell.status.getByText(/^Page in/)).toBeVisible();
    await expect(shell.main.getByText("≈ 1,000,000 rows")).toBeVisible();
    const sent = (await listStatements()).filter(({ sequence }) => sequence > last);
    commands?.close();
    const rows = sent.filter(({ cause }) => cause.startsWith("grid"));
    expect(rows.slice(0, 5).map(({ cause, sql }) => `${cause}: ${/^\s*(\w+)/.exec(sql)?.[1]}`)).toEqual([
      "grid: rows: BEGIN",
      "grid: rows: SELECT",
      "grid: table: SELECT",
      "grid: rows: SELECT",
      "grid: rows: ROLLBACK",
    ]);
    expect(rows[3]?.sql).toMatch(/FROM "public"\."run_events" AS t\s+ORDER BY t\."id"[\s\S]*LIMIT/);
    const counting = /\bcount\s*\(\s*(?:\*|1)\s*\)\s+from|\boffset\s+(?!0\b)/i;
    const ofTheTable = sent.filter(({ sql }) => sql.includes("run_events"));
    expect(ofTheTable.filter(({ sql }) => counting.test(sql)).map(({ sql }) => sql)).toEqual([]);
  });

  test("can be gone through: by a value, by a number, to its ends", async () => {
    await browse.openTable("run_events");
    const rows = new Rows(page, "run_events");
    await expect(shell.main.getByText("≈ 1,000,000 rows")).toBeVisible();
    await rows.grid.getByRole("gridcell").first().click();
    await page.keyboard.press("ControlOrMeta+G");
    await page.getByRole("textbox", { name: "About row number" }).fill("500000");
    await page.keyboard.press("Enter");
    await expect(rows.details.getByRole("heading", { name: "Row ≈500000" })).toBeVisible();
    await rows.grid.getByRole("gridcell").first().click();
    await page.keyboard.press("ControlOrMeta+Home");
    await expect(rows.details.getByRole("heading", { name: "Row 1", exact: true })).toBeVisible();
    await page.keyboard.press("ControlOrMeta+G");
    await page.getByRole("textbox", { name: "id at or above" }).fill("not a uuid");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog").getByText(/invalid input syntax for type uuid/)).toBeVisible();
    await page.getByRole("textbox", { name: "id at or above" }).fill("00000000-0000-0000-0000-000000000000");
    await page.keyboard.press("Enter");
    await expect(rows.details.getByRole("heading", { name: "Row 1", exact: true })).toBeVisible();
    await shell.main.getByRole("button", { name: "Count", exact: true }).click();
    await expect(shell.main.getByText("1,000,000 rows, counted")).toBeVisible();
  });

  test("are found by type, by values, and by a condition that stays one condition", async () => {
    const rows = new Rows(page, "run_events");
    await rows.columnMenu("kind", "Filter by this column");
    const form = page.getByRole("dialog", { name: "Add a filter" });
    await form.getByRole("button", { name: /Condition/ }).click();
    await page.getByRole("option", { name: "in", exact: true }).click();
    await form.getByRole("textbox").fill("error\nmilestone");
    await form.getByRole("button", { name: "Filter", exact: true }).click();
    await expect(page.getByRole("region", { name: "Filters" })).toContainText("error, milestone");
    await expect(shell.main.getByText(/≈ [\d,]+ of ≈ 1,000,000 rows/)).toBeVisible();
    await rows.filterByWhere("kind = 'log'; DELETE FROM run_events");
    await expect(rows.page.getByText("This is more than a condition.")).toBeVisible();
    await page.getByRole("button", { name: /^Remove the filter/ }).press("Enter");
    await expect(page.getByRole("button", { name: "Add a filter" })).toBeFocused();
    await rows.filterByWhere("kind = 'log' -- only these");
    await expect(await rows.cellOf(0, "kind")).toHaveText("log");
    await page.getByRole("button", { name: /^Remove the filter/ }).click();
    await expect(shell.main.getByText("≈ 1,000,000 rows")).toBeVisible();
  });

  test("lead to the rows they refer to, and from there back", async () => {
    const rows = new Rows(page, "run_events");
    await (await rows.cellOf(0, "kind")).click();
    await rows.details.getByRole("button", { name: "Look at runs by run_id" }).click();
    await expect(rows.details.getByText("started_at")).toBeVisible();
    await rows.details.getByRole("button", { name: /^runs/ }).click();
    const parent = new Rows(page, "runs");
    await parent.grid.getByRole("gridcell").first().click();
    const events = parent.details.getByRole("listitem").filter({ hasText: "run_events" });
    await events.getByRole("button", { name: "Count" }).click();
    await expect(events.getByText("20 rows")).toBeVisible();
  });

  test("show each kind of value as it is", async () => {
    await browse.openTable("odd_values");
    const rows = new Rows(page, "odd_values");
    await expect(await rows.cellOf(0, "body")).toHaveText("NULL");
    await expect(await rows.cellOf(1, "body")).toHaveText("''");
    await expect(await rows.cellOf(2, "body")).toHaveText("two↵lines \\u{202e}evil");
    await (await rows.cellOf(0, "body")).click();
    const { details } = rows;
    await expect(details.getByText("12345678901234567890.10")).toBeVisible();
    await expect(details.getByRole("img", { name: "raw", exact: true })).toBeVisible();
    expect(
      await details
        .getByRole("img", { name: "raw", exact: true })
        .evaluate((image: HTMLImageElement) => image.naturalWidth),
    ).toBe(1);
    await expect(details.getByText("from 1 to 5 (excluded)")).toBeVisible();
    await expect(details.getByText("1 month, −1 day")).toBeVisible();
    await expect(details.getByText("9 elements")).toBeVisible();
    await details.getByRole("button", { name: "Nearest rows" }).click();
    await expect(details.getByText("without an index: all rows were read.")).toBeVisible();
    await expect(details.getByRole("listitem").filter({ hasText: /^31$/ })).toBeVisible();
    await takePicture(page, "grid-values");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      details.getByRole("button", { name: /^Save/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("raw.bin");
  });

  test("are copied without losing anything", async () => {
    const rows = new Rows(page, "odd_values");
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await (await rows.cellOf(0, "id")).click();
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("ControlOrMeta+C");
    await expect.poll(copied).toBe('1\t\n2\t""');
    await rows.cellMenu(await rows.cellOf(0, "id"), "Copy as CSV");
    await expect.poll(copied).toBe('id,body\r\n1,\r\n2,""');
    await (await rows.cellOf(0, "id")).click();
    await page.keyboard.press("Shift+ArrowDown");
    await rows.cellMenu(await rows.cellOf(0, "id"), "Copy as IN list");
    await expect.poll(copied).toBe("(1, 2)");
  });

  test("say when nothing names them", async () => {
    await browse.openTable("odd_keyless");
    await expect(shell.main.getByText("No primary key: rows by place")).toBeVisible();
    await expect(shell.status.getByText(/by row place/)).toBeVisible();
  });

  test("attack nobody who looks at them, whatever they hold", async () => {
    await page.getByRole("tab", { name: /^odd_values/ }).click();
    const rows = new Rows(page, "odd_values");
    for (const [index, attack] of attacks.entries()) {
      const cell = await rows.cellOf(3 + index, "body");
      await expect(cell).toHaveText(attack);
      await cell.click();
      await expect(rows.details.getByText(attack).first()).toBeVisible();
    }
    for (const view of ["Structure", "Relations", "DDL", "Rows"] as const) await browse.showView(view);
    // Everything since the last reload was watched: nothing ran, and nothing had to be stopped.
    expect(await tour()).toEqual([null, []]);

    // The watch works: markup that reaches a sink is refused and counted.
    await page.evaluate((markup) => {
      try {
        document.body.insertAdjacentHTML("beforeend", markup);
      } catch {
        // Trusted Types throws; that it was counted is looked at below.
      }
      const image = document.createElement("img");
      image.src = "http://127.0.0.1:9/away.png";
      document.body.append(image);
    }, attacks[0] ?? "");
    await expect.poll(async () => ((await tour())[1] as string[]).length).toBeGreaterThan(1);
    expect((await tour())[0]).toBeNull();
  });
});
