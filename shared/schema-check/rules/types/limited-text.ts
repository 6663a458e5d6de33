import type { FindingFix } from "../../../findings/model.ts";
import { readableIdentifier } from "../../../indexes/readable-name.ts";
import type { CheckedColumn, CheckedTable } from "../../model.ts";
import { constraintName, isChangeable, listWords, onTable, type SchemaRule, tableSql } from "../rule.ts";

/** varchar is text with a limit that is hard to change; char pads with blanks that are lost and found again. */
export const limitedText: SchemaRule = {
  code: "limited-text",
  title: "varchar or char instead of text",
  keeps: { seed: "Neon database architect", rule: "Text is TEXT, not VARCHAR." },
  findInTable: (table) => {
    const columns = table.columns.filter(({ typeName }) => typeName === "varchar" || typeName === "bpchar");
    if (columns.length === 0) return [];
    const changed = columns.filter((column) => isChangeable(table, column));
    const names = columns.map(({ name }) => name);
    const isPadded = columns.some(({ typeName }) => typeName === "bpchar");
    return [
      onTable(table, {
        code: "limited-text",
        severity: isPadded ? "warning" : "info",
        message: `${listWords(names)} ${names.length === 1 ? "is" : "are"} varchar or char. Text holds the same; a limit that is meant becomes a CHECK, which can be changed without writing the table.`,
        evidence: {
          columns: columns.map(({ name, type }) => `${name} ${type}`).join(", "),
          sizeBytes: table.sizeBytes,
        },
        ...(changed.length === 0 ? {} : { fix: toText(table, changed) }),
      }),
    ];
  },
};

function toText(table: CheckedTable, columns: readonly CheckedColumn[]): FindingFix {
  const on = tableSql(table);
  const taken = table.constraints.map(({ name }) => name);
  const limits = columns.flatMap(({ name, type }) => {
    const characters = /\((\d+)\)/.exec(type)?.[1];
    const constraint = readableIdentifier(constraintName([table.name, name], "length", taken));
    return characters === undefined ? [] : [{ constraint, column: readableIdentifier(name), characters }];
  });
  const change = (typeOf: (column: CheckedColumn) => string) =>
    columns.map((column) => `  ALTER COLUMN ${readableIdentifier(column.name)} TYPE ${typeOf(column)}`);
  const added = limits.map(
    ({ constraint, column, characters }) =>
      `  ADD CONSTRAINT ${constraint} CHECK (pg_catalog.char_length(${column}) <= ${characters}) NOT VALID`,
  );
  return {
    title: `Make text columns of ${table.name} text`,
    sql: [
      `ALTER TABLE ${on}\n${[...change(() => "text"), ...added].join(",\n")};`,
      ...limits.map(({ constraint }) => `ALTER TABLE ${on} VALIDATE CONSTRAINT ${constraint};`),
    ].join("\n"),
    downSql: `ALTER TABLE ${on}\n${[
      ...limits.map(({ constraint }) => `  DROP CONSTRAINT ${constraint}`),
      ...change(({ type }) => type),
    ].join(",\n")};`,
    transactional: true,
  };
}
