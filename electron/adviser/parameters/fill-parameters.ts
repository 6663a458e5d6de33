import { AppError } from "../../../shared/ipc/app-error.ts";
import { quoteLiteral } from "../../../shared/sql/quote.ts";
import type { ReadSession } from "../../postgres/session.ts";
import type { SqlParser } from "../../sql/parser/sql-parser.ts";
import { findPlaceholders, type NamedTable, type Placeholder } from "./find-placeholders.ts";

/** A query without parameters, and the literals that were put in their places, `$1` first. */
export interface FilledQuery {
  readonly sql: string;
  readonly parameters: readonly string[];
}

// The table's own statistics come before those that include its children.
const valuesSql = `
  SELECT s.most_common_vals::pg_catalog.text::pg_catalog.text[], s.histogram_bounds::pg_catalog.text::pg_catalog.text[]
    FROM pg_catalog.pg_stats s
   WHERE s.tablename = $1 AND s.attname = $2 AND ($3::pg_catalog.text IS NULL OR s.schemaname = $3)
   ORDER BY s.inherited LIMIT 1`;

/**
 * Puts values that the statistics know in place of `$1`, `$2` ...: usual ones for equalities, the selective end for
 * ranges. Rejects with `invalidInput` where a parameter is compared with nothing that has statistics.
 */
export async function fillParameters(session: ReadSession, sql: string, parser: SqlParser): Promise<FilledQuery> {
  const [statement] = await parser.parse(sql);
  if (statement === undefined) return { sql, parameters: [] };
  const { placeholders, tables } = findPlaceholders(statement);
  const values = new Map<number, string>();
  for (const placeholder of placeholders.toSorted((a, b) => rank(a) - rank(b))) {
    if (values.has(placeholder.number)) continue;
    const value = await findValue(session, placeholder, tables);
    if (value !== null) values.set(placeholder.number, value);
  }
  const missing = placeholders.find(({ number }) => !values.has(number));
  if (missing !== undefined)
    throw new AppError("invalidInput", `No value could be found for $${missing.number}.`, {
      hint: "Write a usual value in its place, or ANALYZE the table that it is compared with.",
    });
  const parameters = [...values.keys()].toSorted((a, b) => a - b).map((number) => values.get(number) ?? "");
  return { sql: replaceAll(statement.sql, placeholders, values), parameters };
}

/** A comparison says more about a value than a bare mention. */
function rank({ use }: Placeholder): number {
  return use === "other" ? 1 : 0;
}

async function findValue(
  session: ReadSession,
  { use, column }: Placeholder,
  tables: readonly NamedTable[],
): Promise<string | null> {
  if (use === "limit") return "20";
  if (use === "offset") return "0";
  if (use === "interval") return "'1 day'";
  if (column === null) return null;
  const named = tables.filter(({ alias }) => column.qualifier === null || alias === column.qualifier);
  for (const { schema, table } of named) {
    const { rows } = await session.query(valuesSql, [table, column.name, schema]);
    const [common, bounds] = rows[0] ?? [];
    const value = chooseValue(use, toList(common), toList(bounds));
    if (value !== null) return quoteLiteral(use === "list" ? toArray(value) : value).trim();
  }
  return null;
}

function chooseValue(use: Placeholder["use"], common: readonly string[], bounds: readonly string[]): string | null {
  const at = (share: number) => bounds[Math.floor((bounds.length - 1) * share)];
  const typical = at(0.5) ?? common[Math.floor(common.length / 2)] ?? null;
  if (use === "above") return at(0.9) ?? typical;
  if (use === "below") return at(0.95) ?? typical;
  return use === "like" && typical !== null ? `${typical.slice(0, 4).replaceAll(/[%_\\]/g, "")}%` : typical;
}

/** An array of one value, as text. */
function toArray(value: string): string {
  return `{"${value.replaceAll(/["\\]/g, "\\$&")}"}`;
}

/** An array of Postgres as text: `{a,"b,c",NULL}`. */
function toList(text: string | null | undefined): readonly string[] {
  if (text == null) return [];
  const items = text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/g);
  return [...items].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? "") : quoted.replaceAll(/\\(.)/g, "$1"),
  );
}

/** The parser counts bytes of the whole text; the statement may begin behind blanks. */
function replaceAll(sql: string, placeholders: readonly Placeholder[], values: ReadonlyMap<number, string>): string {
  let bytes = Buffer.from(sql, "utf8");
  for (const { number, offset } of placeholders.toSorted((a, b) => b.offset - a.offset)) {
    const written = `$${number}`;
    if (bytes.subarray(offset, offset + written.length).toString("utf8") !== written)
      throw new Error("A parameter does not stand where the parser says.");
    const value = Buffer.from(values.get(number) ?? "NULL", "utf8");
    bytes = Buffer.concat([bytes.subarray(0, offset), value, bytes.subarray(offset + written.length)]);
  }
  return bytes.toString("utf8");
}
