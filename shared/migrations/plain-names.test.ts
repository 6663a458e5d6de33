import { describe, expect, it } from "vitest";
import { migrationIdSchema } from "../changes/contract.ts";
import { isMisnamedMigration, nextMigrationId, parseMigrationFileName } from "./plain-names.ts";

describe("parseMigrationFileName", () => {
  it("takes plain names apart, the ending in any case", () => {
    expect(parseMigrationFileName("0003_add.index-2.up.sql")).toEqual({
      id: "0003_add.index-2",
      order: 3,
      name: "add.index-2",
      direction: "up",
    });
    expect(parseMigrationFileName("20260101120000_X.DOWN.SQL")).toMatchObject({
      order: 20260101120000,
      direction: "down",
    });
  });

  it("tells other files from misnamed migrations", () => {
    const names = [
      "README.md",
      "schema.sql",
      "0001_x.sql",
      "12_x.up.sql",
      "0001_.up.sql",
      "0001_ä.down.sql",
      "0001_x.up.sql",
    ];
    expect(names.map(parseMigrationFileName).map((parsed) => parsed?.id ?? null)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      "0001_x",
    ]);
    expect(names.map(isMisnamedMigration)).toEqual([false, false, false, true, true, true, false]);
  });
});

describe("nextMigrationId", () => {
  const cases: readonly (readonly [readonly string[], string, string])[] = [
    [[], "Add index", "0001_add_index"],
    [["0001_a", "0009_b"], "Übergröße: größer!", "0010_ubergro_e_gro_er"],
    [["000007_a"], "../../etc/passwd", "000008_etc_passwd"],
    [["9999_a"], "…", "10000_change"],
  ];
  it.each(cases)("%j, %s", (existing, title, id) => {
    expect(nextMigrationId(existing, title)).toBe(id);
    expect(migrationIdSchema.safeParse(id).success).toBe(true);
  });
});
