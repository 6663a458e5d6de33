// Transactions by hand, and what is said and kept when the line or the session goes away under them.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { openSession } from "../../electron/postgres/connect.ts";
import { type CuttingProxy, createCuttingProxy } from "../../electron/testing/cutting-proxy.ts";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { sampleServer } from "../hosts/sample-server.ts";
import { startWeb, type WebHost } from "../hosts/start-web.ts";
import { expect, test } from "../hosts/test.ts";
import { Browse } from "../pages/browse.ts";
import { ConnectionForm } from "../pages/connection-form.ts";
import { Query } from "../pages/query.ts";
import { Shell } from "../pages/shell.ts";
import { takePicture } from "../pictures.ts";

test.describe("a transaction of one's own", () => {
  let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
  let host: WebHost;
  let proxy: CuttingProxy;
  let page: Page;
  let shell: Shell;
  let query: Query;
  test.beforeAll(async () => {
    test.setTimeout(300_000);
    folder = await prepareSampleFolder();
    host = await startWeb({ dataFolder: folder.path });
    page = host.page;
    shell = new Shell(page);
    query = new Query(page);
    await shell.waitForCatalog();
    const { database, user, password = "", ...server } = sampleServer(folder.path, "memora");
    proxy = await createCuttingProxy(server);
    await past("CREATE TABLE visits (id int PRIMARY KEY, page text)");
    await past("INSERT INTO visits SELECT n, 'home' FROM generate_series(1, 20) n");
    const form = new ConnectionForm(page);
    await form.open();
    await form.fill({ name: "Through a line", host: "127.0.0.1", port: proxy.port, database, user, password });
    await form.dialog.getByRole("radio", { name: "Development" }).click();
    await form.save();
    await shell.waitForCatalog();
    await shell.showSection("Query");
    await query.openNew();
  });
  test.afterAll(async () => {
    await host.close();
    await proxy.close();
    folder.remove();
  });

  /** What another program does and sees, past the line that can be cut. */
  async function past(sql: string): Promise<string> {
    const session = await openSession(sampleServer(folder.path, "memora"), { purpose: "another program" });
    try {
      return (await session.query(sql)).rows[0]?.[0] ?? "";
    } finally {
      await session.close();
    }
  }
  async function run(sql: string, answer: RegExp): Promise<void> {
    await query.type(sql);
    await query.run();
    await expect(page.getByText(answer).filter({ visible: true }).first()).toBeVisible();
  }
  /** Takes pictures in light and in dark; axe may find nothing serious in what is named. */
  async function look(name: string, part: string): Promise<void> {
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      await takePicture(page, `${name}-${colorScheme}`);
      const { violations } = await new AxeBuilder({ page }).include(part).setLegacyMode().analyze();
      expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
    }
  }
  const bar = (name = "Transaction") => page.getByRole("region", { name, exact: true }).filter({ visible: true });

  test("collects changes until it is committed, and asks before its tab goes", async () => {
    await page.getByRole("switch", { name: "Manual commit" }).click();
    await run("UPDATE visits SET page = 'start' WHERE id <= 4", /UPDATE 4 in/);
    expect(await past("SELECT count(*) FROM visits WHERE page = 'start'")).toBe("0");
    await run("ALTER TABLE visits ADD note text", /ALTER TABLE in/);
    await expect(bar()).toContainText("2 statements, 4 rows pending; 1 of them changes definitions");
    await look("sessions-transaction", ".session-bar");
    await page.getByTitle("Close Query", { exact: true }).click();
    const question = page.getByRole("dialog", { name: "Query has an open transaction" });
    await expect(question).toContainText("2 statements, 4 rows pending");
    await look("sessions-closing", ".dialog");
    await page.keyboard.press("Escape");
    await page.keyboard.press("ControlOrMeta+Shift+M");
    await expect(shell.status).toContainText("No transaction open");
    expect(await past("SELECT count(*) FROM visits WHERE page = 'start'")).toBe("4");
    await expect(page.getByRole("switch", { name: "Manual commit" })).toHaveAttribute("aria-checked", "true");
    await run("DELETE FROM visits WHERE id = 20", /DELETE 1 in/);
    await page.getByTitle("Close Query", { exact: true }).click();
    await question.getByRole("button", { name: "Roll back and close" }).click();
    await expect(page.getByRole("tab", { name: /^Query/ })).toBeHidden();
    expect(await past("SELECT count(*) FROM visits WHERE id = 20")).toBe("1");
  });

  test("warns when it stands idle and says who waits for it", async () => {
    await page.getByRole("button", { name: "Settings" }).click();
    await page
      .getByRole("radiogroup", { name: /^Warn when a transaction/ })
      .getByText("10 s")
      .click();
    await page.keyboard.press("Escape");
    await query.openNew();
    await run("BEGIN", /BEGIN in/);
    await run("UPDATE visits SET page = 'held' WHERE id = 1", /UPDATE 1 in/);
    const waiting = past("UPDATE visits SET page = 'theirs' WHERE id = 1");
    await expect(bar()).toContainText(/Idle for \d+ s: .* 1 session waits for it/, { timeout: 30_000 });
    await look("sessions-idle", ".session-bar");
    await bar().getByRole("button", { name: "Roll back" }).click();
    await waiting;
    await expect(bar()).toBeHidden();
  });

  test("that is lost with its session is said to be rolled back; one press takes the tab up again", async () => {
    await run("BEGIN", /BEGIN in/);
    await run("DELETE FROM visits WHERE id = 2", /DELETE 1 in/);
    await past(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'Steward editor' AND state = 'idle in transaction'",
    );
    await expect(bar("Lost session")).toContainText("its transaction was rolled back");
    await expect(bar("Lost session")).toContainText("Not stored: 1 statement, 1 row");
    await look("sessions-lost", ".session-bar");
    await bar("Lost session").getByRole("button", { name: "Reconnect" }).click();
    await expect(bar("Lost session")).toBeHidden();
    await expect(query.text).toContainText("DELETE");
    await expect(shell.status).toContainText("No transaction open");
    expect(await past("SELECT count(*) FROM visits WHERE id = 2")).toBe("1");
  });

  test("whose COMMIT is not answered is asked about again, in the editor and for staged rows", async () => {
    await run("BEGIN", /BEGIN in/);
    await run("DELETE FROM visits WHERE id = 3", /DELETE 1 in/);
    proxy.cutAt("COMMIT", "answered", "refuse");
    await bar().getByRole("button", { name: "Commit" }).click();
    await expect(bar("Lost COMMIT")).toContainText("It is not known yet whether it was stored", { timeout: 30_000 });
    await look("sessions-doubt", ".session-bar");
    proxy.accept();
    await bar("Lost COMMIT").getByRole("button", { name: "Check again" }).click();
    await expect(bar("Lost COMMIT")).toContainText("All of it is applied");
    expect(await past("SELECT count(*) FROM visits WHERE id = 3")).toBe("0");

    await shell.showSection("Browse");
    await new Browse(page).openTable("visits");
    const cell = page.locator('[role=row][aria-rowindex="2"] [role=gridcell][aria-colindex="2"]:visible');
    await cell.dblclick();
    await page.keyboard.type("by hand");
    await page.keyboard.press("Enter");
    const staged = page.getByRole("region", { name: "Staged changes" });
    proxy.cutAt("COMMIT", "before", "refuse");
    await staged.getByRole("button", { name: /^Commit to/ }).click();
    await expect(staged).toContainText("It is not known yet whether these changes were stored", { timeout: 30_000 });
    await expect(staged.getByRole("button", { name: /^Commit to/ })).toBeDisabled();
    await look("sessions-staged-doubt", ".staged");
    proxy.accept();
    await staged.getByRole("button", { name: "Check again" }).click();
    await expect(staged).toContainText("Nothing was stored");
    await staged.getByRole("button", { name: /^Commit to/ }).click();
    await expect(staged).toBeHidden();
    expect(await past("SELECT count(*) FROM visits WHERE page = 'by hand'")).toBe("1");
  });
});
