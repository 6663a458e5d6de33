import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMigration } from "./create-migration.ts";
import { readMigrationsFolder } from "./read-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "steward-folder-"));
});
afterEach(() => rm(folder, { recursive: true }));
const write = (name: string, content: string) => writeFile(join(folder, name), content);

describe("readMigrationsFolder", () => {
  it("gives the bytes as they are, in the order of the numbers", async () => {
    await write("0010_b.up.sql", "\uFEFFSELECT 1;\r\n");
    await write("0002_a.UP.SQL", "SELECT 2");
    await write("0002_a.down.sql", "SELECT 3");
    await write("README.md", "not a migration");
    await mkdir(join(folder, "0003_folder.up.sql"));
    const migrations = await readMigrationsFolder(folder);
    const plain = { problem: null, record: null };
    expect(migrations).toEqual([
      {
        ...plain,
        id: "0002_a",
        order: 2,
        version: "0002",
        name: "a",
        up: Buffer.from("SELECT 2"),
        down: Buffer.from("SELECT 3"),
      },
      {
        ...plain,
        id: "0010_b",
        order: 10,
        version: "0010",
        name: "b",
        up: Buffer.from("\uFEFFSELECT 1;\r\n"),
        down: null,
      },
    ]);
  });

  it("names what cannot be used instead of skipping it", async () => {
    await write("0001_a.down.sql", "");
    await write("0002_a.up.sql", "");
    await write("0002_b.up.sql", "");
    const problems = (await readMigrationsFolder(folder)).map(({ problem }) => problem);
    expect(problems).toEqual([
      "There is a down script but no up script.",
      "2 migrations have the number 2; their order is not known.",
      "2 migrations have the number 2; their order is not known.",
    ]);
    await write("12_x.up.sql", "");
    await expect(readMigrationsFolder(folder)).rejects.toMatchObject({
      code: "invalidInput",
      message: "No migration can be called 12_x.up.sql.",
    });
  });

  it("refuses huge scripts and folders that are not there", async () => {
    await write("0001_a.up.sql", "x".repeat(5_000_001));
    await expect(readMigrationsFolder(folder)).rejects.toMatchObject({ code: "tooLarge" });
    await expect(readMigrationsFolder(join(folder, "nope"))).rejects.toMatchObject({ code: "fileSystem" });
  });
});

describe("createMigration", () => {
  it("writes both files whole under the next number and leaves nothing else", async () => {
    await write("0007_a.up.sql", "");
    const id = await createMigration(folder, { name: "Add an index", upSql: "SELECT 'ä'", downSql: "SELECT 2;\n" });
    expect([id, (await readdir(folder)).sort()]).toEqual([
      "0008_add_an_index",
      ["0007_a.up.sql", "0008_add_an_index.down.sql", "0008_add_an_index.up.sql"],
    ]);
    expect(await readFile(join(folder, "0008_add_an_index.up.sql"), "utf8")).toBe("SELECT 'ä'\n");
    expect(await createMigration(folder, { name: "x", upSql: "SELECT 1", downSql: null })).toBe("0009_x");
  });

  it("overwrites nothing when two write at once", async () => {
    const attempts = await Promise.allSettled(
      [1, 2, 3].map((one) => createMigration(folder, { name: "same", upSql: `SELECT ${one}`, downSql: null })),
    );
    const written = attempts.filter((attempt) => attempt.status === "fulfilled").length;
    const names = await readdir(folder);
    expect([names.length, names.every((name) => name.endsWith(".up.sql"))]).toEqual([written, true]);
  });
});
