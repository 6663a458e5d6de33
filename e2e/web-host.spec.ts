// The browser host: who gets in, and that the app works in an ordinary browser as it does on the desktop.
import { request } from "node:http";
import type { Page } from "@playwright/test";
import { prepareSampleFolder } from "./hosts/sample-folder.ts";
import { startWeb, type WebHost } from "./hosts/start-web.ts";
import { expect, test } from "./hosts/test.ts";
import { Browse } from "./pages/browse.ts";
import { Query } from "./pages/query.ts";
import { Shell } from "./pages/shell.ts";

/** The page with what `countViolations` keeps in it. */
type WatchedPage = Window & { violations?: string[] };

test.describe("the browser host", () => {
  let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
  let host: WebHost;
  test.beforeAll(async () => {
    test.setTimeout(300_000);
    folder = await prepareSampleFolder();
    host = await startWeb({ dataFolder: folder.path });
    await new Shell(host.page).waitForCatalog();
  });
  test.afterAll(async () => {
    await host.close();
    folder.remove();
  });

  test("lets a link in once, and a browser that was closed not at all", async () => {
    expect(host.page.url()).toBe(`${host.url}/`); // the token is out of the address
    const again = await host.page.request.get(host.link, { maxRedirects: 0 });
    expect([again.status(), (await again.text()).trim()]).toEqual([
      403,
      "This link was used or replaced. Open the newest link that Steward printed. A link works once; press Enter in Steward's terminal for a new one.",
    ]);
    const browser = host.page.context().browser();
    const other = await browser?.newContext();
    const page = await other?.newPage();
    const refused = await page?.goto(host.url);
    expect(refused?.status()).toBe(403);
    await expect(page?.locator("body") ?? host.page.locator("none")).toContainText("Open the newest link");
    await other?.close();
    // A session cookie: it goes when the browser is closed, and scripts never see it.
    const [cookie] = await host.page.context().cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict", expires: -1 });
    expect(await host.page.evaluate(() => document.cookie)).toBe("");
  });

  test("answers its own pages only", async () => {
    const { port } = new URL(host.url);
    const [cookie] = await host.page.context().cookies();
    const own = { host: `127.0.0.1:${port}`, cookie: `${cookie?.name}=${cookie?.value}` };
    const upgrade = {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    };
    const path = "/bridge?client=test";
    expect({
      page: await statusOf(Number(port), "/", own),
      otherName: await statusOf(Number(port), "/", { ...own, host: `evil.example:${port}` }),
      noCookie: await statusOf(Number(port), "/", { host: own.host }),
      line: await statusOf(Number(port), path, { ...own, ...upgrade, origin: host.url }),
      otherOrigin: await statusOf(Number(port), path, { ...own, ...upgrade, origin: "https://evil.example" }),
      noOrigin: await statusOf(Number(port), path, { ...own, ...upgrade }),
    }).toEqual({ page: 200, otherName: 421, noCookie: 403, line: 101, otherOrigin: 403, noOrigin: 403 });
  });

  test("browses and runs queries in two tabs at once, without a violation of its policy", async ({ pageErrors }) => {
    test.setTimeout(180_000);
    const context = host.page.context();
    await context.addInitScript(() => {
      const watched = window as WatchedPage;
      watched.violations = [];
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
        watched.violations?.push(`${violatedDirective} ${blockedURI}`);
      });
    });
    const tabs = [await context.newPage(), await context.newPage()] as const;
    for (const page of tabs) {
      pageErrors.watch(page);
      await page.goto(host.url);
      await new Shell(page).showSection("Browse");
      await new Shell(page).waitForCatalog();
    }
    await Promise.all(
      tabs.map(async (page, index) => {
        const browse = new Browse(page);
        await browse.openTable(index === 0 ? "runs" : "versions");
        await expect(
          browse
            .grid(index === 0 ? "runs" : "versions")
            .getByRole("row")
            .nth(5),
        ).toBeVisible();
      }),
    );
    for (const [index, page] of tabs.entries())
      await beginQuery(page, `SELECT ${index + 1} * 1000 AS answer, pg_sleep(1)`);
    for (const [index, page] of tabs.entries())
      await expect(new Query(page).rows.getByRole("gridcell", { name: `${index + 1}000` })).toBeVisible({
        timeout: 30_000,
      });
    const sections = ["Health", "Branches", "Changes", "Browse"] as const;
    for (const section of sections) await new Shell(tabs[0]).showSection(section);
    const violations = await Promise.all(tabs.map((page) => page.evaluate(() => (window as WatchedPage).violations)));
    expect(violations).toEqual([[], []]);
    for (const page of tabs) await page.close();
  });
});

async function beginQuery(page: Page, sql: string): Promise<void> {
  const query = new Query(page);
  await new Shell(page).showSection("Query");
  await query.openNew();
  await query.type(sql);
  await query.run();
}

/** The status of a raw request: a browser would not send a foreign Host or Origin. */
function statusOf(port: number, path: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    sent.on("error", reject);
    sent.end();
  });
}
