import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readUsableMigrations } from "./usable-migrations.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "steward-usable-"));
  const files = {
    "0001_a.up.sql": "CREATE TABLE a (x int);",
    "0001_a.down.sql": "DROP TABLE a;",
    "0002_b.up.sql": "SELECT 1;",
    "0003_begin.up.sql": "SELECT 1;\nBEGIN;\nCOMMIT;",
    "0004_broken.up.sql": "SELECT 1;",
    "0004_broken.down.sql": "SELEC 1;",
    "0005_twice.up.sql": "SELECT 1;",
    "0005_twin.up.sql": "SELECT 1;",
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
});
afterAll(() => rm(folder, { recursive: true }));

describe("readUsableMigrations", () => {
  it("gives the wanted ones in their own order, parsed", async () => {
    const found = await readUsableMigrations({ path: folder }, ["0002_b", "0001_a"]);
    expect(found.map(({ id, linted }) => [id, linted.up.length, linted.down?.length ?? null])).toEqual([
      ["0001_a", 1, 1],
      ["0002_b", 1, null],
    ]);
  });

  it("says why one cannot be used", async () => {
    const messageOf = (path: string | null, id: string) =>
      readUsableMigrations({ path }, [id]).then(
        () => "usable",
        (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
      );
    const asked = ["0003_begin", "0004_broken", "0005_twin", "0009_none"].map((id) => messageOf(folder, id));
    expect(await Promise.all([...asked, messageOf(null, "0001_a")])).toEqual([
      "invalidInput: 0003_begin, line 2: BEGIN is not for a script.",
      'invalidInput: 0004_broken, down script: syntax error at or near "SELEC" (line 1)',
      "invalidInput: 0005_twin: 2 migrations have the number 5; their order is not known.",
      "notFound: The folder has no migration 0009_none.",
      "notFound: This connection has no migrations folder.",
    ]);
  });
});
