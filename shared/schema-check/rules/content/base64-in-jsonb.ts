import type { FindingFix } from "../../../findings/model.ts";
import { readableIdentifier } from "../../../indexes/readable-name.ts";
import type { CheckedTable } from "../../model.ts";
import { constraintName, onTable, type SchemaRule, tableSql } from "../rule.ts";

/** Files inside documents: a third larger than they are, read and written with every change of the document. */
export const base64InJsonb: SchemaRule = {
  code: "base64-in-jsonb",
  title: "Base64 inside JSON",
  keeps: { seed: "ContextGround", rule: "Images are never stored as base64 in JSONB." },
  findInTable: (table) =>
    table.base64
      .filter(({ column, rowsWithBase64 }) => rowsWithBase64 > 0 && !isRefused(table, column))
      .map(({ column, rowsWithBase64, sampledRows }) =>
        onTable(table, {
          part: column,
          code: "base64-in-jsonb",
          severity: "warning",
          message: `${column} holds files as base64. They belong into object storage, with their address here. The fix refuses new ones; what is stored has to be moved by the application.`,
          evidence: { rowsWithBase64, sampledRows, foundShare: rowsWithBase64 / sampledRows },
          fix: refuse(table, column),
        }),
      ),
};

function isRefused({ constraints }: CheckedTable, column: string): boolean {
  return constraints.some(
    ({ kind, columns, definition }) => kind === "check" && columns.includes(column) && /base64/.test(definition),
  );
}

/** NOT VALID: new rows are looked at, those that are there are left alone. */
function refuse(table: CheckedTable, column: string): FindingFix {
  const taken = table.constraints.map(({ name }) => name);
  const name = readableIdentifier(constraintName([table.name, column], "no_base64", taken));
  return {
    title: `Refuse base64 in ${table.name}.${column}`,
    sql: `ALTER TABLE ${tableSql(table)}\n  ADD CONSTRAINT ${name} CHECK (${readableIdentifier(column)}::text !~ ';base64,') NOT VALID;`,
    downSql: `ALTER TABLE ${tableSql(table)} DROP CONSTRAINT ${name};`,
    transactional: true,
  };
}
