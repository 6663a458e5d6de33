import type { ObjectName } from "../databases/model.ts";

/** Postgres stores no NUL in any text; a name or value with one can only be an attack or a bug. */
function refuseNul(text: string): void {
  if (text.includes("\0")) throw new RangeError("A name or value for SQL holds a NUL character");
}

/** A name as SQL, always quoted, so that no list of keywords is needed: `a"b` gives `"a""b"`. Throws on NUL. */
export function quoteIdentifier(name: string): string {
  refuseNul(name);
  return `"${name.replaceAll('"', '""')}"`;
}

/** A schema-qualified name as SQL. */
export function quoteName(name: ObjectName): string {
  return `${quoteIdentifier(name.schema)}.${quoteIdentifier(name.name)}`;
}

/**
 * A value as a string constant that means the same whatever `standard_conforming_strings` is: with a backslash the
 * E form is used. For statements that take no parameters (COMMENT, SET, CREATE ROLE ...). Throws on NUL.
 */
export function quoteLiteral(value: string): string {
  refuseNul(value);
  const doubled = value.replaceAll("'", "''");
  return value.includes("\\") ? ` E'${doubled.replaceAll("\\", "\\\\")}'` : `'${doubled}'`;
}
