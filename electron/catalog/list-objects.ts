import type { CatalogGroup, ObjectKind } from "../../shared/catalog/model.ts";
import { objectKinds } from "../../shared/catalog/model.ts";
import type { ReadSession } from "../postgres/session.ts";
import { objectKindReaders } from "./kinds/registry.ts";
import { readParts } from "./reading.ts";
import { readServerVersion, sqlFor } from "./versioned-sql.ts";

/** Objects of one kind and schema that are listed; the search finds the others. */
export const maxListedObjects = 60_000;

/** The objects of one schema by kind, each ordered by name. A kind that cannot be read says why. */
export async function listObjects(
  session: ReadSession,
  schema: string,
  kinds: readonly ObjectKind[] = objectKinds,
): Promise<readonly CatalogGroup[]> {
  const version = await readServerVersion(session);
  return await readParts(session, async (part) => {
    const groups: CatalogGroup[] = [];
    for (const kind of kinds) {
      const reader = objectKindReaders[kind];
      const objects = await part(async () => {
        const sql = `${sqlFor(reader.versions, version)} LIMIT ${maxListedObjects + 1}`;
        const answer = await session.query(sql, [schema], { cause: `catalog: ${kind}s` });
        return answer.rows.map((row) => reader.toModel(schema, row));
      });
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
