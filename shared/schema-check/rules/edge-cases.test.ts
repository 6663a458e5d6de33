import { describe, expect, it } from "vitest";
import type { TableIndex } from "../../indexes/model.ts";
import type { CheckedColumn, CheckedConstraint, CheckedTable, DatabaseFacts } from "../model.ts";
import { checkTable } from "./registry.ts";

const none = { state: "readable", value: [] } as const;
const database: DatabaseFacts = { sequences: none, statements: none, vectors: none, openSchemas: none, roles: none };

const column = (name: string, typeName: string, more: Partial<CheckedColumn> = {}): CheckedColumn => ({
  name,
  type: typeName,
  typeName,
  typeSchema: "pg_catalog",
  isNotNull: true,
  isIdentity: false,
  isGenerated: false,
  serial: null,
  comment: null,
  ...more,
});
const key = (more: Partial<CheckedConstraint>): CheckedConstraint => ({
  name: "run_parent_fkey",
  kind: "foreignKey",
  columns: ["parent"],
  definition: "FOREIGN KEY (parent) REFERENCES public.run(id)",
  isValidated: true,
  isEnforced: true,
  isDeferrable: false,
  isDeleteUnsaid: true,
  references: "public.run",
  ...more,
});
const index = (name: string, columns: readonly string[], more: Partial<TableIndex> = {}): TableIndex => ({
  schema: "public",
  table: "run",
  name,
  definition: `CREATE UNIQUE INDEX ${name} ON public.run USING btree (${columns.join(", ")})`,
  accessMethod: "btree",
  keys: columns.map((text) => ({
    column: text,
    text,
    isDescending: false,
    isNullsFirst: false,
    operatorClass: "",
    collation: "",
  })),
  includedColumns: [],
  otherColumns: [],
  predicate: null,
  options: [],
  isPartitioned: false,
  isUnique: true,
  isImmediate: true,
  isPrimary: false,
  isConstraint: false,
  isReplicaIdentity: false,
  isReferenced: false,
  isValid: true,
  isBuilding: false,
  sizeBytes: 0,
  scans: 0,
  rowsRead: 0,
  rowsFetched: 0,
  lastUsedAt: null,
  ...more,
});
const table = (more: Partial<CheckedTable>): CheckedTable => ({
  schema: "public",
  name: "run",
  isPartitioned: false,
  partitionColumns: [],
  estimatedRows: null,
  sizeBytes: 0,
  hasRowSecurity: false,
  policyCount: 0,
  hasStatistics: null,
  publicPrivileges: [],
  columns: [],
  constraints: [],
  indexes: [],
  base64: [],
  ...more,
});
const fixOf = (code: string, more: Partial<CheckedTable>, facts = database) =>
  checkTable(table(more), facts)
    .filter((finding) => finding.code === code)
    .map(({ fix }) => fix?.sql ?? null);

describe("what cannot be done in the usual way", () => {
  it("a foreign key of a partitioned table is replaced in one step, one that is not valid stays so, an unenforced one is left", () => {
    const replaced = (more: Partial<CheckedTable>, constraint = key({})) =>
      fixOf("implicit-on-delete", { constraints: [constraint], ...more });
    expect([
      replaced({ isPartitioned: true }),
      replaced({}, key({ isValidated: false, definition: `${key({}).definition} NOT VALID` })),
      replaced({}, key({ isEnforced: false })),
    ]).toEqual([
      [
        "ALTER TABLE public.run\n  DROP CONSTRAINT run_parent_fkey,\n  ADD CONSTRAINT run_parent_fkey FOREIGN KEY (parent) REFERENCES public.run(id) ON DELETE RESTRICT;",
      ],
      [
        "ALTER TABLE public.run\n  DROP CONSTRAINT run_parent_fkey,\n  ADD CONSTRAINT run_parent_fkey FOREIGN KEY (parent) REFERENCES public.run(id) ON DELETE RESTRICT NOT VALID;",
      ],
      [],
    ]);
  });

  it("an index becomes the key only when it holds for every row, in plain order, of columns that are never NULL", () => {
    const columns = [column("code", "text"), column("note", "text", { isNotNull: false })];
    const promoted = (unique: TableIndex) =>
      fixOf("no-primary-key", { columns, indexes: [unique] }).map((sql) => sql?.includes("USING INDEX"));
    expect([
      promoted(index("whole", ["code"])),
      promoted(index("partly", ["code"], { predicate: "code > 'a'" })),
      promoted(index("nullable", ["note"])),
      promoted(index("broken", ["code"], { isValid: false })),
      promoted(index("many", ["code"], { isUnique: false })),
    ]).toEqual([[true], [false], [false], [false], [false]]);
  });

  it("columns of the partition key and generated ones keep their type", () => {
    const columns = [
      column("at", "timestamp"),
      column("day", "timestamp"),
      column("made", "timestamp", { isGenerated: true }),
    ];
    expect(fixOf("timestamp-without-time-zone", { columns, partitionColumns: ["day"] })).toEqual([
      "ALTER TABLE public.run\n  ALTER COLUMN at TYPE timestamptz USING at AT TIME ZONE 'UTC';",
    ]);
    expect(fixOf("timestamp-without-time-zone", { columns: columns.slice(1), partitionColumns: ["day"] })).toEqual([
      null,
    ]);
  });

  it("an index of a partitioned table is not built concurrently", () => {
    const constraints = [key({ isDeleteUnsaid: false })];
    expect(fixOf("missing-foreign-key-index", { constraints, isPartitioned: true })).toEqual([
      "CREATE INDEX run_parent_idx\n  ON public.run (parent);",
    ]);
  });
});

describe("statements that search JSON", () => {
  const found = (sql: string) =>
    fixOf(
      "jsonb-without-gin",
      { columns: [column("payload", "jsonb")] },
      {
        ...database,
        statements: { state: "readable", value: [{ sql, calls: 3 }] },
      },
    ).length;
  it.each([
    ["SELECT * FROM run WHERE payload @> $1", 1],
    [`SELECT * FROM "public"."run" r WHERE r."payload"::jsonb ?| $1`, 1],
    ["SELECT * FROM other.run WHERE payload @> $1", 0],
    ["SELECT * FROM run_log WHERE payload @> $1", 0],
    ["SELECT * FROM run WHERE old_payload @> $1", 0],
    ["SELECT * FROM run WHERE payload ->> $1 = $2 AND x @> $3", 0],
    ["SELECT * FROM run WHERE payload -> $1 ? $2", 0],
  ])("%s", (sql, count) => expect(found(sql)).toBe(count));
});

describe("names that look like secrets", () => {
  const isFound = (name: string, typeName = "text") =>
    fixOf("sensitive-without-marker", { columns: [column(name, typeName)] }).length === 1;
  it("are told by their words, not by their letters", () => {
    const names = ["password", "userPassword", "api_key", "clientSecret", "tax_id", "SessionTracker", "iban"];
    const near = [
      "password_hash",
      "passwordless",
      "tokens",
      "secretary",
      "key",
      "pin_id",
      "card_number_last4",
      "author_id",
    ];
    expect([
      names.filter((name) => !isFound(name)),
      near.filter((name) => isFound(name)),
      isFound("secret", "bytea"),
    ]).toEqual([[], [], false]);
  });
});
