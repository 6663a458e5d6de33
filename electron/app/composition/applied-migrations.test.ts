import { describe, expect, it } from "vitest";
import type { FolderMigration, MigrationFolder, MigrationState } from "../../../shared/changes/model.ts";
import { appliedMigrations } from "./applied-migrations.ts";

const migration = (id: string, state: MigrationState): FolderMigration => ({
  id,
  order: 1,
  name: id,
  state,
  sha256: "",
  upSql: `-- ${id}`,
  downSql: null,
  class: "safe",
  findings: [],
  problems: [],
  appliedAt: null,
  requestId: null,
  version: id,
  note: null,
  record: [],
});
const folder = (...migrations: readonly FolderMigration[]): MigrationFolder => ({
  path: "/migrations",
  format: "plain",
  recognition: null,
  history: { state: "none" },
  strays: [],
  hasLedger: true,
  migrations,
});

describe("the migrations that drift is looked for against", () => {
  it("are those that were applied, with notes on what is not as it was", () => {
    const found = appliedMigrations(
      folder(
        migration("1", "applied"),
        migration("2", "changed"),
        migration("3", "missing"),
        migration("4", "pending"),
      ),
    );
    expect(found).toEqual({
      base: {
        folder: "/migrations",
        applied: ["1", "2", "3"],
        pending: ["4"],
        notes: [
          "2 was changed after it was applied; the file as it is now was run.",
          "The file of 3 is gone; what the ledger kept of it was run.",
        ],
      },
      scripts: ["1", "2", "3"].map((id) => ({ name: id, sql: `-- ${id}` })),
    });
  });

  it("are all of the folder where nothing says what was applied", () => {
    const { base } = appliedMigrations(folder(migration("1", "pending"), migration("2", "pending")));
    expect(base).toMatchObject({ applied: ["1", "2"], pending: [], notes: [expect.stringContaining("no history")] });
  });

  it("cannot be told where one is half applied, or there is no folder", () => {
    expect(() => appliedMigrations(folder(migration("1", "unfinished")))).toThrow(/begun and not ended/);
    expect(() => appliedMigrations({ ...folder(), path: null })).toThrow(/no migrations folder/);
  });
});
