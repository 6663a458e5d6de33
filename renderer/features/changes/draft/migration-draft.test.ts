import { describe, expect, it } from "vitest";
import { draftIds, fileName, type MigrationDraft, migrationProblems, toMigrationScripts } from "./migration-draft.ts";

const draft: MigrationDraft = {
  name: "Add index (Läufe)",
  reason: "CG-118\ndrop table x;",
  upSql: "create index a on b (c);",
  downSql: "drop index a;\n\n",
  whyNoDown: "",
};

describe("a migration that is being written", () => {
  it("becomes files whose first lines say why, as comments that cannot run", () => {
    expect(toMigrationScripts(draft)).toEqual({
      name: "add_index_laufe",
      upSql: "-- CG-118\n-- drop table x;\ncreate index a on b (c);\n",
      downSql: "drop index a;\n",
    });
    expect(toMigrationScripts({ ...draft, reason: "", downSql: null, whyNoDown: "data is gone\r\nfor good" })).toEqual({
      name: "add_index_laufe",
      upSql: "-- No down script: data is gone\n-- for good\ncreate index a on b (c);\n",
      downSql: null,
    });
  });

  it("asks for what is missing, a reason included where there is no way back", () => {
    expect(migrationProblems(draft)).toEqual({});
    expect(Object.keys(migrationProblems({ ...draft, name: " !", upSql: " ", downSql: "" }))).toEqual([
      "name",
      "upSql",
      "downSql",
    ]);
    expect(Object.keys(migrationProblems({ ...draft, downSql: null }))).toEqual(["whyNoDown"]);
  });

  it("keeps one draft for each connection, under names that are file names", () => {
    expect(Object.values(draftIds("sample-memora")).every((id) => /^[\w-][\w.-]{0,99}$/.test(id))).toBe(true);
    expect(fileName("__A--b__")).toBe("a_b");
  });
});
