// The indexes of a database: what the checks find, the map of a table, one index with its inside, a migration from a finding.
import type { Page } from "@playwright/test";
import { adminRole } from "../../electron/control-planes/embedded/server/create-cluster.ts";
import { openSession } from "../../electron/postgres/connect.ts";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { keptBranches, onSampleServer, sampleServer } from "../hosts/sample-server.ts";
import { startWeb, type WebHost } from "../hosts/start-web.ts";
import { expect, test } from "../hosts/test.ts";
import { IndexHealth } from "../pages/indexes/index-health.ts";
import { seriousFindings } from "../pages/serious-findings.ts";
import { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

const hostile = `a "<img src=x onerror=alert(1)>\u202e column`;
const quoted = `"${hostile.replaceAll('"', '""')}"`;
const columns = Array.from({ length: 38 }, (_, at) => `measured_value_of_sensor_${at + 1}`);

/** Forty columns and thirty indexes of every kind, one of them sparse. */
const gallery = [
  `CREATE TABLE public.gallery (id int, ${quoted} text, ${columns.map((column) => `${column} int`).join(", ")})`,
  `INSERT INTO public.gallery (id, ${quoted}, ${columns.slice(0, 3).join(", ")}) SELECT n, 'x' || n, n % 5, -n, n FROM generate_series(1, 60000) n`,
  `CREATE INDEX gallery_sparse_idx ON public.gallery (id)`,
  `DELETE FROM public.gallery WHERE id % 10 < 8`,
  `VACUUM (INDEX_CLEANUP on) public.gallery`,
  `CREATE UNIQUE INDEX gallery_unique ON public.gallery (id DESC NULLS LAST, ${columns[1]}) INCLUDE (${columns[2]})`,
  `CREATE INDEX gallery_lower ON public.gallery (lower(${quoted})) WHERE ${columns[0]} > 2`,
  `CREATE INDEX gallery_brin ON public.gallery USING brin (${columns[1]}) WITH (pages_per_range = 32)`,
  `CREATE INDEX gallery_hash ON public.gallery USING hash (${columns[0]})`,
  `CREATE INDEX gallery_few_idx ON public.gallery (${columns[0]})`,
  ...Array.from(
    { length: 24 },
    (_, at) =>
      `CREATE INDEX gallery_of_sensors_${at + 1}_idx ON public.gallery (${columns.slice(at + 3, at + 7).join(", ")} DESC)`,
  ),
  "ANALYZE public.gallery",
];

test.describe("index health", () => {
  let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
  let host: WebHost;
  let page: Page;
  let health: IndexHealth;
  test.beforeAll(async () => {
    test.setTimeout(300_000);
    folder = await prepareSampleFolder();
    host = await startWeb({ dataFolder: folder.path });
    page = host.page;
    await new Shell(page).waitForCatalog();
    await onSampleServer(folder.path, async (session) => {
      for (const sql of gallery) await session.execute(sql);
    });
    health = new IndexHealth(page);
  });
  test.afterAll(async () => {
    await host.close();
    folder.remove();
  });

  test("tells what the checks find, and who else counts", async () => {
    await health.open();
    const finding = health.findings.getByRole("listitem").filter({ hasText: "over-indexed-table" });
    await expect(finding.first()).toContainText("Table gallery has 30 indexes");
    await takePicture(page, "index-health");
    await page.getByRole("button", { name: /^Over-indexed table/ }).click();
    await expect(finding).toHaveCount(1);
  });

  test("draws forty columns and thirty indexes, and goes through them by keyboard", async () => {
    await health.showTable("gallery");
    await expect(health.map.getByRole("row")).toHaveCount(1 + 30 + 2);
    await expect(page.getByText("No standby is connected now")).toBeVisible();
    await expect(health.map.getByRole("img", { name: "id is key 1, descending, NULLs last" })).toBeVisible();
    await expect(
      health.map.getByRole("img", { name: /^a "<img src=x onerror=alert\(1\)>\\u\{202e\} column is named/ }),
    ).toBeVisible();
    await takePicture(page, "index-map-many");
    await health.index("gallery_brin").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const details = health.details("gallery_few_idx");
    await expect(details).toContainText("about 2 distinct values");
    await expect(details).toContainText("this role may not install it");
    await expect(details.getByRole("button", { name: /^Look inside/ })).toHaveCount(0);
    await page.keyboard.press("Enter");
    await expect(details).toBeHidden();
  });

  test("looks inside one index when that is asked for, and tells what it found", async () => {
    const password = keptBranches(folder.path).find((branch) => branch.isDefault)?.passwords[adminRole] ?? "";
    const admin = await openSession({ ...sampleServer(folder.path), user: adminRole, password }, { purpose: "test" });
    await admin.execute("CREATE EXTENSION pgstattuple");
    await admin.close();
    await page.reload();
    await health.open();
    await health.showTable("gallery");
    await health.index("gallery_sparse_idx").click();
    const details = health.details("gallery_sparse_idx");
    await details.getByRole("button", { name: /^Look inside, reads 1\.3 MB/ }).click();
    await expect(details).toContainText("Leaf pages full");
    await expect(details.getByRole("button", { name: "Look again" })).toBeVisible();
    expect(await seriousFindings(page, "index details")).toEqual([]);
    await takePicture(page, "index-details");
    await health.index("gallery_brin").click();
    await expect(health.details("gallery_brin")).toContainText("Pages of a range32");
  });

  test("drafts a migration from a finding in one click, with its way back", async () => {
    const card = page
      .getByRole("list", { name: "Findings about the indexes" })
      .getByRole("listitem")
      .filter({ hasText: "low-cardinality-index" })
      .filter({ hasText: "gallery_few_idx" });
    await card.getByRole("button", { name: "Draft migration" }).click();
    await expect(page.getByRole("article", { name: "New migration" })).toBeVisible();
  });
});
