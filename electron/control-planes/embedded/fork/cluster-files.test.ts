import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findServerUser } from "../server/server-user.ts";
import { copyControlFile, copyEntry, listClusterFiles, measureFolder } from "./cluster-files.ts";
import { requireDiskSpace } from "./disk-space.ts";

describe("the files of a cluster", () => {
  let root: string;
  let from: string;
  let to: string;
  const write = async (path: string, text = path) => {
    await mkdir(dirname(join(from, path)), { recursive: true });
    await writeFile(join(from, path), text, { mode: 0o600 });
  };
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "steward-files-"));
    from = join(root, "from");
    to = join(root, "to");
    await mkdir(to);
    for (const path of ["PG_VERSION", "base/1/1259", "base/1/1259_fsm", "global/1262", "global/pg_control"])
      await write(path);
  });
  afterEach(() => rm(root, { recursive: true }));

  it("that vanish are left out, and one whose copy has no folder is an error", async () => {
    const user = findServerUser();
    const copy = (path: string) => copyEntry(from, to, { path, kind: "file", sizeBytes: 0 }, user);
    expect([await copy("PG_VERSION"), await copy("dropped")]).toEqual([true, false]);
    await expect(copy("base/1/1259")).rejects.toMatchObject({ code: "fileSystem" });
  });

  it("are listed without what belongs to the running server only", async () => {
    const unwanted = [
      "postmaster.pid",
      "postmaster.opts",
      "backup_label.old",
      "base/1/pg_internal.init",
      "base/1/pgsql_tmp12.3",
      "base/pgsql_tmp/pgsql_tmp1.0",
      "pg_wal/000000010000000000000001",
      "pg_wal/archive_status/x.ready",
      "pg_replslot/slot/state",
      "pg_stat_tmp/x",
      "pg_subtrans/0000",
    ];
    for (const path of unwanted) await write(path);
    const files = await listClusterFiles(from);
    const paths = (kind: string) =>
      files
        .filter((file) => file.kind === kind)
        .map((file) => file.path)
        .sort();
    expect([paths("file"), paths("folder")]).toEqual([
      ["PG_VERSION", "base/1/1259", "base/1/1259_fsm", "global/1262"],
      ["base", "base/1", "global", "pg_replslot", "pg_stat_tmp", "pg_subtrans", "pg_wal"],
    ]);
    expect(files.find((file) => file.path === "base/1/1259")?.sizeBytes).toBe("base/1/1259".length);
    for (const { path } of files.filter((file) => file.path.includes("/")))
      expect(files.findIndex((file) => file.path === dirname(path))).toBeLessThan(
        files.findIndex((file) => file.path === path),
      );
  });

  it("are copied as they are; one that vanished is no error, a missing folder is", async () => {
    for (const file of await listClusterFiles(from)) expect(await copyEntry(from, to, file, {})).toBe(true);
    expect([await readFile(join(to, "base/1/1259"), "utf8"), (await stat(join(to, "base"))).mode & 0o777]).toEqual([
      "base/1/1259",
      0o700,
    ]);
    const gone = { path: "base/1/9999", kind: "file", sizeBytes: 1 } as const;
    expect(await copyEntry(from, to, gone, {})).toBe(false);
    await rm(to, { recursive: true });
    await writeFile(to, "in the way");
    const folder = { path: "base", kind: "folder", sizeBytes: 0 } as const;
    await expect(copyEntry(from, to, folder, {})).rejects.toMatchObject({ code: "fileSystem" });
  });

  it("outside the folder cannot be branched", async () => {
    await mkdir(join(from, "pg_tblspc"));
    await symlink(tmpdir(), join(from, "pg_tblspc", "16400"));
    await expect(listClusterFiles(from)).rejects.toMatchObject({ code: "unsupported" });
  });

  it("are measured, whatever vanishes", async () => {
    expect(await measureFolder(join(root, "none"))).toBe(0);
    const names = ["PG_VERSION", "base/1/1259", "base/1/1259_fsm", "global/1262", "global/pg_control"];
    expect(await measureFolder(from)).toBe(names.join("").length);
    expect(await readdir(to)).toEqual([]);
  });

  it("include a control file that is never copied while it changes", async () => {
    await mkdir(join(to, "global"));
    await write("global/pg_control", "0".repeat(8192));
    const file = await open(join(from, "global", "pg_control"), "r+");
    let isWriting = true;
    let turn = 0;
    const writing = (async () => {
      for (; isWriting; turn++) {
        await file.write(String(turn % 10).repeat(8192), 0);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    })();
    for (let count = 0; count < 50; count++) {
      await copyControlFile(from, to, {});
      expect(await readFile(join(to, "global", "pg_control"), "utf8")).toMatch(/^(\d)\1{8191}$/);
    }
    isWriting = false;
    await writing;
    await file.close();
    expect(turn).toBeGreaterThan(5);
  });
});

describe("room on the disk", () => {
  it("is asked for with a reserve", async () => {
    await requireDiskSpace(tmpdir(), 1, "A test");
    await expect(requireDiskSpace(tmpdir(), 2 ** 60, "A test")).rejects.toMatchObject({
      code: "diskFull",
      message: expect.stringMatching(/^A test needs 1,099,511,628,032 MB, and the disk of .* has [\d,]+ MB left\.$/),
    });
    await expect(requireDiskSpace("/no/such/folder", 1, "A test")).rejects.toMatchObject({ code: "fileSystem" });
  });
});
