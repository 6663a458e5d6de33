import { quoteIdentifier } from "./quote.ts";

// pg_get_keywords() of Postgres 18, categories R and T: a database test compares this list with the server's.
const reserved: ReadonlySet<string> = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column
  concurrently constraint create cross current_catalog current_date current_role current_schema current_time
  current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from
  full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime
  localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning right
  select session_user similar some symmetric system_user table tablesample then to trailing true union unique user using
  variadic verbose when where window with`.split(/\s+/),
);

/** Words that stand for something else than a name when they are not quoted. */
export function isReservedWord(word: string): boolean {
  return reserved.has(word);
}

/**
 * A name as people write it: quoted only where the bare name would be folded to another, refused, or read as a word of SQL.
 * For text that a person reads on; what the app sends by itself is always quoted. Throws on NUL.
 */
export function quoteWhereNeeded(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) && !reserved.has(name) ? name : quoteIdentifier(name);
}
