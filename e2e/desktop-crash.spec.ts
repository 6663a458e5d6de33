import { once } from "node:events";
import { expect, test } from "./hosts/test.ts";

// Playwright waits for pictures of a page, and one that crashed never gives any.
test.use({ trace: "off", screenshot: "off" });

// Does not end under Playwright on the stand-in yet; by hand the page comes back and the app ends in half a second.
test.fixme("loads the page again after it crashed, and main goes on", async ({ startDesktop }) => {
  const { app, log } = await startDesktop();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  await expect.poll(log).toContain("The page is gone");
  const apiOfNewPage = () =>
    app.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return await window?.webContents.executeJavaScript("Object.keys(window.steward ?? {}).join()");
    });
  await expect.poll(apiOfNewPage).toBe("request,subscribe");
  // Playwright's own way to end waits for the crashed page.
  const hasEnded = once(app.process(), "exit");
  await Promise.race([app.evaluate(({ app: electronApp }) => electronApp.quit()), hasEnded]);
  await hasEnded;
});
