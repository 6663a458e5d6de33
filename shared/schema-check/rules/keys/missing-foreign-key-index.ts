import { coversColumns } from "../../../indexes/covers-columns.ts";
import { readableIdentifier } from "../../../indexes/readable-name.ts";
import { createIndex } from "../create-index.ts";
import { onTable, type SchemaRule } from "../rule.ts";

const smallTableBytes = 256 * 1024;
const largeTableBytes = 16 * 1024 * 1024;

/** As the check of indexes has it, but for small tables too: a schema is judged before its rows are there. */
export const missingForeignKeyIndex: SchemaRule = {
  code: "missing-foreign-key-index",
  title: "Foreign key without an index",
  keeps: { seed: "ContextGround", rule: "Foreign keys always have an index." },
  findInTable: (table) =>
    table.constraints
      .filter(({ kind }) => kind === "foreignKey")
      .filter(({ columns }) => !table.indexes.some((index) => coversColumns(index, columns)))
      .map((key) =>
        onTable(table, {
          part: key.name,
          code: "missing-foreign-key-index",
          severity:
            table.sizeBytes >= largeTableBytes ? "error" : table.sizeBytes > smallTableBytes ? "warning" : "info",
          message: `Foreign key ${key.name} has no index on (${key.columns.join(", ")}). Deleting a row of ${key.references} reads all of ${table.name}.`,
          evidence: { references: key.references, estimatedRows: table.estimatedRows, sizeBytes: table.sizeBytes },
          fix: createIndex(table, { keys: key.columns.map(readableIdentifier), nameParts: key.columns }),
        }),
      ),
};
