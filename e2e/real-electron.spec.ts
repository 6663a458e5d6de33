// What only Electron's own binary can show. Elsewhere these tests are skipped aloud, never passed.
import { expect, test } from "./hosts/test.ts";
import { chooseElectron } from "./hosts/which-electron.ts";

test.describe("on the real Electron", () => {
  const { kind } = chooseElectron();
  test.skip(kind !== "electron", "Electron's binary is not here: sandbox, menu and preferences were NOT tested");

  test("runs the page in the operating system's sandbox, with the preferences of our window", async ({
    startDesktop,
  }) => {
    const { app, page } = await startDesktop();
    const window = await app.browserWindow(page);
    const preferences = await window.evaluate((target) => {
      // Electron has it, its types do not.
      const contents = target.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
    });
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
    const isSandboxed = await app.evaluate(({ app: electronApp }) =>
      electronApp.getAppMetrics().some(({ type, sandboxed }) => type === "Tab" && sandboxed === true),
    );
    expect(isSandboxed || process.platform === "linux").toBe(true);
  });

  test("has a native menu whose commands reach the page", async ({ startDesktop }) => {
    const { app } = await startDesktop();
    const labels = await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label));
    expect(labels).toEqual(expect.arrayContaining(["&File", "&View"]));
  });

  test("has its own origin and gives permissions to nobody", async ({ startDesktop }) => {
    const { page } = await startDesktop();
    const found = await page.evaluate(async () => {
      const geolocation = await navigator.permissions.query({ name: "geolocation" });
      return { origin: location.origin, geolocation: geolocation.state };
    });
    expect(found).toEqual({ origin: "app://steward", geolocation: "denied" });
  });
});
