import { prepareSampleFolder } from "./hosts/sample-folder.ts";
import { expect, test } from "./hosts/test.ts";
import { Query } from "./pages/query.ts";
import { Shell } from "./pages/shell.ts";

// Playwright waits for pictures of a page, and one that crashed never gives any.
test.use({ trace: "off", screenshot: "off" });

test("loads the page again after it crashed, with its tabs and drafts, and main goes on", async ({ startDesktop }) => {
  const sample = await prepareSampleFolder();
  const { app, page, log, kill } = await startDesktop({ dataFolder: sample.path });
  await new Shell(page).waitForCatalog();
  await new Shell(page).showSection("Query");
  await new Query(page).openNew();
  await new Query(page).type("SELECT 'written before the crash'");
  await page.waitForTimeout(400); // drafts are kept within 300 ms
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  await expect.poll(log).toContain("The page is gone");
  // Playwright holds on to the page that crashed; main asks the new one.
  const newPage = () =>
    app.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const script = "document.querySelector('.monaco-editor .view-lines')?.textContent ?? ''";
      return String(await window?.webContents.executeJavaScript(script));
    });
  await expect
    .poll(async () => (await newPage()).replaceAll("\u00a0", " "), { timeout: 60_000 })
    .toContain("written before the crash");
  // In order it would wait for the crashed page.
  await kill();
  sample.remove();
});
