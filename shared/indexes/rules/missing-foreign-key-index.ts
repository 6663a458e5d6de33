import { coversColumns } from "../covers-columns.ts";
import { createIndexFix } from "../index-ddl.ts";
import { readableIdentifier } from "../readable-name.ts";
import type { IndexRule } from "./rule.ts";

/** Below this, a check of the key reads the whole table faster than an index. */
const smallTableBytes = 256 * 1024;
const largeTableBytes = 16 * 1024 * 1024;

/** A delete or key update of the parent row reads the whole referring table when nothing leads with its columns. */
export const missingForeignKeyIndex: IndexRule = {
  code: "missing-foreign-key-index",
  title: "Missing foreign-key index",
  find: ({ schema, table, isPartitioned, indexes, foreignKeys }) =>
    foreignKeys
      .filter((key) => key.tableBytes > smallTableBytes)
      .filter((key) => !indexes.some((index) => coversColumns(index, key.columns)))
      .map((key) => ({
        code: "missing-foreign-key-index",
        severity: key.tableBytes >= largeTableBytes ? "error" : "warning",
        subject: `${schema}.${table}.${key.constraint}`,
        message: `Foreign key ${key.constraint} has no index on (${key.columns.join(", ")}). Deleting a row of ${key.referencedSchema}.${key.referencedTable} reads the whole table ${schema}.${table}.`,
        evidence: {
          constraint: key.constraint,
          columns: key.columns.join(", "),
          references: `${key.referencedSchema}.${key.referencedTable}`,
          tableRows: key.tableRows,
          tableBytes: key.tableBytes,
        },
        fix: createIndexFix(
          { schema, table, isPartitioned, keys: key.columns.map(readableIdentifier), nameParts: key.columns },
          indexes.map((index) => index.name),
        ),
      })),
};
