import type { ObjectAddress } from "../../../shared/catalog/object-details.ts";
import { kindsAt, type ObjectKind } from "../../../shared/catalog/object-kinds.ts";
import { joinStatements } from "../../../shared/catalog/relation-ddl.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { objectKindReaders } from "../kinds/registry.ts";
import { listObjects } from "../list-objects.ts";
import { listSchemas } from "../list-schemas.ts";
import { readServerVersion } from "../versioned-sql.ts";
import { findObject } from "./find-object.ts";

/** What stands in the database by itself and is no secret of the server. */
const leftOut: ReadonlySet<ObjectKind> = new Set(["role", "subscription", "userMapping", "schema"]);

/**
 * The statements that make everything people made in a database, each object under a comment that names it, in an order
 * that depends on names only: for comparing two databases by eye. Needs a transaction, so that it is one moment.
 * Rejects with `sql` where something cannot be read.
 */
export async function readSchemaText(session: ReadSession): Promise<string> {
  const version = await readServerVersion(session);
  const isBrought = await findBrought(session);
  const texts: string[] = [];
  const add = async (schema: string | null, kinds: readonly ObjectKind[]) => {
    for (const { kind, objects } of await listObjects(session, { schema, parent: null }, kinds)) {
      for (const { oid, name, identity = "" } of objects.state === "readable" ? objects.value : []) {
        const reader = objectKindReaders[kind];
        if (isBrought(reader.catalog, oid)) continue;
        const address: ObjectAddress = { kind, schema: schema ?? "", parent: "", name, identity };
        const statements = await reader.ddl(session, await findObject(session, version, address));
        if (statements.length > 0) texts.push(textOf(address, statements));
      }
    }
  };
  await add(
    null,
    kindsAt("database").filter((kind) => !leftOut.has(kind)),
  );
  for (const { name, isSystem } of await listSchemas(session, [])) {
    if (isSystem) continue;
    if (name !== "public") await addSchema(session, version, name, texts);
    await add(name, kindsAt("schema"));
  }
  return texts.join("\n");
}

async function addSchema(session: ReadSession, version: number, name: string, texts: string[]): Promise<void> {
  const address: ObjectAddress = { kind: "schema", schema: "", parent: "", name, identity: "" };
  const statements = await objectKindReaders.schema.ddl(session, await findObject(session, version, address));
  texts.push(textOf(address, statements));
}

function textOf(address: ObjectAddress, statements: readonly string[]): string {
  return `-- ${titleOf(address)}\n${joinStatements(statements).trimEnd()}\n`;
}

/** A name from a database may hold a line's end, which would end the comment. */
function titleOf({ kind, schema, name, identity }: ObjectAddress): string {
  const whole = `${kind} ${schema === "" ? "" : `${schema}.`}${name}${identity === "" ? "" : `(${identity})`}`;
  return whole.replace(/\s+/g, " ");
}

/** Objects that an extension, or the server itself, brought along. */
async function findBrought(session: ReadSession): Promise<(catalog: string, oid: number) => boolean> {
  const answer = await session.query(
    `SELECT d.classid::pg_catalog.regclass::pg_catalog.text, d.objid FROM pg_catalog.pg_depend d
      WHERE d.deptype = 'e' OR (d.deptype = 'i' AND d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass)`,
  );
  const brought = new Set(answer.rows.map(([catalog, oid]) => `${catalog} ${oid}`));
  return (catalog, oid) => oid < 16_384 || brought.has(`${catalog} ${oid}`);
}
