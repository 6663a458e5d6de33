import { matchFuzzily } from "../../shared/catalog/fuzzy.ts";
import type { CatalogHit, ObjectKind } from "../../shared/catalog/model.ts";
import type { ReadSession } from "../postgres/session.ts";
import { toText } from "./catalog-text.ts";
import { madeByPeople } from "./kinds/functions.ts";

/** Names that fit the pattern and are looked at more closely. */
const maxCandidates = 3_000;

// Shorter names first: of very many candidates they are the likelier ones.
const sql = `
  SELECT o.kind, n.nspname, o.name, o.identity
    FROM (SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materializedView' WHEN 'S' THEN 'sequence'
                                ELSE 'table' END AS kind,
                 c.relnamespace AS namespace, c.relname::pg_catalog.text AS name, '' AS identity
            FROM pg_catalog.pg_class c WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
           UNION ALL
          SELECT 'function', p.pronamespace, p.proname::pg_catalog.text, pg_catalog.pg_get_function_identity_arguments(p.oid)
            FROM pg_catalog.pg_proc p WHERE ${madeByPeople}
           UNION ALL
          SELECT 'type', t.typnamespace, t.typname::pg_catalog.text, ''
            FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
           WHERE (t.typrelid = 0 OR c.relkind = 'c')
             AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid)) o
    JOIN pg_catalog.pg_namespace n ON n.oid = o.namespace
   WHERE NOT pg_catalog.starts_with(n.nspname, 'pg_') AND n.nspname <> 'information_schema'
     AND (o.name ILIKE $1 OR n.nspname || '.' || o.name ILIKE $1)
   ORDER BY pg_catalog.length(o.name), o.name
   LIMIT ${maxCandidates}`;

/** Tables are what people open most; of equal names they come first. */
const kindBonus: Readonly<Partial<Record<ObjectKind, number>>> = { table: 3, view: 2, materializedView: 2 };

/** Objects outside the system schemas whose name, or schema.name when `text` has a dot, fits; best first. */
export async function searchObjects(session: ReadSession, text: string, limit: number): Promise<readonly CatalogHit[]> {
  const characters = [...text].filter((character) => character.trim() !== "");
  if (characters.length === 0) return [];
  const pattern = `%${characters.map(escapeLike).join("%")}%`;
  const answer = await session.query(sql, [pattern], { cause: "catalog: search" });
  const hits = answer.rows.flatMap(([kind, schema, name, identity]) => {
    const found = toHit(text, kind as ObjectKind, toText(schema), toText(name)); // the query names our kinds only
    return found === null ? [] : [{ ...found, identity: toText(identity) }];
  });
  return hits.sort((left, right) => right.score - left.score || compareNames(left, right)).slice(0, limit);
}

function toHit(text: string, kind: ObjectKind, schema: string, name: string): Omit<CatalogHit, "identity"> | null {
  const bonus = kindBonus[kind] ?? 0;
  const own = matchFuzzily(text, name);
  if (own) return { kind, schema, name, score: own.score + bonus, matches: own.positions };
  const qualified = matchFuzzily(text, `${schema}.${name}`);
  if (!qualified) return null;
  const offset = schema.length + 1;
  const matches = qualified.positions.filter((position) => position >= offset).map((position) => position - offset);
  return { kind, schema, name, score: qualified.score + bonus, matches };
}

function compareNames(left: { schema: string; name: string }, right: { schema: string; name: string }): number {
  const key = (hit: { schema: string; name: string }) => `${hit.name}\0${hit.schema}`;
  return key(left) < key(right) ? -1 : 1;
}

function escapeLike(character: string): string {
  return /[\\%_]/.test(character) ? `\\${character}` : character;
}
