// A data folder that is full, closed or taken, and ports that are: what the user reads, and that nothing is lost.
import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WorkspaceProgress } from "../shared/ipc/topics.ts";
import { ask } from "./hosts/ask.ts";
import { runWebToItsEnd } from "./hosts/run-web.ts";
import { prepareSampleFolder } from "./hosts/sample-folder.ts";
import { keepPort, keptBranches, sampleServer } from "./hosts/sample-server.ts";
import { expectNoServers } from "./hosts/server-processes.ts";
import { expect, test } from "./hosts/test.ts";
import { Query } from "./pages/query.ts";
import { Shell } from "./pages/shell.ts";

const isRoot = process.getuid?.() === 0;
const canMount = isRoot && process.platform === "linux";
const whyNot = "only root can mount a small disk: a full disk was NOT tested";

interface SmallDisk {
  readonly path: string;
  /** Leaves so many bytes free beside what is there. */
  leaveFree(bytes: number): void;
  unmount(): Promise<void>;
}

/** A disk of its own in memory, of `size` as `mount` writes it. */
function mountDisk(size: string): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), "steward-e2e-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size},mode=711`, "tmpfs", path]);
  return {
    path,
    leaveFree: (bytes) => {
      const { bsize, blocks, bfree } = statfsSync(path);
      execFileSync("mount", ["-o", `remount,size=${(blocks - bfree) * bsize + bytes}`, path]);
    },
    unmount: async () => {
      execFileSync("umount", ["-l", path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Takes all room of a disk; gives it back when called. */
function fillDisk(path: string): () => void {
  const file = join(path, "filler");
  // Ends when there is no room for another byte, which is its error.
  spawnSync("dd", ["if=/dev/zero", `of=${file}`, "bs=64k"], { stdio: "ignore" });
  return () => unlinkSync(file);
}

/** Another program on a port of this computer. */
async function listenSomewhere(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port, // it listens on TCP
    close: async () => {
      server.close();
      await once(server, "close");
    },
  };
}

test("a full disk: drafts and branches say so, what was there stays, and all goes on when there is room", async ({
  startDesktop,
}) => {
  test.skip(!canMount, whyNot);
  test.setTimeout(300_000);
  const disk = mountDisk("12g");
  const sample = await prepareSampleFolder(disk.path);
  // How large the sample is depends on how long it took to make: a copy for its history may be there already.
  disk.leaveFree(600 * 1024 * 1024);
  const { page, close } = await startDesktop({ dataFolder: sample.path });
  const shell = new Shell(page);
  const query = new Query(page);
  try {
    await shell.waitForCatalog();
    await shell.showSection("Query");
    await query.openNew();
    await query.type("SELECT 'kept before'");
    await expect(shell.saveFailure).toBeHidden();
    await expect.poll(() => readdirSync(join(sample.path, "state")).join()).toContain("draft-");
    const giveBack = fillDisk(disk.path);
    await test.step("a draft cannot be kept: it is said, and stays on screen", async () => {
      await query.type("SELECT 'typed while the disk was full'");
      await expect(shell.saveFailure).toContainText("There is no room left to write");
      await expect(query.text).toContainText("typed while the disk was full");
    });
    await test.step("a branch cannot be made: it is said before anything is written, and no half branch stays", async () => {
      await shell.showSection("Branches");
      await shell.main.getByRole("button", { name: /^New branch/ }).click();
      const dialog = page.getByRole("dialog", { name: "New branch" });
      await dialog.getByRole("textbox", { name: "Name" }).fill("no/room");
      await dialog.getByRole("button", { name: "Create branch" }).click();
      const failure = page
        .getByRole("alert")
        .filter({ hasText: /room|space/i })
        .first();
      await expect(failure).toBeVisible({ timeout: 60_000 });
      await expect(failure).toContainText(/free/i);
      await page.keyboard.press("Escape");
      expect(keptBranches(sample.path).map(({ name }) => name)).toEqual(["main"]);
    });
    await test.step("rows can be read all the same", async () => {
      await shell.showSection("Query");
      await query.type("SELECT count(*) AS rows FROM runs");
      await query.run();
      await expect(query.rows.getByRole("gridcell", { name: "50000" })).toBeVisible({ timeout: 30_000 });
    });
    giveBack();
    await test.step("with room again, the draft is kept", async () => {
      await query.type("SELECT 'typed afterwards'");
      await expect(shell.saveFailure).toBeHidden({ timeout: 30_000 });
    });
  } finally {
    await close();
  }
  await expectNoServers(sample.path);
  const again = await startDesktop({ dataFolder: sample.path });
  await new Shell(again.page).showSection("Browse");
  await new Shell(again.page).waitForCatalog();
  await new Shell(again.page).showSection("Query");
  await expect(new Query(again.page).text).toContainText("typed afterwards");
  await again.close();
  await disk.unmount();
});

test("a disk that fills up during the first start: the reason is said, and trying again completes it", async ({
  startDesktop,
}) => {
  test.skip(!canMount, whyNot);
  test.setTimeout(300_000);
  const disk = mountDisk("350m");
  const { page, close } = await startDesktop({ dataFolder: disk.path });
  const shell = new Shell(page);
  await expect(shell.sampleFailure).toContainText(
    /No space left on device|no room left|disk is full|the disk of .* has \d+ MB left/i,
    {
      timeout: 180_000,
    },
  );
  await expect(shell.sampleFailure).toContainText(/free (some )?space/i);
  await expect(shell.sampleFailure).toContainText("Your own connections work.");
  execFileSync("mount", ["-o", "remount,size=5g", disk.path]);
  await shell.sampleFailure.getByRole("button", { name: "Try again" }).click();
  await expect(shell.sidebar.getByRole("heading", { name: "contextground" })).toBeVisible({ timeout: 120_000 });
  const state = async () => ((await ask(page, "workspace.progress", {})) as WorkspaceProgress).state;
  await expect.poll(state, { timeout: 180_000 }).toBe("complete");
  await expect(shell.sampleFailure).toBeHidden();
  await close();
  await expectNoServers(disk.path);
  await disk.unmount();
});

test("a data folder that cannot be written, or is none: the host names it and ends with 2", async () => {
  const folder = mkdtempSync(join(tmpdir(), "steward-e2e-closed-"));
  const file = join(folder, "file");
  writeFileSync(file, "");
  const none = await runWebToItsEnd(file);
  expect(none.code).toBe(2);
  expect(none.said).toContain(file);
  expect(none.said).toContain("Check that the folder exists and that you may write to it.");
  // Permissions do not stop root, and an own folder is opened again by its owner: the parent is what stops others.
  const dataFolder = canMount ? folder : join(folder, "data");
  if (canMount) execFileSync("mount", ["-t", "tmpfs", "-o", "ro", "tmpfs", folder]);
  else chmodSync(folder, 0o500);
  const closed = await runWebToItsEnd(dataFolder);
  if (canMount) execFileSync("umount", [folder]);
  else chmodSync(folder, 0o700);
  expect(closed.code).toBe(2);
  expect(closed.said).toContain(`${dataFolder} cannot be used: ${canMount ? "EROFS" : "EACCES"}`);
  expect(closed.said).toContain("you may write to it");
  expect(closed.said).not.toMatch(/\n\s+at /);
  rmSync(folder, { recursive: true });
});

test("ports that are taken, and a second instance", async ({ startWeb }) => {
  test.setTimeout(240_000);
  const sample = await prepareSampleFolder();
  const taken = await listenSomewhere();
  keepPort(sample.path, taken.port);
  const lines: string[] = [];
  const first = await startWeb({ dataFolder: sample.path, onLine: (line) => lines.push(line) });
  await test.step("the branch's own port: the server takes another one, and says so in its log", async () => {
    await new Shell(first.page).waitForCatalog();
    await expect
      .poll(() => lines.join("\n"))
      .toMatch(/Port \d+ of branch main is used by another program; taking another/);
    expect(sampleServer(sample.path).port).not.toBe(taken.port);
  });
  await test.step("the second instance names the first and ends with 2", async () => {
    const second = await runWebToItsEnd(sample.path);
    expect(second.code).toBe(2);
    expect(second.said).toMatch(/Steward is already running with the data folder .* \(process \d+\)\./);
    expect(second.said).toContain("choose another data folder with STEWARD_HOME");
    await expect(new Shell(first.page).status).toContainText("Compute active");
  });
  await test.step("the page's port: it is named, and nothing is left behind", async () => {
    const other = mkdtempSync(join(tmpdir(), "steward-e2e-other-"));
    const port = String(new URL(first.url).port);
    const third = await runWebToItsEnd(other, ["--port", port]);
    expect(third.code).toBe(2);
    expect(third.said).toContain(`Port ${port} on 127.0.0.1 is used by another program.`);
    expect(third.said).toContain("Choose another one with --port");
    expect(existsSync(join(other, "app.lock"))).toBe(false);
    rmSync(other, { recursive: true });
  });
  await first.close();
  await taken.close();
  await expectNoServers(sample.path);
  sample.remove();
});
