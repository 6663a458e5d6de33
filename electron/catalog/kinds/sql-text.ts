// Pieces of catalog SQL that several kinds are written with.

/** Two names as one qualified name in SQL. */
export function qualified(schema: string, name: string): string {
  return `pg_catalog.quote_ident(${schema}) || '.' || pg_catalog.quote_ident(${name})`;
}

/** A name in SQL. */
export function quoted(name: string): string {
  return `pg_catalog.quote_ident(${name})`;
}

/** `$1` as the comment of an object in a catalog, as a COMMENT statement; NULL without one. */
export function commentSql(catalog: string, keyword: string, name: string): string {
  return `(SELECT 'COMMENT ON ${keyword} ' || ${name} || ' IS ' || pg_catalog.quote_literal(d.description)
            FROM pg_catalog.pg_description d
           WHERE d.objoid = o.oid AND d.classoid = 'pg_catalog.${catalog}'::pg_catalog.regclass AND d.objsubid = 0)`;
}

/** `OPTIONS (name 'value', ...)` of a foreign object with a leading blank; values of names that hold secrets are left out. */
export function optionsSql(options: string): string {
  return `COALESCE((SELECT ' OPTIONS (' || pg_catalog.string_agg(
                     pg_catalog.quote_ident(x.option_name) || ' ' || CASE WHEN ${isSecretOption} THEN '''''' ELSE
                     pg_catalog.quote_literal(x.option_value) END, ', ') || ')'
              FROM pg_catalog.pg_options_to_table(${options}) x), '')`;
}

/** Options of foreign servers and user mappings whose values no window may have. */
export const isSecretOption = "x.option_name ~* '(password|passwd|secret|token|passphrase|credential)'";

/** Rows of statements, in order, from expressions over `o`; NULL ones are dropped by the reader. */
export function statementsSql(from: string, statements: readonly string[]): string {
  const values = statements.map((statement, at) => `(${at}, (${statement})::pg_catalog.text)`);
  return `
    SELECT s.statement FROM ${from}
     CROSS JOIN LATERAL (VALUES ${values.join(",\n       ")}) AS s (place, statement)
     WHERE o.oid = $1 AND s.statement IS NOT NULL ORDER BY s.place`;
}

/** A boolean for people. */
export function yes(expression: string): string {
  return `CASE WHEN ${expression} THEN 'yes' ELSE 'no' END`;
}

/** Oids of objects that came with the server start below this one. */
export const firstOwnOid = 16384;
