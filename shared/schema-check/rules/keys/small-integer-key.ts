import type { FindingFix } from "../../../findings/model.ts";
import { readableIdentifier, readableName } from "../../../indexes/readable-name.ts";
import type { CheckedColumn, CheckedTable } from "../../model.ts";
import { isChangeable, onTable, primaryKeyOf, type SchemaRule, tableSql } from "../rule.ts";

/** A counted key that ends at 2,147,483,647 (or 32,767): widening it later writes the table while nobody can use it. */
export const smallIntegerKey: SchemaRule = {
  code: "small-integer-key",
  title: "Counted key is not bigint",
  keeps: { seed: "Neon database architect", rule: "Keys last: uuid for what is distributed, else a wide number." },
  findInTable: (table) => {
    const key = primaryKeyOf(table);
    return table.columns
      .filter(({ name, typeName }) => key.includes(name) && (typeName === "int4" || typeName === "int2"))
      .filter(({ isIdentity, serial }) => isIdentity || serial !== null)
      .map((column) =>
        onTable(table, {
          part: column.name,
          code: "small-integer-key",
          severity: "info",
          message: `Key ${column.name} counts in ${column.type} and will be full one day. Widening writes the table; columns that refer to it are widened afterwards.`,
          evidence: { type: column.type, estimatedRows: table.estimatedRows, sizeBytes: table.sizeBytes },
          ...(isChangeable(table, column) ? { fix: widen(table, column) } : {}),
        }),
      );
  },
};

function widen(table: CheckedTable, column: CheckedColumn): FindingFix {
  const to = (type: string) =>
    `ALTER TABLE ${tableSql(table)} ALTER COLUMN ${readableIdentifier(column.name)} TYPE ${type};` +
    // An identity's own sequence follows its column.
    (column.serial ? `\nALTER SEQUENCE ${readableName(column.serial.schema, column.serial.name)} AS ${type};` : "");
  return {
    title: `Widen ${table.name}.${column.name} to bigint`,
    sql: to("bigint"),
    downSql: to(column.type),
    transactional: true,
  };
}
