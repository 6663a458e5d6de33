// What a reviewer reads of a rehearsal: locks over time, rows, queries, the lint as measured, and the rehearsal before.
import type { FolderMigration } from "../../shared/changes/model.ts";
import { ask } from "../hosts/ask.ts";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { startDesktop } from "../hosts/start-desktop.ts";
import { expect, test } from "../hosts/test.ts";
import { Changes } from "../pages/changes.ts";
import { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

const connectionId = "sample-contextground";
const upSql = `ALTER TABLE run_events ADD COLUMN note varchar(20);
UPDATE run_events SET note = left(kind, 20) WHERE run_id IN (SELECT id FROM runs ORDER BY id LIMIT 500);
ALTER TABLE run_events ALTER COLUMN note TYPE varchar(40);
ALTER TABLE documents DROP COLUMN title;
CREATE INDEX CONCURRENTLY run_events_note_idx ON run_events (note);
`;
const downSql = `DROP INDEX CONCURRENTLY run_events_note_idx;
ALTER TABLE documents ADD COLUMN title text NOT NULL DEFAULT 'lost';
ALTER TABLE documents ALTER COLUMN title DROP DEFAULT;
ALTER TABLE run_events DROP COLUMN note;
`;
const queriesSql = `SELECT id, title FROM documents ORDER BY title LIMIT 20;
SELECT count(*) FROM run_events WHERE ts > now();
SELECT kind, count(*) FROM run_events GROUP BY kind;`;

test("a rehearsal's report, read by picture and by table", async () => {
  test.setTimeout(300_000);
  const folder = await prepareSampleFolder();
  const host = await startDesktop({ dataFolder: folder.path });
  try {
    const { page } = host;
    const [shell, changes] = [new Shell(page), new Changes(page)];
    await shell.waitForCatalog();
    // The contract's own answer.
    const made = (await ask(page, "changes.create", {
      connectionId,
      name: "note_of_events",
      upSql,
      downSql,
    })) as FolderMigration;
    const input = { connectionId, migrationIds: [made.id], role: "mara" };
    await ask(page, "changes.rehearse", { ...input, queriesSql });
    await ask(page, "changes.submit", { ...input, title: "Reviewed change", description: "" });
    await shell.showSection("Changes");
    await changes.sidebar.getByRole("button", { name: "Reviewed change" }).click();
    const report = changes.main.getByRole("region", { name: "Rehearsal report" });

    await test.step("locks, as a picture and by the keyboard as a table", async () => {
      await expect(report.getByRole("list", { name: "Locks by relation" })).toContainText(
        /run_events.*ACCESS EXCLUSIVE/,
      );
      await takePicture(page, "rehearsal-locks");
      await report.getByRole("radio", { name: "Table" }).focus();
      await page.keyboard.press("Space");
      const table = report.getByRole("table", { name: "Locks of the up script" });
      await expect(table.getByRole("row", { name: /documents ACCESS EXCLUSIVE/ })).toBeVisible();
    });

    await test.step("rows, queries, findings", async () => {
      const rows = report.getByRole("table", { name: "Rows of the touched tables" });
      await expect(rows.getByRole("row", { name: /documents/ })).toContainText(
        /column title gone with 40000 values.*values of title differ/,
      );
      const queries = report.getByRole("list", { name: "Queries before and after" });
      await expect(queries.getByRole("listitem").first()).toContainText("breaks");
      await queries.locator("summary").first().click();
      await expect(queries).toContainText('column "title" does not exist');
      const findings = report.getByRole("list", { name: "Findings as measured" });
      await expect(findings.getByRole("listitem").first()).toBeVisible();
      await rows.scrollIntoViewIfNeeded();
      await takePicture(page, "rehearsal-rows");
      await report.getByRole("heading", { name: "Schema changes" }).scrollIntoViewIfNeeded();
      await takePicture(page, "rehearsal-times");
    });

    await test.step("beside the rehearsal before", async () => {
      await changes.openMigration("Note of events");
      await changes.actAs("mara");
      await changes.rehearse();
      await expect(report.getByRole("heading", { name: "Since the last rehearsal" })).toBeVisible();
      await expect(report.getByText(/by mara: the same scripts/)).toBeVisible();
      await report.getByRole("heading", { name: "Afterwards" }).scrollIntoViewIfNeeded();
    });
  } finally {
    await host.close();
    folder.remove();
  }
});
