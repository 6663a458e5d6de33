// The same bytes in the next environment: applied on a development server, promoted to production, approved there anew.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { openSession } from "../../electron/postgres/connect.ts";
import { ask } from "../hosts/ask.ts";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { keptBranches, onSampleServer, sampleServer } from "../hosts/sample-server.ts";
import { type DesktopHost, startDesktop } from "../hosts/start-desktop.ts";
import { expect, test } from "../hosts/test.ts";
import { Changes } from "../pages/changes.ts";
import { seriousFindings } from "../pages/serious-findings.ts";
import { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

const table = "CREATE TABLE public.prices (id int PRIMARY KEY, price numeric);";
const migration = "ALTER TABLE public.prices ADD COLUMN note text;\n";
let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
let host: DesktopHost;
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = await prepareSampleFolder();
  host = await startDesktop({ dataFolder: folder.path });
  page = host.page;
  await new Shell(page).waitForCatalog();
  const migrations = join(folder.path, "workspace", "migrations", "contextground");
  rmSync(migrations, { recursive: true, force: true });
  mkdirSync(migrations, { recursive: true });
  writeFileSync(join(migrations, "0001_price_note.up.sql"), migration);
  writeFileSync(join(migrations, "0001_price_note.down.sql"), "ALTER TABLE public.prices DROP COLUMN note;\n");
  await onSampleServer(
    folder.path,
    (session) => session.execute("CREATE DATABASE shop_dev OWNER app_owner"),
    "steward_admin",
  );
  for (const database of ["shop_dev", "contextground"]) {
    const session = await openSession(sampleServer(folder.path, database), { purpose: "another program" });
    await session.execute(table);
    await session.close();
  }
  const { host: name, port } = sampleServer(folder.path);
  const passwords = keptBranches(folder.path).find(({ isDefault }) => isDefault)?.passwords ?? {};
  for (const user of ["mara", "deniz"]) {
    const fields = { name: `Shop of ${user}`, environment: "development", host: name, port, tls: "disable" };
    const more = { database: "shop_dev", user, password: passwords[user] ?? null, migrationsFolder: migrations };
    await ask(page, "connections.save", { id: null, fields: { ...fields, ...more } });
  }
});
test.afterAll(async () => {
  await host.close();
  folder.remove();
});

test("what was applied on development is promoted to production, byte for byte", async () => {
  test.setTimeout(180_000);
  const shell = new Shell(page);
  const changes = new Changes(page);
  await shell.selectConnection("Shop of mara");
  await shell.showSection("Changes");
  await changes.openMigration("Price note");
  await takePicture(page, "migration-without-branches");
  await changes.submit("A note beside the price");
  await shell.selectConnection("Shop of deniz");
  await changes.sidebar.getByRole("button", { name: /A note beside the price/ }).click();
  await changes.approve();
  await changes.apply();
  await shell.main.getByRole("button", { name: "Promote…" }).click();
  const dialog = page.getByRole("dialog", { name: "Promote to the next environment" });
  await dialog.getByRole("button", { name: /Target/ }).click();
  await page.getByRole("option", { name: /ContextGround/ }).click();
  expect(await seriousFindings(page, "promoting")).toEqual([]);
  await takePicture(page, "promote");
  // What the folder says by now does not matter.
  writeFileSync(
    join(folder.path, "workspace", "migrations", "contextground", "0001_price_note.up.sql"),
    "DROP TABLE public.prices;\n",
  );
  await dialog.getByRole("button", { name: /^Rehearse and submit/ }).click();
  await shell.selectConnection("ContextGround");
  await shell.showSection("Changes");
  const promoted = changes.sidebar.getByRole("button", { name: /A note beside the price/ });
  await expect(promoted).toBeVisible({ timeout: 120_000 });
  await promoted.click();
  await expect(shell.main.getByText("Promoted from")).toBeVisible();
  await expect(shell.main.getByText("ADD COLUMN note text").first()).toBeVisible();
  await expect(changes.decision.getByRole("button", { name: /^Apply to/ })).toBeHidden();
  await takePicture(page, "promoted");
});
