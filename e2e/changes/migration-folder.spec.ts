// The folder of migrations: which format it is read as, why, and what a person can do about it.
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { MigrationFolder } from "../../shared/changes/model.ts";
import { ask } from "../hosts/ask.ts";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { type DesktopHost, startDesktop } from "../hosts/start-desktop.ts";
import { expect, test } from "../hosts/test.ts";
import { Changes } from "../pages/changes.ts";
import { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

test("a folder says what it is, asks when two tools left files, and is read as a person says", async () => {
  test.setTimeout(240_000);
  const data = await prepareSampleFolder();
  const host: DesktopHost = await startDesktop({ dataFolder: data.path });
  try {
    const { page } = host;
    await new Shell(page).waitForCatalog();
    await new Shell(page).showSection("Changes");
    const changes = new Changes(page);
    await changes.sidebar.getByRole("button", { name: /^Plain up\/down/ }).click();
    const main = changes.main.getByRole("article", { name: "Migrations folder" });
    await expect(main.getByRole("region", { name: "Format" })).toContainText(
      "Plain up/down. Its files are called like 0001_name.up.sql",
    );
    await expect(main.getByRole("list", { name: "Migrations by state" })).toContainText("3 pending");

    const connectionId = "sample-contextground";
    // What the contract says of this request.
    const { path } = (await ask(page, "changes.folder", { connectionId })) as MigrationFolder;
    const [flyway, dbmate] = [join(path ?? "", "V1__a.sql"), join(path ?? "", "20240101_b.sql")];
    await writeFile(flyway, "SELECT 1;\n");
    await writeFile(dbmate, "-- migrate:up\nCREATE TABLE b (x int);\n");
    // Another format is chosen and taken back: the folder is read anew each time.
    const readAs = async (label: string | RegExp) => {
      await main.getByRole("button", { name: /Read it as/ }).click();
      await page.getByRole("option", { name: label }).click();
    };
    await readAs("dbmate");
    await expect(main.getByRole("region", { name: "History" })).toContainText(
      "There is no public.schema_migrations: dbmate never ran here.",
    );
    await readAs(/^As its files say/);
    await expect(main.getByRole("region", { name: "Format" })).toContainText(
      "It has files of several formats: Flyway, dbmate.",
    );
    await expect(changes.sidebar.getByRole("button", { name: "Choose a format" })).toBeVisible();
    await takePicture(page, "migration-folder-ambiguous");
    await readAs("dbmate");
    await changes.sidebar.getByTitle(/^20240101_b: pending/).click();
    await expect(changes.main.getByRole("region", { name: "Record for dbmate" })).toContainText(
      'INSERT INTO "public"."schema_migrations"',
    );
    await takePicture(page, "migration-record");
    await rm(flyway);
    await rm(dbmate);
  } finally {
    await host.close();
    data.remove();
  }
});
