import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { _electron, type ElectronApplication, expect, type Page, test } from "@playwright/test";

const folder = dirname(fileURLToPath(import.meta.url));
const executablePath = join(folder, "electron");
const fixture = join(folder, "fixture");

/** What the fixture's preload exposes. */
interface FixtureWindow {
  readonly fixture: {
    call(channel: string, value?: unknown): Promise<unknown>;
    twice(callback: (value: number) => void): string;
    askForPort(): void;
    readonly electron: string;
  };
  readonly scriptRan: boolean;
}

test.describe("the stand-in for Electron", () => {
  let app: ElectronApplication;
  let page: Page;
  let data: string;
  const environment = () => ({ ...process.env, FIXTURE_DATA: data }) as Record<string, string>;
  const seen = () => app.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);

  test.beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), "fixture-"));
    app = await _electron.launch({ executablePath, args: [fixture], env: environment() });
    page = await app.firstWindow();
    await page.waitForFunction(() => (window as unknown as FixtureWindow).scriptRan);
  });
  test.afterAll(async () => {
    await app.close();
    rmSync(data, { recursive: true, force: true });
  });

  test("runs main, an isolated preload, and messages between them", async () => {
    const result = await page.evaluate(async () => {
      const { fixture } = window as unknown as FixtureWindow;
      const heard: number[] = [];
      const text = fixture.twice((value) => heard.push(value));
      const echo = await fixture.call("echo", {
        at: new Date(0),
        none: undefined,
        bytes: new Uint8Array([1, 2]),
        big: 5n,
      });
      const failures = await Promise.all(
        ["fail", "nobody", "missing"].map((channel) => fixture.call(channel).catch((error: Error) => error.message)),
      );
      const leaks = ["require", "process", "standIn"].filter((name) => name in window);
      return { text, heard, echo, failures, leaks, isFrozen: Object.isFrozen(fixture) };
    });
    expect(result).toEqual({
      text: "called",
      heard: [2],
      echo: {
        value: { at: new Date(0), none: undefined, bytes: new Uint8Array([1, 2]), big: 5n },
        frame: "app://fixture/index.html",
      },
      failures: [
        "Error invoking remote method 'fail': Error: boom",
        "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
        "Error invoking remote method 'missing': Error: The stand-in for Electron does not model electron.powerMonitor",
      ],
      leaks: [],
      isFrozen: true,
    });
  });

  test("moves ports between page, main and utility process, and closes them with it", async () => {
    const result = await page.evaluate(async () => {
      const fromMain = new Promise<MessagePort>((resolve) =>
        window.addEventListener(
          "message",
          (event) => event.data === "from-main" && resolve(event.ports[0] as MessagePort),
        ),
      );
      (window as unknown as FixtureWindow).fixture.askForPort();
      const port = await fromMain;
      const back = new Promise((resolve) => (port.onmessage = (event) => resolve(event.data)));
      port.postMessage("hi");
      const { port1, port2 } = new MessageChannel();
      window.postMessage("to-worker", "/", [port2]);
      const answer = new Promise<{ sum: number; bytes: ArrayBuffer }>(
        (resolve) => (port1.onmessage = (event) => resolve(event.data)),
      );
      port1.postMessage([1, 2, 3]);
      const { sum, bytes } = await answer;
      const closed = new Promise((resolve) => port1.addEventListener("close", () => resolve("closed")));
      port1.postMessage("die");
      return { back: await back, sum, bytes: [...new Uint8Array(bytes)], closed: await closed };
    });
    expect(result).toEqual({ back: { back: "hi" }, sum: 6, bytes: [7, 8], closed: "closed" });
    await expect.poll(seen).toContain("exit 3");
  });

  test("holds the page: policy, navigation, windows", async () => {
    const violated = await page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener("securitypolicyviolation", (event) => resolve(event.violatedDirective));
          const script = document.createElement("script");
          script.textContent = "window.inlineRan = true";
          document.body.append(script);
        }),
    );
    const opened = await page.evaluate(() => {
      const bindings = Object.getOwnPropertyNames(window).filter((name) => name.startsWith(".stand-in"));
      return { window: window.open("https://example.org/"), bindings };
    });
    expect(opened).toEqual({ window: null, bindings: [] });
    await page.click("#elsewhere");
    await page.click("#away", { modifiers: ["ControlOrMeta"] });
    await page.click("#away");
    await expect
      .poll(async () => (await seen()).filter((text) => /^(open|navigate) /.test(text)))
      .toEqual([
        "open https://example.org/",
        "open https://example.net/",
        "open https://example.com/",
        "navigate https://example.com/",
      ]);
    await expect.poll(() => app.windows().length).toBe(1);
    expect([violated, await page.evaluate(() => "inlineRan" in window), await page.title()]).toEqual([
      "script-src-elem",
      false,
      "fixture",
    ]);
  });

  test("lets a second start go and tells the first", async () => {
    const second = spawnSync(executablePath, [fixture, "--hello"], { env: environment(), timeout: 20_000 });
    expect(second.status).toBe(0);
    await expect.poll(seen).toContain("second true");
  });

  test("gives Playwright the app and its window", async () => {
    const window = await app.browserWindow(page);
    expect(await window.evaluate((target) => [target.isVisible(), target.getTitle()])).toEqual([
      true,
      "stand-in-fixture",
    ]);
    expect(await app.evaluate(({ app: electronApp }) => [electronApp.getVersion(), electronApp.isPackaged])).toEqual([
      "1.2.3",
      false,
    ]);
  });
});

test("leaves no process behind when it is killed", async () => {
  const data = mkdtempSync(join(tmpdir(), "fixture-"));
  const child = spawn(executablePath, [fixture, "--remote-debugging-port=0"], {
    env: { ...process.env, FIXTURE_DATA: data },
    stdio: ["ignore", "ignore", "pipe"],
  });
  // Chromium's first page is there when its profile is in use by several processes.
  await expect.poll(() => processesNaming(data).length, { timeout: 30_000 }).toBeGreaterThan(2);
  child.kill("SIGKILL");
  await expect.poll(() => processesNaming(data), { timeout: 10_000 }).toEqual([]);
  rmSync(data, { recursive: true, force: true });
});

test("says what it is", () => {
  expect(execFileSync(executablePath, ["--version"], { encoding: "utf8" })).toMatch(/^v\d+\.\d+\.\d+ \(stand-in\)\n$/);
});

/** Processes whose command line names a text. */
function processesNaming(text: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, "utf8").includes(text);
      } catch {
        return false; // it ended while we looked
      }
    });
}
