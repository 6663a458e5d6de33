import type { CompletionColumns, CompletionNames } from "../../shared/catalog/model.ts";
import type { ReadSession } from "../postgres/session.ts";
import { toText } from "./catalog-text.ts";

/** Relations that completion knows by name; beyond it only what is typed with its schema is completed. */
const maxRelations = 20_000;

const schemasSql = `
  SELECT n.nspname FROM pg_catalog.pg_namespace n
   WHERE NOT pg_catalog.starts_with(n.nspname, 'pg_toast') AND NOT pg_catalog.starts_with(n.nspname, 'pg_temp_')
     AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
   ORDER BY n.nspname`;

const relationsSql = `
  SELECT n.nspname, c.relname, CASE WHEN c.relkind IN ('v', 'm') THEN 'view' ELSE 'table' END
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT pg_catalog.starts_with(n.nspname, 'pg_toast')
   ORDER BY (n.nspname = ANY ($1::pg_catalog.text[])) DESC,
            n.nspname IN ('pg_catalog', 'information_schema'), n.nspname, c.relname
   LIMIT ${maxRelations + 1}`;

/** Schemas and relations that the editor can complete, those of the search path first. */
export async function readCompletionNames(
  session: ReadSession,
  searchPath: readonly string[],
): Promise<CompletionNames> {
  const cause = { cause: "editor: completion" };
  const schemas = await session.query(schemasSql, [], cause);
  const relations = await session.query(relationsSql, [searchPath], cause);
  return {
    searchPath,
    schemas: schemas.rows.map(([name]) => toText(name)),
    relations: relations.rows.slice(0, maxRelations).map(([schema, name, kind]) => ({
      schema: toText(schema),
      name: toText(name),
      kind: kind === "view" ? "view" : "table",
    })),
    isTruncated: relations.rows.length > maxRelations,
  };
}

// The first schema that has the name wins, as the server would look it up.
const columnsSql = `
  SELECT n.nspname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), pg_catalog.col_description(c.oid, a.attnum)
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE c.oid = (SELECT f.oid FROM pg_catalog.pg_class f JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
                   WHERE f.relname = $1 AND fn.nspname = ANY ($2::pg_catalog.text[])
                     AND f.relkind IN ('r', 'p', 'f', 'v', 'm')
                   ORDER BY pg_catalog.array_position($2::pg_catalog.text[], fn.nspname::pg_catalog.text) LIMIT 1)
   ORDER BY a.attnum`;

/** The columns of the named relations; a name that is not found is left out. */
export async function readCompletionColumns(
  session: ReadSession,
  searchPath: readonly string[],
  relations: readonly { readonly schema: string | null; readonly name: string }[],
): Promise<readonly CompletionColumns[]> {
  const found: CompletionColumns[] = [];
  for (const asked of relations) {
    const schemas = asked.schema === null ? [...searchPath, "pg_catalog"] : [asked.schema];
    const answer = await session.query(columnsSql, [asked.name, schemas], { cause: "editor: completion" });
    const schema = answer.rows[0]?.[0];
    if (schema === undefined) continue;
    const columns = answer.rows.map(([, name, type, comment]) => ({
      name: toText(name),
      type: toText(type),
      comment: comment ?? null,
    }));
    found.push({ asked, schema: toText(schema), columns });
  }
  return found;
}
