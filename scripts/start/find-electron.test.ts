import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findElectron } from "./find-electron.ts";

describe("looking for Electron's program", () => {
  let root: string;
  let mirror: Server;
  const told: string[] = [];
  beforeEach(async () => {
    told.length = 0;
    root = await mkdtemp(join(tmpdir(), "steward-electron-"));
    await mkdir(join(root, "node_modules", "electron", "dist"), { recursive: true });
    mirror = createServer((_request, response) => response.end());
    await new Promise<void>((done) => mirror.listen(0, "127.0.0.1", done));
  });
  afterEach(async () => {
    mirror.close();
    await rm(root, { recursive: true });
  });
  const find = (environment: NodeJS.ProcessEnv) =>
    findElectron({ root, environment, platform: "linux", tell: (line) => void told.push(line) });
  const screen = () => ({
    DISPLAY: ":1",
    ELECTRON_MIRROR: `http://127.0.0.1:${(mirror.address() as AddressInfo).port}/`, // it listens on a port
  });
  const install = (text: string) => writeFile(join(root, "node_modules", "electron", "install.js"), text);

  it("uses what is installed, or what the environment names", async () => {
    const program = join(root, "node_modules", "electron", "dist", "electron");
    await writeFile(program, "");
    await chmod(program, 0o755);
    await writeFile(join(root, "node_modules", "electron", "path.txt"), "electron");
    expect(await find(screen())).toEqual({ isFound: true, program });
    const folder = join(root, "node_modules", "electron", "dist");
    expect(await find({ ELECTRON_OVERRIDE_DIST_PATH: folder })).toEqual({ isFound: true, program });
    expect((await find({ ELECTRON_OVERRIDE_DIST_PATH: root })).isFound).toBe(false);
  });

  it("fetches nothing where there is no screen", async () => {
    await install("process.exit(3)");
    expect(await find({})).toEqual({ isFound: false, reason: "there is no screen here" });
    expect(told).toEqual([]);
  });

  it("runs the installer once it knows that the mirror answers", async () => {
    await install(
      'const fs = require("fs"); fs.writeFileSync(__dirname + "/dist/electron", ""); fs.writeFileSync(__dirname + "/path.txt", "electron");',
    );
    expect((await find(screen())).isFound).toBe(true);
    expect(told).toHaveLength(1);
    await rm(join(root, "node_modules", "electron", "path.txt"));
    await install("process.exit(1)");
    expect(await find(screen())).toMatchObject({ isFound: false, reason: expect.stringContaining("did not work") });
  });

  it("does not wait for a mirror that is not there", async () => {
    const environment = screen();
    mirror.close();
    mirror.closeAllConnections();
    expect(await find(environment)).toMatchObject({
      isFound: false,
      reason: expect.stringContaining("cannot be fetched"),
    });
  });
});
