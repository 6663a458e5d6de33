import { AppError } from "../../../shared/ipc/app-error.ts";
import type {
  DocumentedDatabase,
  DocumentedPart,
  DocumentedRelation,
  DocumentedThing,
} from "../../../shared/schema-check/docs/model.ts";
import { groupBy } from "../../../shared/schema-check/group-by.ts";
import { isTrue, toNames, toText } from "../../catalog/catalog-text.ts";
import { readDiagram } from "../../catalog/diagram/read-diagram.ts";
import type { ReadSession } from "../../postgres/session.ts";
import {
  columnsSql,
  constraintsSql,
  databaseSql,
  functionsSql,
  grantsSql,
  indexesSql,
  policiesSql,
  relationsSql,
  schemasSql,
  triggersSql,
  typesSql,
} from "./docs-sql.ts";

type Row = readonly (string | null)[];

const maxRelations = 5000;
const relationsAtOnce = 500;
const kinds: Readonly<Record<string, DocumentedRelation["kind"]>> = {
  r: "table",
  p: "partitioned table",
  f: "foreign table",
  v: "view",
  m: "materialized view",
};

/**
 * What a document says of a database, or of some of its schemas. Rejects with `notFound` for a schema that is not there and
 * with `tooLarge` for more than 5,000 tables and views.
 */
export async function readDocumentedDatabase(
  session: ReadSession,
  asked: readonly string[] | null,
): Promise<DocumentedDatabase> {
  const name = toText((await session.query(databaseSql)).rows[0]?.[0]);
  const schemas = (await session.query(schemasSql, [asked])).rows;
  const missing = (asked ?? []).filter((schema) => !schemas.some((row) => row[0] === schema));
  if (missing.length > 0)
    throw new AppError("notFound", `There is no schema ${missing.join(", ")} in ${name}.`, {
      hint: "Names are case-sensitive here.",
    });
  const readable = schemas.filter((row) => !isTrue(row[3])).map(([schema]) => toText(schema));
  const relations = groupBy(await readRelations(session, readable), ({ schema }) => schema);
  const types = groupBy(await readThings(session, typesSql, readable), ({ schema }) => schema);
  const functions = groupBy(await readThings(session, functionsSql, readable), ({ schema }) => schema);
  return {
    name,
    diagram: await readDiagram(session, readable),
    schemas: schemas.map(([schemaName, owner, comment, isUnreadable]) => {
      const schema = toText(schemaName);
      return {
        name: schema,
        owner: toText(owner),
        comment: comment ?? null,
        isUnreadable: isTrue(isUnreadable),
        relations: relations.get(schema) ?? [],
        types: types.get(schema) ?? [],
        functions: functions.get(schema) ?? [],
      };
    }),
  };
}

async function readRelations(session: ReadSession, schemas: readonly string[]): Promise<readonly DocumentedRelation[]> {
  const listed = (await session.query(relationsSql, [schemas, String(maxRelations + 1)])).rows;
  if (listed.length > maxRelations)
    throw new AppError("tooLarge", `There are more than ${maxRelations} tables and views.`, {
      hint: "Name the schemas to document.",
    });
  const relations: DocumentedRelation[] = [];
  for (let from = 0; from < listed.length; from += relationsAtOnce)
    relations.push(...(await readChunk(session, listed.slice(from, from + relationsAtOnce))));
  return relations;
}

async function readChunk(session: ReadSession, heads: readonly Row[]): Promise<readonly DocumentedRelation[]> {
  const oids = heads.map(([oid]) => toText(oid));
  const ask = async (sql: string) => groupBy((await session.query(sql, [oids])).rows, ([oid]) => toText(oid));
  const columns = await ask(columnsSql);
  const constraints = await ask(constraintsSql);
  const indexes = await ask(indexesSql);
  const policies = await ask(policiesSql);
  const triggers = await ask(triggersSql);
  const grants = await ask(grantsSql);
  return heads.map(([oidText, schema, name, kind, owner, comment, definition, hasRowSecurity]) => {
    const oid = toText(oidText);
    return {
      schema: toText(schema),
      name: toText(name),
      kind: kinds[toText(kind)] ?? "table",
      owner: toText(owner),
      comment: comment ?? null,
      definition: definition ?? null,
      hasRowSecurity: isTrue(hasRowSecurity),
      columns: (columns.get(oid) ?? []).map(([, column, type, isNotNull, value, text]) => ({
        name: toText(column),
        type: toText(type),
        isNotNull: isTrue(isNotNull),
        value: value ?? null,
        comment: text ?? null,
      })),
      constraints: (constraints.get(oid) ?? []).map(toPart),
      indexes: (indexes.get(oid) ?? []).map(toPart),
      policies: (policies.get(oid) ?? []).map(toPart),
      triggers: (triggers.get(oid) ?? []).map(toPart),
      grants: (grants.get(oid) ?? []).map(([, grantee, column, privileges]) => ({
        grantee: toText(grantee),
        column: toText(column),
        privileges: toNames(privileges),
      })),
    };
  });
}

function toPart([, name, definition, comment]: Row): DocumentedPart {
  return { name: toText(name), definition: toText(definition), comment: comment ?? null };
}

async function readThings(
  session: ReadSession,
  sql: string,
  schemas: readonly string[],
): Promise<readonly DocumentedThing[]> {
  return (await session.query(sql, [schemas])).rows.map((row) => ({ schema: toText(row[0]), ...toPart(row) }));
}
