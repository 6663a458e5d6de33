import type { Reading, RelationHead, TableDetails } from "../../../shared/catalog/model.ts";
import { relationDdl } from "../../../shared/catalog/relation-ddl.ts";
import type { ObjectName } from "../../../shared/databases/model.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { readPart, waitBriefly } from "../reading.ts";
import { readServerVersion } from "../versioned-sql.ts";
import { readIndexes, readPolicies, readSizes, readTriggers } from "./attachments.ts";
import { readColumns } from "./columns.ts";
import { readConstraints } from "./constraints.ts";
import { readForeignKeys } from "./foreign-keys.ts";
import { readRelation } from "./relation.ts";

/**
 * A table, view, materialized view or sequence as it is at one moment. Parts that need a lock somebody else holds, or a
 * privilege the role lacks, come as unreadable. Rejects with `notFound` and with what ends a session.
 */
export async function readTable(session: ReadSession, name: ObjectName): Promise<TableDetails> {
  await waitBriefly(session);
  const version = await readServerVersion(session);
  const relation = await readRelation(session, version, name);
  const { oid } = relation;
  const parts = {
    relation,
    sizes: await readPart(session, () => readSizes(session, oid)),
    columns: await readPart(session, () => readColumns(session, oid)),
    constraints: await readPart(session, () => readConstraints(session, oid)),
    foreignKeys: await readPart(session, () => readForeignKeys(session, oid, "from")),
    referencedBy: await readPart(session, () => readForeignKeys(session, oid, "to")),
    triggers: await readPart(session, () => readTriggers(session, oid)),
    indexes: await readPart(session, () => readIndexes(session, oid)),
    policies: await readPart(session, () => readPolicies(session, oid)),
  };
  const source = await readPart(session, () => readSource(session, relation));
  return { ...parts, ddl: ddlOf(parts, source) };
}

/** What the DDL needs beside the parts: a view's query, a foreign table's server, a sequence's settings. */
async function readSource(session: ReadSession, relation: RelationHead): Promise<string> {
  const sql = sources[relation.kind];
  if (sql === undefined) return "";
  return (await session.query(sql, [relation.oid])).rows[0]?.[0] ?? "";
}

const viewSource = "SELECT pg_catalog.pg_get_viewdef($1::pg_catalog.oid)";

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

function ddlOf(parts: Omit<TableDetails, "ddl">, source: Reading<string>): Reading<string> {
  const { columns, constraints, indexes, triggers, policies } = parts;
  const needed = [source, columns, constraints, indexes, triggers, policies];
  const missing = needed.find((part) => part.state === "unreadable");
  if (missing?.state === "unreadable") return missing;
  const valueOf = <T>(part: Reading<readonly T[]>): readonly T[] => (part.state === "readable" ? part.value : []);
  return {
    state: "readable",
    value: relationDdl({
      relation: parts.relation,
      source: source.state === "readable" ? source.value : "",
      columns: valueOf(columns),
      constraints: valueOf(constraints),
      indexes: valueOf(indexes),
      triggers: valueOf(triggers),
      policies: valueOf(policies),
    }),
  };
}
