import type { CatalogCount, CatalogGroup } from "../../shared/catalog/model.ts";
import { kindsAt, kindWords, type ObjectKind } from "../../shared/catalog/object-kinds.ts";
import type { ReadSession } from "../postgres/session.ts";
import { toText } from "./catalog-text.ts";
import { listedColumns } from "./kinds/object-kind.ts";
import { objectKindReaders } from "./kinds/registry.ts";
import { readParts } from "./reading.ts";
import { readServerVersion, sqlFor } from "./versioned-sql.ts";

/** Objects of one kind and schema that are listed; the search finds the others. */
export const maxListedObjects = 60_000;

/** Where objects are listed: in a schema, on a relation of it, or (both null) in the database. */
export interface ListPlace {
  readonly schema: string | null;
  readonly parent: string | null;
}

/** The objects of some kinds at one place, each ordered by name. A kind that cannot be read says why. */
export async function listObjects(
  session: ReadSession,
  place: ListPlace,
  kinds: readonly ObjectKind[],
): Promise<readonly CatalogGroup[]> {
  const version = await readServerVersion(session);
  return await readParts(session, async (part) => {
    const groups: CatalogGroup[] = [];
    for (const kind of kinds) {
      const objects = await part(() => listKind(session, version, kind, place));
      const isTruncated = objects.state === "readable" && objects.value.length > maxListedObjects;
      groups.push({
        kind,
        objects: isTruncated ? { state: "readable", value: objects.value.slice(0, maxListedObjects) } : objects,
        isTruncated,
      });
    }
    return groups;
  });
}

async function listKind(session: ReadSession, version: number, kind: ObjectKind, place: ListPlace) {
  const reader = objectKindReaders[kind];
  const { where, values } = conditionOf(kind, place);
  const sql = `SELECT ${listedColumns} FROM (${sqlFor(reader.versions, version)}) o ${where}
    ORDER BY place, name, identity LIMIT ${maxListedObjects + 1}`;
  const answer = await session.query(sql, values, { cause: `catalog: ${kindWords[kind].title.toLowerCase()}` });
  return answer.rows.map((row) => reader.toModel(row));
}

function conditionOf(kind: ObjectKind, { schema, parent }: ListPlace): { where: string; values: readonly string[] } {
  const { level } = kindWords[kind];
  if (level === "schema") return { where: "WHERE o.schema = $1", values: [schema ?? ""] };
  if (level === "relation")
    return { where: "WHERE o.schema = $1 AND o.parent = $2", values: [schema ?? "", parent ?? ""] };
  return { where: "", values: [] };
}

/**
 * How many objects of each kind a schema has; for null those that stand in no schema. In one statement, because the tree
 * waits for it; only when that fails is each kind counted by itself.
 */
export async function countObjects(session: ReadSession, schema: string | null): Promise<readonly CatalogCount[]> {
  const version = await readServerVersion(session);
  const kinds =
    schema === null
      ? [...kindsAt("database"), ...kindsAt("server")].filter((kind) => kind !== "schema")
      : kindsAt("schema");
  const count = async (some: readonly ObjectKind[]) => {
    const parts = some.map((kind) => {
      const where = schema === null ? "" : "WHERE o.schema = $1";
      return `SELECT '${kind}', pg_catalog.count(*) FROM (${sqlFor(objectKindReaders[kind].versions, version)}) o ${where}`;
    });
    const answer = await session.query(parts.join(" UNION ALL "), schema === null ? [] : [schema], {
      cause: "catalog: counts",
    });
    return new Map(answer.rows.map(([kind, number]) => [toText(kind), Number(number)]));
  };
  return await readParts(session, async (part) => {
    const together = await part(() => count(kinds));
    if (together.state === "readable")
      return kinds.map((kind) => ({ kind, count: { state: "readable", value: together.value.get(kind) ?? 0 } }));
    const counts: CatalogCount[] = [];
    for (const kind of kinds)
      counts.push({ kind, count: await part(async () => (await count([kind])).get(kind) ?? 0) });
    return counts;
  });
}
