// Migrations that do not go as they should: in the rehearsal, at the approval, on the target.
import type { Page } from "@playwright/test";
import type { ChangeRequestSummary } from "../shared/changes/model.ts";
import { ask } from "./hosts/ask.ts";
import { prepareSampleFolder } from "./hosts/sample-folder.ts";
import { onSampleServer } from "./hosts/sample-server.ts";
import { type DesktopHost, startDesktop } from "./hosts/start-desktop.ts";
import { expect, test } from "./hosts/test.ts";
import { Changes } from "./pages/changes.ts";
import { Shell } from "./pages/shell.ts";

const connectionId = "sample-contextground";

test.describe("a migration that does not go as it should", () => {
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

  /** Writes a migration into the folder, as somebody's editor would, and opens it. */
  const openMigration = async (name: string, upSql: string, downSql: string) => {
    await ask(page, "changes.create", { connectionId, name, upSql, downSql });
    await new Shell(page).showSection("Changes");
    const changes = new Changes(page);
    await changes.openMigration(name);
    await changes.actAs("mara");
    return changes;
  };

  test("a broken statement: the rehearsal says which one and why, and there is nothing to submit", async () => {
    test.setTimeout(240_000);
    const up =
      "CREATE TABLE labels (id int PRIMARY KEY);\nALTER TABLE labels ADD COLUMN run_id int REFERENCES no_such (id);\n";
    const changes = await openMigration("labels", up, "DROP TABLE labels;\n");
    await changes.rehearse();
    const report = changes.main.getByRole("region", { name: "Rehearsal report" });
    await expect(report.getByRole("alert")).toContainText(
      /_labels, up, statement 2: relation "no_such" does not exist/,
    );
    await expect(report.getByRole("alert")).toContainText("SQLSTATE 42P01");
    await expect(report.getByRole("alert")).toContainText("ADD COLUMN run_id int REFERENCES no_such");
    await expect(changes.main.getByRole("button", { name: "Submit for review" })).toBeDisabled();
    const input = {
      connectionId,
      migrationIds: [await idOf("labels")],
      role: "mara",
      title: "Past the button",
      description: "",
    };
    await expect(ask(page, "changes.submit", input)).rejects.toThrow(/rehears/i);
    // The target was not touched, and the throw-away branch is gone.
    const found = await onSampleServer(folder.path, (session) => session.query("SELECT to_regclass('public.labels')"));
    expect(found.rows).toEqual([[null]]);
    expect(await ask(page, "branches.list", { projectId: "sample" })).toHaveLength(1);
  });

  test("fails on the target though it passed the rehearsal: says where it stopped, and goes on when that is mended", async () => {
    test.setTimeout(300_000);
    await onOwn("CREATE TABLE public.words (word text NOT NULL)");
    await onOwn("INSERT INTO public.words VALUES ('one'), ('two')");
    const up = "CREATE TABLE tags (id int PRIMARY KEY);\nALTER TABLE words ADD CONSTRAINT words_key UNIQUE (word);\n";
    const changes = await openMigration("tags", up, "ALTER TABLE words DROP CONSTRAINT words_key;\nDROP TABLE tags;\n");
    await changes.rehearse();
    await changes.submit("Tags");

    await test.step("the author cannot approve, not even past the screen", async () => {
      await expect(changes.decision.getByText("Not yours to approve.")).toBeVisible();
      await expect(changes.decision).toContainText("Four eyes: another role must approve it.");
      const request = await requestOf("Tags");
      const input = { connectionId, id: request.id, role: "mara", expectedHash: request.hash };
      await expect(ask(page, "changes.approve", input)).rejects.toThrow(
        "mara wrote this change request and cannot approve it.",
      );
    });

    await changes.actAs("deniz");
    await changes.approve();
    const apply = changes.decision.getByRole("button", { name: /^Apply to/ });
    await test.step("a schema that is not the rehearsed one any more: nothing is sent", async () => {
      await onOwn("CREATE TABLE public.tags (other text)");
      await apply.click();
      await expect(changes.decision.getByRole("alert")).toContainText(
        "The target's schema has changed since the rehearsal.",
      );
      await expect(changes.decision.getByRole("alert")).toContainText("Rehearse and submit again");
      await onOwn("DROP TABLE public.tags");
    });
    await test.step("rows that were not there in the rehearsal: the transaction is undone", async () => {
      await onOwn("INSERT INTO public.words VALUES ('two')");
      await apply.click();
      await expect(changes.decision.getByText("It failed part of the way.")).toBeVisible({ timeout: 120_000 });
      await expect(changes.decision).toContainText(/Statement 2 failed: could not create unique index "words_key"/);
      await expect(changes.decision).toContainText("Nothing runs now.");
      expect(await tagsAndKeys()).toEqual([null, "0"]);
    });
    await test.step("it goes on when that is mended", async () => {
      await onOwn("DELETE FROM public.words WHERE ctid = (SELECT max(ctid) FROM public.words)");
      await changes.decision.getByRole("button", { name: "Continue" }).click();
      await expect(changes.decision.getByText("Applied", { exact: true })).toBeVisible({ timeout: 120_000 });
      expect(await tagsAndKeys()).toEqual(["tags", "1"]);
    });
    expect(await ask(page, "changes.verify", { connectionId })).toMatchObject({ isIntact: true });
  });

  async function onOwn(sql: string): Promise<void> {
    await onSampleServer(folder.path, (session) => session.execute(sql));
  }

  async function tagsAndKeys(): Promise<readonly (string | null)[] | undefined> {
    const sql = `SELECT to_regclass('public.tags')::text, count(*) FROM pg_constraint WHERE conname = 'words_key'`;
    return (await onSampleServer(folder.path, (session) => session.query(sql))).rows[0];
  }

  async function idOf(name: string): Promise<string> {
    const { migrations } = (await ask(page, "changes.folder", { connectionId })) as {
      migrations: { id: string; name: string }[];
    };
    return migrations.find((one) => one.id.endsWith(`_${name}`))?.id ?? "";
  }

  async function requestOf(title: string): Promise<{ readonly id: string; readonly hash: string }> {
    const list = (await ask(page, "changes.list", { connectionId })) as readonly ChangeRequestSummary[];
    const { id } = list.find((request) => request.title === title) ?? { id: "" };
    return (await ask(page, "changes.read", { connectionId, id })) as { id: string; hash: string };
  }
});
