// On the desktop the whole connection string goes to the system's clipboard, past the page, and is taken away again.
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { keptBranches } from "../hosts/sample-server.ts";
import { expect, test } from "../hosts/test.ts";
import { Branches } from "../pages/branches/branches.ts";

test("a password on the clipboard stays for a while, and no longer", async ({ startDesktop }) => {
  test.setTimeout(300_000);
  const folder = await prepareSampleFolder();
  const { app, page, close } = await startDesktop({ dataFolder: folder.path });
  const branches = new Branches(page);
  await branches.shell.waitForCatalog();
  // The minute of the clipboard passes in two seconds.
  await app.evaluate(() => {
    const wait = globalThis.setTimeout;
    const quick = (run: () => void, ms?: number) => wait(run, ms === 60_000 ? 2_000 : ms);
    Object.assign(globalThis, { setTimeout: Object.assign(quick, wait) });
  });
  const clipboard = () => app.evaluate(({ clipboard: system }) => system.readText());
  await branches.shell.showSection("Branches");
  await branches.choose("main");
  const password = keptBranches(folder.path)[0]?.passwords.app_owner ?? "none";
  await branches.press("Copy with password");
  await expect(branches.shell.details.getByRole("button", { name: "Copied for a minute" })).toBeVisible();
  expect(await clipboard()).toContain(`:${encodeURIComponent(password)}@127.0.0.1`);
  expect(await page.content()).not.toContain(password);
  await expect.poll(clipboard, { timeout: 10_000 }).toBe("");

  // What somebody else copied meanwhile is theirs.
  await branches.press("Copy with password");
  await expect.poll(clipboard).toContain("postgresql://");
  await app.evaluate(({ clipboard: system }) => system.writeText("theirs"));
  await page.waitForTimeout(3_000);
  expect(await clipboard()).toBe("theirs");
  await close();
  folder.remove();
});
