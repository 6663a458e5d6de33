import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseScript } from "../sql/parse-script.ts";
import { provideSampleMigrations, readSampleFunctions, readSampleQueries, readSampleUnits } from "./sample-files.ts";
import { sampleDatabases } from "./sample-project.ts";

const shipped = resolve(import.meta.dirname, "../../samples");

describe("the samples that are shipped", () => {
  it.each(sampleDatabases.map(({ database }) => database))(
    "%s can be read, and every script parses",
    async (database) => {
      const units = await readSampleUnits(shipped, database);
      const queries = await readSampleQueries(shipped, database);
      const scripts = [
        ...units.map(({ sql }) => sql),
        ...queries.map(({ sql }) => sql),
        await readSampleFunctions(shipped),
      ];
      const counts = await Promise.all([...new Set(scripts)].map(async (sql) => (await parseScript(sql)).length));
      expect(Math.min(...counts)).toBeGreaterThan(0);
      for (const query of queries) {
        expect(query.title).not.toMatch(/^\d|sql$/);
        expect(query.note.length).toBeGreaterThan(10);
        expect((await parseScript(query.sql)).length).toBe(1);
      }
    },
  );

  it("say when there is something to look at", async () => {
    const units = await readSampleUnits(shipped, "contextground");
    expect(units.filter(({ makesUsable }) => makesUsable).map(({ step }) => step)).toEqual(["documents"]);
    expect(units.filter(({ step }) => step === "run events").map(({ batch }) => batch)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });
});

describe("sample files", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "steward-samples-"));
    await mkdir(join(folder, "demo", "queries"), { recursive: true });
    await mkdir(join(folder, "demo", "migrations"), { recursive: true });
    await writeFile(
      join(folder, "demo", "queries", "1.sql"),
      "-- A title\n-- What it\n-- shows\nselect 1 -- kept\n;\n",
    );
    await writeFile(join(folder, "demo", "migrations", "0001_a.up.sql"), "SELECT 1;");
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("name their queries in comments", async () => {
    expect(await readSampleQueries(folder, "demo")).toEqual([
      { title: "A title", note: "What it shows", sql: "select 1 -- kept\n;" },
    ]);
    expect(await readSampleQueries(folder, "other")).toEqual([]);
  });

  it("give migrations once, and never overwrite what the user changed", async () => {
    const target = join(folder, "data", "migrations", "demo");
    expect(await provideSampleMigrations(folder, "demo", target)).toBe(target);
    await writeFile(join(target, "0001_a.up.sql"), "SELECT 2;");
    expect(await provideSampleMigrations(folder, "demo", target)).toBe(target);
    expect(await readFile(join(target, "0001_a.up.sql"), "utf8")).toBe("SELECT 2;");
    expect(await provideSampleMigrations(folder, "other", target)).toBeNull();
  });
});
