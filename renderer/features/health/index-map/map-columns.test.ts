import { expect, it } from "vitest";
import type { IndexKey, TableIndex } from "../../../../shared/indexes/model.ts";
import { expressionKeys, hasOddNulls, mapCell, mapColumns, shortName, unusualOperatorClasses } from "./map-columns.ts";

const key = (column: string | null, more: Partial<IndexKey> = {}): IndexKey => ({
  column,
  text: column ?? "lower(name)",
  isDescending: false,
  isNullsFirst: false,
  operatorClass: "pg_catalog.int4_ops",
  collation: "",
  ...more,
});

const index: TableIndex = {
  schema: "public",
  table: "runs",
  name: "runs_idx",
  definition: "",
  accessMethod: "btree",
  keys: [key("kind"), key(null), key("made", { isDescending: true, operatorClass: "public.gin_trgm_ops" })],
  includedColumns: ["note"],
  otherColumns: [],
  predicate: null,
  options: [],
  isPartitioned: false,
  isUnique: false,
  isImmediate: true,
  isPrimary: false,
  isConstraint: false,
  isReplicaIdentity: false,
  isReferenced: false,
  isValid: true,
  isBuilding: false,
  sizeBytes: 8192,
  scans: 0,
  rowsRead: 0,
  rowsFetched: 0,
  lastUsedAt: null,
};

it("lays an index over the columns of its table", () => {
  const foreignKey = {
    constraint: "k",
    schema: "public",
    table: "runs",
    columns: ["owner"],
    referencedSchema: "public",
    referencedTable: "people",
    tableRows: 1,
    tableBytes: 1,
  };
  const columns = ["id", "owner", "kind", "made", "note"];
  expect(mapColumns(columns, [index], [foreignKey])).toEqual({
    shown: ["owner", "kind", "made", "note"],
    others: ["id"],
  });
  expect(columns.map((column) => mapCell(index, column))).toEqual([
    null,
    null,
    { kind: "key", position: 1, isDescending: false, isNullsFirst: false },
    { kind: "key", position: 3, isDescending: true, isNullsFirst: false },
    { kind: "included" },
  ]);
  expect(expressionKeys(index)).toEqual([{ position: 2, text: "lower(name)" }]);
  expect(unusualOperatorClasses(index)).toEqual(["public.gin_trgm_ops"]);
});

it("tells what only an expression names, and NULLs that stand on the other side", () => {
  expect(mapCell({ ...index, otherColumns: ["flag"] }, "flag")).toEqual({ kind: "named" });
  const sides = [false, true].map((isDescending) =>
    [false, true].map((isNullsFirst) => hasOddNulls({ isDescending, isNullsFirst })),
  );
  expect(sides).toEqual([
    [false, true],
    [true, false],
  ]);
});

it("keeps both ends of a long name", () => {
  expect([shortName("a_short_name"), shortName("measured_value_of_the_sensor_number_12", 20)]).toEqual([
    "a_short_name",
    "measured_v…number_12",
  ]);
});
