import type { ObjectAddress, ObjectDetails, ObjectFact } from "../../../shared/catalog/object-details.ts";
import type { ObjectKind } from "../../../shared/catalog/object-kinds.ts";
import { joinStatements } from "../../../shared/catalog/relation-ddl.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { toNumber, toText } from "../catalog-text.ts";
import { objectKindReaders } from "../kinds/registry.ts";
import { readParts, waitBriefly } from "../reading.ts";
import { readServerVersion, sqlFor } from "../versioned-sql.ts";
import { readAccess } from "./access.ts";
import { readDependencies } from "./dependencies.ts";
import { findObject, type LocatedObject } from "./find-object.ts";

/**
 * An object of any kind as it is at one moment, with both directions of its dependencies. Parts that need a lock somebody
 * else holds, or a privilege the role lacks, come as unreadable. Rejects with `notFound` and with what ends a session.
 */
export async function readObject(session: ReadSession, address: ObjectAddress): Promise<ObjectDetails> {
  await waitBriefly(session);
  const version = await readServerVersion(session);
  const object = await findObject(session, version, address);
  const reader = objectKindReaders[address.kind];
  const { comment, role } = await readHead(session, reader.catalog, object);
  return await readParts(session, async (part) => {
    const { access: source } = reader;
    const access = await part(async () =>
      source === null ? { owner: null, access: null } : await readAccess(session, reader.catalog, source, object),
    );
    const isKnown = access.state === "readable";
    return {
      address,
      oid: object.oid,
      detail: object.detail,
      owner: isKnown ? access.value.owner : null,
      comment,
      isReadable: object.isReadable,
      role,
      facts: await part(() => readFacts(session, address.kind, object)),
      ddl: await part(async () => joinStatements(await reader.ddl(session, object))),
      sizeBytes: await part(() => readSize(session, address.kind, object.oid)),
      dependsOn: await part(() => readDependencies(session, reader.catalog, object, "dependsOn")),
      usedBy: await part(() => readDependencies(session, reader.catalog, object, "usedBy")),
      access: isKnown ? { state: "readable", value: access.value.access } : access,
    };
  });
}

const headSql = `
  SELECT CURRENT_USER, COALESCE(
    (SELECT d.description FROM pg_catalog.pg_description d
      WHERE d.objoid = $1 AND d.classoid = pg_catalog.to_regclass($2) AND d.objsubid = $3),
    (SELECT d.description FROM pg_catalog.pg_shdescription d
      WHERE d.objoid = $1 AND d.classoid = pg_catalog.to_regclass($2)))`;

async function readHead(session: ReadSession, catalog: string, { oid, subId }: LocatedObject) {
  const answer = await session.query(headSql, [oid, `pg_catalog.${catalog}`, subId], { cause: "catalog: comment" });
  const [role, comment] = answer.rows[0] ?? [];
  return { role: toText(role), comment: comment ?? null };
}

/** Tables, indexes and what else has files; views and the rest have none. */
async function readSize(session: ReadSession, kind: ObjectKind, oid: number): Promise<number | null> {
  if (!kindsWithFiles.has(kind)) return null;
  const sql = "SELECT pg_catalog.pg_total_relation_size($1::pg_catalog.oid)";
  return toNumber((await session.query(sql, [oid], { cause: "catalog: size" })).rows[0]?.[0]);
}

const kindsWithFiles: ReadonlySet<ObjectKind> = new Set(["table", "materializedView", "sequence", "index"]);

async function readFacts(
  session: ReadSession,
  kind: ObjectKind,
  object: LocatedObject,
): Promise<readonly ObjectFact[]> {
  const sql = sqlFor(objectKindReaders[kind].facts, object.version);
  const values = kind === "column" ? [object.oid, object.name] : [object.oid];
  const answer = await session.query(sql, values, { cause: "catalog: properties" });
  return answer.rows.map(([label, value]) => ({ label: toText(label), value: toText(value) }));
}
