import type { CompletionNames } from "../../../shared/catalog/facts.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { toText } from "../catalog-text.ts";

/** Relations that completion knows by name; of more it asks for those that fit what is typed. */
const maxRelations = 100_000;
const maxFitting = 500;
/** A hundred thousand of the longest names. */
const maxJsonBytes = 32 * 1024 * 1024;

const schemasSql = `
  SELECT n.nspname FROM pg_catalog.pg_namespace n
   WHERE NOT pg_catalog.starts_with(n.nspname, 'pg_toast') AND NOT pg_catalog.starts_with(n.nspname, 'pg_temp_')
     AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
   ORDER BY n.nspname`;

/** As one value: so many rows would keep main busy while they pass through it. */
const relationsSql = `
  SELECT COALESCE(pg_catalog.json_agg(pg_catalog.json_build_array(r.schema, r.name, r.kind)), '[]'), pg_catalog.count(*) FROM (
  SELECT n.nspname AS schema, c.relname AS name, CASE WHEN c.relkind IN ('v', 'm') THEN 'view' ELSE 'table' END AS kind
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT pg_catalog.starts_with(n.nspname, 'pg_toast')
     AND ($2 = '' OR c.relname ILIKE $2 OR n.nspname || '.' || c.relname ILIKE $2)
   ORDER BY (n.nspname = ANY ($1::pg_catalog.text[])) DESC, n.nspname IN ('pg_catalog', 'information_schema'),
            CASE WHEN $2 <> '' THEN pg_catalog.length(c.relname) END, n.nspname, c.relname
   LIMIT $3) r`;

/**
 * Schemas and relations that the editor can complete, those of the search path first. With `text` only the relations
 * that hold its characters in their order, the shortest first.
 */
export async function readCompletionNames(
  session: ReadSession,
  searchPath: readonly string[],
  text: string,
): Promise<CompletionNames> {
  const cause = { cause: "editor: completion" };
  const schemas = await session.query(schemasSql, [], cause);
  const limit = text === "" ? maxRelations : maxFitting;
  const values = [searchPath, patternOf(text), limit + 1];
  const relations = await session.query(relationsSql, values, { ...cause, maxCellBytes: maxJsonBytes });
  const [json, count] = relations.rows[0] ?? [];
  return {
    searchPath,
    schemas: schemas.rows.map(([name]) => toText(name)),
    relationsJson: json ?? "[]",
    isTruncated: Number(count) > limit,
  };
}

function patternOf(text: string): string {
  const characters = [...text].filter((character) => character.trim() !== "");
  if (characters.length === 0) return "";
  return `%${characters.map((one) => (/[\\%_]/.test(one) ? `\\${one}` : one)).join("%")}%`;
}
