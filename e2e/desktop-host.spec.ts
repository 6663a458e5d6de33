// The desktop host by itself: what it lets a page do, and how it starts and ends. What the app does has its own files.
import { spawnSync } from "node:child_process";
import type { Page } from "@playwright/test";
import { channels } from "../electron/desktop/preload/channels.ts";
import { startUrl } from "../electron/desktop/protocol/own-origin.ts";
import { type MenuCommandId, menuCommandIds } from "../shared/commands/menu-commands.ts";
import type { PortEvent } from "../shared/rows/stream.ts";
import { ask, type DesktopPage } from "./hosts/ask.ts";
import { prepareSampleFolder } from "./hosts/sample-folder.ts";
import { expect, test } from "./hosts/test.ts";
import { chooseElectron, repositoryFolder } from "./hosts/which-electron.ts";
import { Shell } from "./pages/shell.ts";

test("gives the page two functions, a strict policy and no Node", async ({ startDesktop, pageErrors }) => {
  const { page } = await startDesktop();
  pageErrors.watch(page);
  const found = await page.evaluate(async () => {
    const { headers } = await fetch("/index.html");
    const refused = await fetch("/../../etc/passwd").then(({ status }) => status);
    return {
      api: Object.keys((window as unknown as DesktopPage).steward),
      isFrozen: Object.isFrozen((window as unknown as DesktopPage).steward),
      node: ["require", "process", "Buffer", "module"].filter((name) => name in window),
      policy: headers.get("content-security-policy")?.includes("require-trusted-types-for 'script'"),
      sniffing: headers.get("x-content-type-options"),
      refused,
    };
  });
  expect(found).toEqual({
    api: ["request", "subscribe"],
    isFrozen: true,
    node: [],
    policy: true,
    sniffing: "nosniff",
    refused: 404,
  });
  const refusal = "Failed to load resource: the server responded with a status of 404 (Not Found)";
  expect(pageErrors.take().filter((text) => text !== refusal)).toEqual([]);
});

test("keeps the page where it is, and asks before it opens a known link", async ({ startDesktop }) => {
  const { app, page } = await startDesktop();
  const opened = () => app.evaluate(() => (globalThis as unknown as { opened?: string[] }).opened ?? []);
  await app.evaluate(({ dialog, shell }) => {
    const seen: string[] = [];
    Object.assign(globalThis, { opened: seen });
    dialog.showMessageBox = async () => ({ response: seen.length === 0 ? 0 : 1, checkboxChecked: false });
    shell.openExternal = async (url) => void seen.push(url);
  });
  const before = page.url();
  await page.evaluate(() => {
    for (const url of ["https://evil.example/", "file:///etc/passwd", "https://www.postgresql.org/docs/"])
      window.open(url);
    // Later, so that the answer to this call does not wait for a navigation that is refused.
    setTimeout(() => {
      location.href = "https://evil.example/";
    }, 50);
  });
  await expect.poll(opened).toEqual(["https://www.postgresql.org/docs/"]);
  await page.evaluate(() => window.open("https://neon.com/"));
  await page.waitForTimeout(300);
  expect([await opened(), page.url(), app.windows().length]).toEqual([["https://www.postgresql.org/docs/"], before, 1]);
});

test("sends rows from the database process to the page, past main", async ({ startDesktop }) => {
  test.setTimeout(240_000);
  const { page } = await startDesktop();
  await expect
    .poll(() => ask(page, "connections.list", {}), { timeout: 180_000 })
    .toContainEqual(expect.objectContaining({ id: "sample-neonhub" }));
  const rows = await page.evaluate(async () => {
    const { port1, port2 } = new MessageChannel();
    const events: PortEvent[] = [];
    const hasOpened = new Promise((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<PortEvent>) => {
        events.push(data);
        if (data.kind === "opened") resolve(null);
        if (data.kind === "page") port1.postMessage({ kind: "credit", stream: "s", pages: 1 });
      };
    });
    window.postMessage({ kind: "steward.dataPort", connectionId: "sample-neonhub" }, "/", [port2]);
    port1.postMessage({ kind: "open", stream: "s" });
    await hasOpened;
    const input = {
      ref: { connectionId: "sample-neonhub" },
      sessionId: "desktop-test",
      isReadOnly: true,
      sql: "SELECT n, repeat('x', 100) FROM generate_series(1, 50000) n",
      stream: "s",
      firstPart: 0,
      maxRows: 0,
    };
    const answer = await (window as unknown as DesktopPage).steward.request({ channel: "editor.run", input });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const pages = events.flatMap((event) => (event.kind === "page" ? event.buffer.byteLength : []));
    const kinds = [...new Set(events.map((event) => event.kind))];
    const end = events.find((event) => event.kind === "end");
    return { answer, kinds, pages: pages.length, bytes: pages.reduce((sum, size) => sum + size, 0), end };
  });
  expect(rows).toMatchObject({
    answer: { ok: true },
    kinds: ["opened", "begin", "columns", "page", "end"],
    end: { part: 0, end: { rows: 50_000 } },
  });
  expect(rows.pages).toBeGreaterThan(8); // more than the first credit
  expect(rows.bytes).toBeGreaterThan(5_000_000);
});

/** The page with what it has heard of the menu. */
interface HearingPage {
  readonly heard: unknown[];
  readonly steward: { subscribe(topic: "menu.command", listener: (payload: { command: unknown }) => void): () => void };
}

test("does what its menu says, command by command", async ({ startDesktop }) => {
  test.setTimeout(420_000);
  const folder = await prepareSampleFolder();
  const { app, page } = await startDesktop({ dataFolder: folder.path });
  await new Shell(page).waitForCatalog();
  await page.evaluate(() => {
    const { steward, heard } = Object.assign(window, { heard: [] as unknown[] }) as unknown as HearingPage;
    steward.subscribe("menu.command", ({ command }) => heard.push(command));
  });
  const click = async (id: MenuCommandId) => {
    const heard = () => page.evaluate(() => (window as unknown as HearingPage).heard.length);
    const before = await heard();
    await app.evaluate(({ Menu }, itemId) => Menu.getApplicationMenu()?.getMenuItemById(itemId)?.click(), id);
    await expect.poll(heard, { timeout: 5_000, message: `the page hears of ${id}` }).toBe(before + 1);
  };
  const activity = page.getByRole("navigation", { name: "Activities" });
  const tabs = page.getByRole("tablist", { name: "Tabs" }).getByRole("tab");
  const sees: Readonly<Record<MenuCommandId, () => Promise<void>>> = {
    "query.new": () => expect(tabs).toHaveCount(1),
    "tab.close": () => expect(tabs).toHaveCount(0),
    "open-anything": () => expect(page.locator(".palette-content")).toBeVisible(),
    "palette.open": () => expect(page.getByRole("dialog", { name: "Type a command" })).toBeVisible(),
    "connections.add": () => expect(page.getByRole("dialog", { name: "Add a connection" })).toBeVisible(),
    "settings.open": () => expect(page.getByRole("dialog", { name: "Settings" })).toBeVisible(),
    "keys.sheet": () => expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible(),
    "section.browse": () => expect(activity.locator("[aria-current=page]")).toHaveAccessibleName(/^Browse/),
    "section.query": () => expect(activity.locator("[aria-current=page]")).toHaveAccessibleName(/^Query/),
    "section.health": () => expect(activity.locator("[aria-current=page]")).toHaveAccessibleName(/^Health/),
    "section.branches": () => expect(activity.locator("[aria-current=page]")).toHaveAccessibleName(/^Branches/),
    "section.changes": () => expect(activity.locator("[aria-current=page]")).toHaveAccessibleName(/^Changes/),
  };
  // Elsewhere first, so that each section is a change.
  await click("section.changes");
  const order: readonly MenuCommandId[] = ["section.browse", "query.new", "tab.close"];
  const others = menuCommandIds.filter((id) => !order.includes(id));
  for (const id of [...order, ...others]) {
    await test.step(id, async () => {
      await click(id);
      await sees[id]();
      if (await page.getByRole("dialog").isVisible()) await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
    });
  }
  await app.close();
  folder.remove();
});

test("tells the progress of an operation to the window that started it only", async ({ startDesktop }) => {
  test.setTimeout(420_000);
  const folder = await prepareSampleFolder();
  const { app, page } = await startDesktop({ dataFolder: folder.path });
  await new Shell(page).waitForCatalog();
  const opened = app.waitForEvent("window");
  await app.evaluate(({ BrowserWindow, app: electronApp }, url) => {
    const preload = `${electronApp.getAppPath()}/dist/desktop/preload.cjs`;
    void new BrowserWindow({ webPreferences: { preload, sandbox: true } }).loadURL(url);
  }, startUrl);
  const other = await opened;
  await other.waitForFunction(() => "steward" in window);
  await ask(other, "connections.list", {}); // now main knows this page as a client
  for (const each of [page, other])
    await each.evaluate(() => {
      const heard: unknown[] = [];
      Object.assign(window, { heard });
      (window as unknown as DesktopPage).steward.subscribe("operation.progress", (payload) => heard.push(payload));
      (window as unknown as DesktopPage).steward.subscribe("connections.changed", () => heard.push("for all"));
    });
  await page.evaluate(async () => {
    const { steward } = window as unknown as DesktopPage;
    const input = { ref: { connectionId: "sample-contextground" } };
    await steward.request({ channel: "indexes.check", input, operationId: "only-mine" });
  });
  // Told to all after it, so that what came before has come.
  await app.evaluate(({ BrowserWindow }, topic) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(topic, "connections.changed", {});
  }, channels.topic);
  const heard = (each: Page) => each.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
  await expect.poll(() => heard(other)).toEqual(["for all"]);
  expect(await heard(page)).toContainEqual(expect.objectContaining({ operationId: "only-mine" }));
  await app.close();
  folder.remove();
});

test("remembers where the window was", async ({ startDesktop }) => {
  const bounds = { x: 40, y: 50, width: 1100, height: 700 };
  const first = await startDesktop();
  await first.app.evaluate(({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]?.setBounds(place), bounds);
  await first.app.close();
  const second = await startDesktop({ dataFolder: first.dataFolder });
  const found = await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  expect(found).toEqual(bounds);
});

test("brings the first window forward when it is started again", async ({ startDesktop }) => {
  const { app, dataFolder } = await startDesktop();
  const isMinimized = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized());
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  const again = spawnSync(chooseElectron().executablePath, [repositoryFolder], {
    env: { ...process.env, STEWARD_HOME: dataFolder },
    timeout: 30_000,
  });
  expect(again.status).toBe(0);
  await expect.poll(isMinimized).toBe(false);
});

test("starts again after it was killed, with the same data folder", async ({ startDesktop }) => {
  const first = await startDesktop();
  await ask(first.page, "workspace.writeState", { key: "draft.kill-test", text: "SELECT 1" });
  await first.kill();
  const second = await startDesktop({ dataFolder: first.dataFolder });
  expect(await ask(second.page, "workspace.readState", { key: "draft.kill-test" })).toBe("SELECT 1");
});

test("keeps no password where the desktop has no keyring, and says so", async ({ startDesktop }) => {
  const { log, isReal } = await startDesktop({ env: { STAND_IN_KEYRING: "basic_text" } });
  test.skip(isReal, "only the stand-in can claim to have no keyring");
  await expect.poll(log).toContain("Passwords are not saved: this desktop has no keyring");
});
