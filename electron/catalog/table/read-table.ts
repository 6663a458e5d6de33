import type { Reading, RelationHead, TableDetails } from "../../../shared/catalog/model.ts";
import { type RelationParts, relationDdl, relationStatements } from "../../../shared/catalog/relation-ddl.ts";
import type { ObjectName } from "../../../shared/databases/model.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { readParts, waitBriefly } from "../reading.ts";
import { readServerVersion } from "../versioned-sql.ts";
import { readIndexes, readPolicies, readSizes, readTriggers } from "./attachments.ts";
import { readColumns } from "./columns.ts";
import { readConstraints } from "./constraints.ts";
import { readForeignKeys } from "./foreign-keys.ts";
import { readRelation } from "./relation.ts";
import { readOwnedSequences, readSettings } from "./surroundings.ts";

/**
 * A table, view, materialized view or sequence as it is at one moment. Parts that need a lock somebody else holds, or a
 * privilege the role lacks, come as unreadable. Rejects with `notFound` and with what ends a session.
 */
export async function readTable(session: ReadSession, name: ObjectName): Promise<TableDetails> {
  await waitBriefly(session);
  const version = await readServerVersion(session);
  const relation = await readRelation(session, version, name);
  const { oid } = relation;
  return await readParts(session, async (part) => {
    const parts = {
      relation,
      sizes: await part(() => readSizes(session, oid)),
      columns: await part(() => readColumns(session, oid)),
      constraints: await part(() => readConstraints(session, oid)),
      foreignKeys: await part(() => readForeignKeys(session, oid, "from")),
      referencedBy: await part(() => readForeignKeys(session, oid, "to")),
      triggers: await part(() => readTriggers(session, oid)),
      indexes: await part(() => readIndexes(session, oid)),
      policies: await part(() => readPolicies(session, oid)),
    };
    const surroundings = await part(() => readSurroundings(session, relation));
    return { ...parts, ddl: ddlOf(parts, surroundings) };
  });
}

/** What the DDL needs beside the parts: a view's query, a foreign table's server, a sequence's settings. */
async function readSource(session: ReadSession, relation: RelationHead): Promise<string> {
  const sql = sources[relation.kind];
  if (sql === undefined) return "";
  return (await session.query(sql, [relation.oid])).rows[0]?.[0] ?? "";
}

/** A materialized view that holds nothing yet is made again without looking for its rows. */
const viewSource = `
  SELECT pg_catalog.rtrim(pg_catalog.pg_get_viewdef(c.oid), ';') || CASE WHEN c.relispopulated THEN '' ELSE ' WITH NO DATA' END
    FROM pg_catalog.pg_class c WHERE c.oid = $1`;

const sources: Readonly<Partial<Record<RelationHead["kind"], string>>> = {
  view: viewSource,
  materializedView: viewSource,
  foreign: `
    SELECT 'SERVER ' || pg_catalog.quote_ident(s.srvname) || COALESCE((
             SELECT ' OPTIONS (' || pg_catalog.string_agg(
                      pg_catalog.quote_ident(o.option_name) || ' ' || pg_catalog.quote_literal(o.option_value), ', ') || ')'
               FROM pg_catalog.pg_options_to_table(f.ftoptions) o), '')
      FROM pg_catalog.pg_foreign_table f JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
     WHERE f.ftrelid = $1`,
  sequence: `
    SELECT 'AS ' || pg_catalog.format_type(s.seqtypid, NULL) || ' INCREMENT BY ' || s.seqincrement
           || ' MINVALUE ' || s.seqmin || ' MAXVALUE ' || s.seqmax || ' START WITH ' || s.seqstart
           || ' CACHE ' || s.seqcache || CASE WHEN s.seqcycle THEN ' CYCLE' ELSE ' NO CYCLE' END
      FROM pg_catalog.pg_sequence s WHERE s.seqrelid = $1`,
};

type Surroundings = Pick<RelationParts, "source" | "ownedSequences" | "settings">;

/** The DDL needs all of its parts: half of it would make another table. */
function ddlOf(parts: Omit<TableDetails, "ddl">, surroundings: Reading<Surroundings>): Reading<string> {
  const { relation, columns, constraints, indexes, triggers, policies } = parts;
  for (const part of [surroundings, columns, constraints, indexes, triggers, policies])
    if (part.state === "unreadable") return part;
  const valueIn = <T>(part: Reading<T>): T => {
    if (part.state === "unreadable") throw new Error("An unreadable part was let through.");
    return part.value;
  };
  return {
    state: "readable",
    value: relationDdl({
      relation,
      ...valueIn(surroundings),
      columns: valueIn(columns),
      constraints: valueIn(constraints),
      indexes: valueIn(indexes),
      triggers: valueIn(triggers),
      policies: valueIn(policies),
    }),
  };
}

/** The statements that make a relation again. Rejects where `readTable` would call a part unreadable. */
export async function relationDdlStatements(session: ReadSession, name: ObjectName): Promise<readonly string[]> {
  const relation = await readRelation(session, await readServerVersion(session), name);
  const { oid } = relation;
  return relationStatements({
    relation,
    ...(await readSurroundings(session, relation)),
    columns: await readColumns(session, oid),
    constraints: await readConstraints(session, oid),
    indexes: await readIndexes(session, oid),
    triggers: await readTriggers(session, oid),
    policies: await readPolicies(session, oid),
  });
}

async function readSurroundings(session: ReadSession, relation: RelationHead): Promise<Surroundings> {
  return {
    source: await readSource(session, relation),
    ownedSequences: await readOwnedSequences(session, relation.oid),
    settings: await readSettings(session, relation.oid),
  };
}
