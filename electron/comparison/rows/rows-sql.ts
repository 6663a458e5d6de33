import { keptCharacters } from "../../../shared/comparison/rows-model.ts";
import type { ObjectName } from "../../../shared/databases/model.ts";
import { quoteIdentifier, quoteName } from "../../../shared/sql/quote.ts";

/** How texts are hashed: alike on both servers, or nothing is proven by equal hashes. */
export interface Hashing {
  readonly method: "builtin" | "md5";
  /** Another one each time, so that no two rows can be made that look the same. Whole numbers below 2^53. */
  readonly seeds: readonly [number, number, number];
  /** Texts are brought to UTF-8 first, where the two databases are encoded differently. */
  readonly isConverted: boolean;
}

/** What the statements about one side of a table are made of. */
export interface RowsSource {
  readonly table: ObjectName;
  readonly isPartitioned: boolean;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  /** A power of two. */
  readonly segments: number;
  readonly hashing: Hashing;
}

/** A text's hash as an int8, in SQL. */
export function hashSql({ method, seeds, isConverted }: Hashing, text: string, seed: 0 | 1 | 2): string {
  const value = seeds[seed];
  if (method === "builtin" && !isConverted)
    return `pg_catalog.hashtextextended((${text}) COLLATE pg_catalog."C", ${value}::pg_catalog.int8)`;
  const bytes = `pg_catalog.convert_to('${value}' || (${text}), 'UTF8')`;
  return `('x' || pg_catalog.left(pg_catalog.md5(${bytes}), 16))::pg_catalog.bit(64)::pg_catalog.int8`;
}

/**
 * Every segment that has rows: its number, how many rows it has, and the fold of their hashes. A segment is a range of
 * the key's hash, so it means the same rows on both sides whatever order and collation the key has there. One text,
 * because thousands of lines are read faster so; one pass over the table, in parallel where the server likes.
 */
export function segmentsSql(source: RowsSource): string {
  return `
    SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', s.segment, s.number, s.fold), E'\\n')
      FROM (SELECT r.segment, pg_catalog.count(*) AS number,
                   pg_catalog.bit_xor(${hashSql(source.hashing, "r.line", 1)}) AS fold
              FROM (SELECT ${segmentSql(source)} AS segment, ${lineSql(source)} AS line FROM ${tableSql(source)} t) r
             GROUP BY r.segment) s`;
}

/** Key and hashes of the rows in some segments, ordered by the key's bytes. `chosen` has a bit for each segment. */
export function linesSql(source: RowsSource, chosen: Buffer | null): string {
  const key = source.key.map((name) => `${column(name)}::pg_catalog.text`);
  const order = key.map((text) => `pg_catalog.convert_to(${text}, 'UTF8')`).join(", ");
  const where = chosen
    ? `WHERE pg_catalog.get_bit('\\x${chosen.toString("hex")}'::pg_catalog.bytea, ${segmentSql(source)}) = 1`
    : "";
  return `
    SELECT ${key.join(", ")}, ${hashSql(source.hashing, lineSql(source), 1)}, ${hashSql(source.hashing, lineSql(source), 2)}
      FROM ${tableSql(source)} t ${where} ORDER BY ${order}`;
}

/** Whole rows of some keys: $1, $2 ... are lists of the key's texts. Values begin after the key's columns. */
export function valuesSql(source: RowsSource, keyTypes: readonly string[]): string {
  const key = source.key.map((name) => `${column(name)}::pg_catalog.text`);
  const values = source.columns.map(
    (name) => `pg_catalog.left(${column(name)}::pg_catalog.text, ${keptCharacters + 1})`,
  );
  const names = source.key.map((_, at) => `k${at}`);
  const lists = names.map((_, at) => `pg_catalog.unnest($${at + 1}::pg_catalog.text[])`);
  const casts = names.map((name, at) => `k.${name}::${keyTypes[at] ?? "pg_catalog.text"}`);
  return `
    SELECT ${[...key, ...values].join(", ")} FROM ${tableSql(source)} t
     WHERE (${source.key.map(column).join(", ")}) IN
           (SELECT ${casts.join(", ")} FROM ROWS FROM (${lists.join(", ")}) k (${names.join(", ")}))`;
}

/** Of several columns a record is hashed, which says where one value ends. */
function segmentSql({ key, segments, hashing }: RowsSource): string {
  const [only] = key.length === 1 ? key : [];
  const text = only === undefined ? recordSql(key) : `${column(only)}::pg_catalog.text`;
  return `(${hashSql(hashing, text, 0)} & ${segments - 1})::pg_catalog.int4`;
}

/** All compared values as one text, in which NULL, '' and what stands between two values are told apart. */
function lineSql({ columns }: RowsSource): string {
  return recordSql(columns);
}

function tableSql({ table, isPartitioned }: RowsSource): string {
  return isPartitioned ? quoteName(table) : `ONLY ${quoteName(table)}`;
}

function recordSql(names: readonly string[]): string {
  return `ROW(${names.map(column).join(", ")})::pg_catalog.text`;
}

function column(name: string): string {
  return `t.${quoteIdentifier(name)}`;
}
