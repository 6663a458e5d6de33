// What the server does now: who waits for whom, ending the one at the root, and live mode only where it wakes nothing.
import type { Page } from "@playwright/test";
import { openSession } from "../../electron/postgres/connect.ts";
import type { OwnedSession } from "../../electron/postgres/session.ts";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { sampleServer } from "../hosts/sample-server.ts";
import { startWeb, type WebHost } from "../hosts/start-web.ts";
import { expect, test } from "../hosts/test.ts";
import { seriousFindings } from "../pages/serious-findings.ts";
import { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

test.describe("the live monitor", () => {
  let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
  let host: WebHost;
  let page: Page;
  let shell: Shell;
  const open = (purpose: string) => openSession(sampleServer(folder.path), { purpose });

  test.beforeAll(async () => {
    test.setTimeout(300_000);
    folder = await prepareSampleFolder();
    host = await startWeb({ dataFolder: folder.path });
    page = host.page;
    shell = new Shell(page);
    await shell.waitForCatalog();
    await shell.showSection("Health");
    await shell.sidebar.getByRole("radio", { name: "Monitor" }).click();
  });
  test.afterAll(async () => {
    await host.close();
    folder.remove();
  });

  test("draws a chain of three, and ends its root when that is agreed to", async () => {
    const [root, middle, last] = await Promise.all([open("checkout"), open("refunds"), open("report")]);
    const all = [root, middle, last];
    const lock = (session: OwnedSession, key: number) =>
      session.execute(`SELECT pg_catalog.pg_advisory_xact_lock(${key})`);
    for (const session of all) await session.execute("BEGIN");
    await root.execute("LOCK TABLE public.versions IN EXCLUSIVE MODE");
    await lock(middle, 2);
    const waits = [middle.execute("DELETE FROM public.versions WHERE false"), lock(last, 2)];

    await page.getByRole("tab", { name: /^Blocking/ }).click();
    const tree = page.getByRole("list", { name: "Who waits for whom" });
    await expect(tree.getByRole("button", { name: `${last.backendPid} app_owner · Steward report` })).toBeVisible();
    const first = tree.getByRole("listitem").first();
    await expect(first).toContainText("2 sessions behind it");
    await expect(first.getByRole("listitem").getByRole("listitem")).toContainText(String(last.backendPid));
    expect(await seriousFindings(page, "monitor, blocking")).toEqual([]);
    await takePicture(page, "monitor-blocking");

    // It runs nothing: a cancel would do nothing, and is not offered.
    await expect(page.getByRole("button", { name: `Cancel statement of session ${root.backendPid}` })).toBeDisabled();
    const lost = new Promise((resolve) => root.onLost(resolve));
    await page.getByRole("button", { name: `End session ${root.backendPid}` }).click();
    const dialog = page.getByRole("dialog", { name: `End session of process ${root.backendPid}?` });
    await expect(dialog).toContainText("2 sessions can go on then.");
    await expect(dialog).toContainText("pg_catalog.pg_terminate_backend");
    await takePicture(page, "monitor-end-session");
    await dialog.getByRole("button", { name: "End session" }).click();
    await lost;
    await waits[0];
    await middle.execute("ROLLBACK");
    await waits[1];
    await expect(page.getByText("Nobody waits for anybody")).toBeVisible();
    for (const session of all) await session.close();
  });

  test("shows sessions, locks and the server, and charts of what changed between looks", async () => {
    const busy = await open("busy");
    const sleeping = busy.query("SELECT pg_catalog.pg_sleep(60), 'a <b>long</b> report'").catch(() => undefined);
    await page.getByRole("tab", { name: /^Sessions/ }).click();
    const row = page
      .getByRole("table", { name: "Sessions" })
      .getByRole("row")
      .filter({ hasText: "a <b>long</b> report" });
    await row.click();
    await expect(shell.details).toContainText("Sleeps because pg_sleep was called.");
    await expect(page.getByRole("figure").filter({ hasText: "Transactions per second" })).toBeVisible();
    expect(await seriousFindings(page, "monitor, sessions")).toEqual([]);
    await takePicture(page, "monitor-sessions");
    await shell.details.getByRole("button", { name: `Cancel statement of session ${busy.backendPid}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel statement" }).click();
    await sleeping;
    await busy.execute("BEGIN");
    await busy.execute("LOCK TABLE public.versions IN SHARE MODE");
    await page.getByRole("tab", { name: "Locks" }).click();
    const lock = page
      .getByRole("table", { name: "Locks" })
      .getByRole("row")
      .filter({ hasText: String(busy.backendPid) });
    await expect(lock.filter({ hasText: "public.versions" })).toContainText("Share");
    await takePicture(page, "monitor-locks");
    await busy.close();
    await page.getByRole("tab", { name: "Server" }).click();
    await expect(page.getByText("By time")).toBeVisible();
    expect(await seriousFindings(page, "monitor, server")).toEqual([]);
    await takePicture(page, "monitor-server");
  });

  test("looks no more while it is paused or another section is shown", async () => {
    const sent = () => page.getByRole("button", { name: /^Statement log, / }).textContent();
    /** Longer than two looks apart. */
    const staysQuiet = async () => {
      await page.waitForTimeout(500); // the look that was under way
      const before = await sent();
      await page.waitForTimeout(3_000);
      expect(await sent()).toBe(before);
    };
    const before = await sent();
    await expect.poll(sent).not.toBe(before);
    await page.getByRole("button", { name: "Pause" }).click();
    await staysQuiet();
    await page.getByRole("button", { name: "Live", exact: true }).click();
    await shell.showSection("Branches");
    await staysQuiet();
  });
});
