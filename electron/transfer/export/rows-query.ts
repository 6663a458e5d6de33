import type { ResultColumn } from "../../../shared/rows/model.ts";
import { quoteIdentifier, quoteLiteral } from "../../../shared/sql/quote.ts";
import type { ReadSession } from "../../postgres/session.ts";
import type { ExportColumn } from "../formats/export-format.ts";

/** The rows of an export. `relation` is a plain table with its columns, where COPY can take it by its name. */
export interface RowsQuery {
  readonly select: string;
  readonly relation: string | null;
  readonly columns: readonly ExportColumn[];
}

/** The columns that a SELECT gives; the server plans it and reads no row. */
export async function describeColumns(session: ReadSession, select: string): Promise<readonly ResultColumn[]> {
  return (await session.query(`SELECT * FROM (${select}\n) AS t LIMIT 0`)).columns;
}

/** COPY ... TO STDOUT. */
export function copySqlOf(query: RowsQuery, copyOptions: string, isSafe: boolean): string {
  const rows = isSafe ? `(${safeSelect(query)})` : (query.relation ?? `(${query.select}\n)`);
  return `COPY ${rows} TO STDOUT WITH (${copyOptions})`;
}

/**
 * What spreadsheets take for the beginning of a formula: these characters, also in their wide forms, and after blanks,
 * which some cut off. An apostrophe before them makes the cell text.
 */
const formulaStart = "^\\s*[=+@\\-\uff1d\uff0b\uff20\uff0d\\t\\r]";

/** The rows with an apostrophe before every text that would open as a formula; numbers and truth values stay. */
function safeSelect({ select, columns }: RowsQuery): string {
  const aliases = columns.map((_, index) => `c${index + 1}`);
  const list = columns.map(({ name, kind }, index) => {
    const value = `t.${aliases[index]}`;
    const title = quoteIdentifier(safeTitle(name));
    if (kind === "number" || kind === "boolean") return `${value} AS ${title}`;
    // concat gives the type's own output; a cast would strip the blanks of char(n).
    const text = `pg_catalog.concat(${value})`;
    const isFormula = `${text} OPERATOR(pg_catalog.~) ${quoteLiteral(formulaStart)}`;
    return `CASE WHEN ${value} IS NULL THEN NULL WHEN ${isFormula} THEN pg_catalog.concat('''', ${text}) ELSE ${text} END AS ${title}`;
  });
  if (columns.length === 0) return `${select}\n`;
  return `SELECT ${list.join(", ")} FROM (${select}\n) AS t (${aliases.join(", ")})`;
}

/** A column's name stands in the header, where it would be a formula as well. */
function safeTitle(name: string): string {
  return new RegExp(formulaStart).test(name) ? `'${name}` : name;
}
