import { matchFuzzily } from "../../shared/catalog/fuzzy.ts";
import type { CatalogHit, CatalogMatches, CatalogObject } from "../../shared/catalog/model.ts";
import type { ObjectAddress } from "../../shared/catalog/object-details.ts";
import type { ObjectKind } from "../../shared/catalog/object-kinds.ts";
import { kindWords } from "../../shared/catalog/object-kinds.ts";
import { kindBonus, searchedKinds } from "../../shared/catalog/search-rules.ts";
import type { ReadSession } from "../postgres/session.ts";
import { toText } from "./catalog-text.ts";
import { listedColumns, toCatalogObject } from "./kinds/object-kind.ts";
import { objectKindReaders } from "./kinds/registry.ts";
import { readServerVersion, sqlFor } from "./versioned-sql.ts";

/** Names that fit the pattern and are looked at more closely. */
const maxCandidates = 3_000;

/** Objects that the tree shows while it is filtered. */
export const maxFiltered = 2_000;

const notOfTheSystem = `
  NOT pg_catalog.starts_with(o.schema, 'pg_') AND o.schema <> 'information_schema'`;

/**
 * Objects outside the system schemas whose name, or schema.name, fits; best first. Columns are searched only when `text`
 * has a dot (`orders.state`), because there are many more of them than of anything else.
 */
export async function searchObjects(session: ReadSession, text: string, limit: number): Promise<readonly CatalogHit[]> {
  const characters = [...text].filter((character) => character.trim() !== "");
  if (characters.length === 0) return [];
  const pattern = `%${characters.map(escapeLike).join("%")}%`;
  const version = await readServerVersion(session);
  const parts = searchedKinds(text).map((kind) => {
    const list = sqlFor(objectKindReaders[kind].versions, version);
    const before = kindWords[kind].level === "relation" ? "o.parent" : "o.schema";
    const isNamed = text.includes(".")
      ? `(o.name::pg_catalog.text ILIKE $1 OR ${before} || '.' || o.name ILIKE $1)`
      : "o.name::pg_catalog.text ILIKE $1";
    // From version 18 on every NOT NULL column has a constraint, and nobody looks for those by name.
    const more = kind === "constraint" ? "AND NOT pg_catalog.starts_with(o.detail, 'not null')" : "";
    return `SELECT '${kind}' AS kind, o.schema, o.parent, o.name::pg_catalog.text AS name, o.identity
              FROM (${list}) o WHERE ${notOfTheSystem} AND ${isNamed} ${more}`;
  });
  // Shorter names first: of very many candidates they are the likelier ones.
  const sql = `SELECT * FROM (${parts.join(" UNION ALL ")}) o
    ORDER BY pg_catalog.length(o.name), o.name LIMIT ${maxCandidates}`;
  const answer = await session.query(sql, [pattern], { cause: "catalog: search" });
  const hits = answer.rows.flatMap((row) => toHit(text, toAddress(row)) ?? []);
  return hits.sort((left, right) => right.score - left.score || compareNames(left, right)).slice(0, limit);
}

function toAddress([kind, schema, parent, name, identity]: readonly (string | null)[]): ObjectAddress {
  return {
    kind: kind as ObjectKind, // the query names our kinds only
    schema: toText(schema),
    parent: toText(parent),
    name: toText(name),
    identity: toText(identity),
  };
}

function toHit(text: string, address: ObjectAddress): CatalogHit | null {
  const { kind, schema, parent, name } = address;
  const bonus = kindBonus(kind);
  const own = matchFuzzily(text, name);
  if (own) return { ...address, score: own.score + bonus, matches: own.positions };
  if (!text.includes(".")) return null;
  const before = parent === "" ? schema : parent;
  const whole = matchFuzzily(text, `${before}.${name}`);
  if (!whole) return null;
  const offset = before.length + 1;
  const matches = whole.positions.filter((position) => position >= offset).map((position) => position - offset);
  return { ...address, score: whole.score + bonus, matches };
}

function compareNames(left: ObjectAddress, right: ObjectAddress): number {
  const key = (hit: ObjectAddress) => [hit.name, hit.schema, hit.parent, hit.identity].join("\0");
  return key(left) < key(right) ? -1 : 1;
}

/** Objects of all schemas whose name holds `text`, for the tree's filter: at most `maxFiltered`. */
export async function filterObjects(session: ReadSession, text: string): Promise<CatalogMatches> {
  const wanted = text.trim();
  if (wanted === "") return { groups: [], isTruncated: false };
  const version = await readServerVersion(session);
  const kinds = searchedKinds("").filter((kind) => kindWords[kind].level !== "relation");
  const parts = kinds.map((kind, place) => {
    const list = sqlFor(objectKindReaders[kind].versions, version);
    return `SELECT ${place} AS kind_place, '${kind}' AS kind, o.schema, ${columnsOf("o")} FROM (${list}) o
             WHERE ${notOfTheSystem} AND o.name::pg_catalog.text ILIKE $1`;
  });
  const sql = `SELECT o.kind, o.schema, ${columnsOf("o")} FROM (${parts.join(" UNION ALL ")}) o
    ORDER BY o.schema, o.kind_place, o.name LIMIT ${maxFiltered + 1}`;
  const pattern = `%${[...wanted].map(escapeLike).join("")}%`;
  const answer = await session.query(sql, [pattern], { cause: "catalog: filter" });
  const groups = new Map<string, { kind: ObjectKind; schema: string; objects: CatalogObject[] }>();
  for (const [kindText, schemaText, ...row] of answer.rows.slice(0, maxFiltered)) {
    const [kind, schema] = [kindText as ObjectKind, toText(schemaText)]; // the query names our kinds only
    const key = JSON.stringify([schema, kind]);
    const group = groups.get(key) ?? { kind, schema, objects: [] };
    groups.set(key, group);
    group.objects.push(toCatalogObject(row));
  }
  return {
    groups: [...groups.values()].map(({ kind, schema, objects }) => ({
      kind,
      schema,
      objects: { state: "readable", value: objects },
      isTruncated: false,
    })),
    isTruncated: answer.rows.length > maxFiltered,
  };
}

function columnsOf(row: string): string {
  return listedColumns
    .split(", ")
    .map((column) => (column === "name" ? `${row}.name::pg_catalog.text AS name` : `${row}.${column}`))
    .join(", ");
}

function escapeLike(character: string): string {
  return /[\\%_]/.test(character) ? `\\${character}` : character;
}
