import { readableIdentifier } from "../../../indexes/readable-name.ts";
import { isChangeable, listWords, onTable, type SchemaRule, tableSql } from "../rule.ts";

/** A moment without its zone means another moment in every session. One ALTER TABLE for all columns writes it once. */
export const timestampWithoutTimeZone: SchemaRule = {
  code: "timestamp-without-time-zone",
  title: "timestamp instead of timestamptz",
  keeps: { seed: "Neon database architect", rule: "Moments are TIMESTAMPTZ, not TIMESTAMP." },
  findInTable: (table) => {
    const columns = table.columns.filter(({ typeName }) => typeName === "timestamp");
    if (columns.length === 0) return [];
    const changed = columns.filter((column) => isChangeable(table, column));
    const alter = (type: string) =>
      `ALTER TABLE ${tableSql(table)}\n${changed
        .map(({ name, type: now }) => {
          const column = readableIdentifier(name);
          return `  ALTER COLUMN ${column} TYPE ${type}${/\(\d\)/.exec(now)?.[0] ?? ""} USING ${column} AT TIME ZONE 'UTC'`;
        })
        .join(",\n")};`;
    const names = columns.map(({ name }) => name);
    return [
      onTable(table, {
        code: "timestamp-without-time-zone",
        severity: "warning",
        message: `${listWords(names)} ${names.length === 1 ? "has" : "have"} no time zone. The fix takes what is stored for UTC and writes the table once while nobody can read it.`,
        evidence: { columns: names.join(", "), estimatedRows: table.estimatedRows, sizeBytes: table.sizeBytes },
        ...(changed.length === 0
          ? {}
          : {
              fix: {
                title: `Give times of ${table.name} a zone`,
                sql: alter("timestamptz"),
                downSql: alter("timestamp"),
                transactional: true,
              },
            }),
      }),
    ];
  },
};
