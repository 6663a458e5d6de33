import {
  type Diagram,
  type DiagramColumn,
  type DiagramRelation,
  type DiagramTable,
  maxDiagramTables,
} from "../../../shared/erd/model.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { isTrue, toNames, toNumber, toText } from "../catalog-text.ts";

const schemasSql = `
  SELECT n.nspname FROM pg_catalog.pg_namespace n
   WHERE n.nspname = ANY ($1::pg_catalog.text[]) AND NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE')
   ORDER BY n.nspname`;

// Partitions stand for their parent. One table more than fits tells that there are more.
const tablesSql = `
  SELECT c.oid, n.nspname, c.relname, c.relkind, CASE WHEN c.reltuples >= 0 THEN c.reltuples::pg_catalog.int8 END
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = ANY ($1::pg_catalog.text[]) AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
     AND c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition
   ORDER BY n.nspname, c.relname
   LIMIT $2::pg_catalog.int8`;

// A key on partitions is a copy (conparentid) of the partitioned table's own. The referring side is unique when an index
// that holds for every row has exactly these columns, in any order.
const relationsSql = `
  SELECT k.conname, k.conrelid, k.confrelid, names.referring, names.referred, names.is_optional,
         EXISTS (SELECT FROM pg_catalog.pg_index i
                  WHERE i.indrelid = k.conrelid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
                    AND i.indnkeyatts = pg_catalog.cardinality(k.conkey)
                    AND NOT EXISTS (SELECT FROM pg_catalog.unnest(k.conkey) AS u (attnum)
                                     WHERE u.attnum <> ALL ((i.indkey::pg_catalog.int2[])[0:i.indnkeyatts - 1]))),
         fn.nspname, fc.relname, fc.relkind, CASE WHEN fc.reltuples >= 0 THEN fc.reltuples::pg_catalog.int8 END
    FROM pg_catalog.pg_constraint k
    JOIN pg_catalog.pg_class fc ON fc.oid = k.confrelid
    JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
   CROSS JOIN LATERAL (
         SELECT pg_catalog.to_json(pg_catalog.array_agg(a.attname ORDER BY u.place))::pg_catalog.text,
                pg_catalog.to_json(pg_catalog.array_agg(f.attname ORDER BY u.place))::pg_catalog.text,
                pg_catalog.bool_or(NOT a.attnotnull)
           FROM ROWS FROM (pg_catalog.unnest(k.conkey), pg_catalog.unnest(k.confkey)) WITH ORDINALITY
                AS u (attnum, fattnum, place)
           JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
           JOIN pg_catalog.pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = u.fattnum
         ) AS names (referring, referred, is_optional)
   WHERE k.contype = 'f' AND k.conparentid = 0 AND k.conrelid = ANY ($1::pg_catalog.oid[])
   ORDER BY k.conrelid, k.conname`;

const columnsSql = `
  SELECT a.attrelid, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,
         EXISTS (SELECT FROM pg_catalog.pg_constraint p
                  WHERE p.conrelid = a.attrelid AND p.contype = 'p' AND a.attnum = ANY (p.conkey)),
         EXISTS (SELECT FROM pg_catalog.pg_constraint f
                  WHERE f.conrelid = a.attrelid AND f.contype = 'f' AND a.attnum = ANY (f.conkey))
    FROM pg_catalog.pg_attribute a
   WHERE a.attrelid = ANY ($1::pg_catalog.oid[]) AND a.attnum > 0 AND NOT a.attisdropped
   ORDER BY a.attrelid, a.attnum`;

const kinds: Readonly<Record<string, DiagramTable["kind"]>> = { r: "table", p: "partitioned", f: "foreign" };

type TableHead = Omit<DiagramTable, "columns">;

/** The tables of `schemas` (at most `maxDiagramTables`), the tables that their foreign keys lead to, and those keys. */
export async function readDiagram(session: ReadSession, schemas: readonly string[]): Promise<Diagram> {
  const unreadable = await session.query(schemasSql, [schemas]);
  const listed = await session.query(tablesSql, [schemas, String(maxDiagramTables + 1)]);
  const inside = listed.rows
    .slice(0, maxDiagramTables)
    .map(([oid, schema, name, kind, rows]) => toHead([oid, schema, name, kind, rows], false));
  const referring = await session.query(relationsSql, [inside.map(({ oid }) => String(oid))]);
  const heads = new Map(inside.map((table) => [table.oid, table]));
  const relations = referring.rows.map((row): DiagramRelation => {
    const [name, from, to, fromColumns, toColumns, isOptional, isOneToOne, ...head] = row;
    const toOid = Number(to);
    if (!heads.has(toOid)) heads.set(toOid, toHead([to, ...head], true));
    return {
      name: toText(name),
      fromOid: Number(from),
      toOid,
      fromColumns: toNames(fromColumns),
      toColumns: toNames(toColumns),
      isOneToOne: isTrue(isOneToOne),
      isOptional: isTrue(isOptional),
    };
  });
  const columns = await readColumns(session, [...heads.keys()]);
  return {
    tables: [...heads.values()].map((head) => ({ ...head, columns: columnsOf(head, columns.get(head.oid) ?? []) })),
    relations,
    isCut: listed.rows.length > maxDiagramTables,
    unreadableSchemas: unreadable.rows.map(([name]) => toText(name)),
  };
}

function toHead(row: readonly (string | null | undefined)[], isOutside: boolean): TableHead {
  const [oid, schema, name, kind, rows] = row;
  return {
    oid: Number(oid),
    schema: toText(schema),
    name: toText(name),
    kind: kinds[toText(kind)] ?? "table",
    estimatedRows: toNumber(rows),
    isOutside,
  };
}

async function readColumns(
  session: ReadSession,
  oids: readonly number[],
): Promise<ReadonlyMap<number, readonly DiagramColumn[]>> {
  const answer = await session.query(columnsSql, [oids.map(String)]);
  const columns = new Map<number, DiagramColumn[]>();
  for (const [oid, name, type, isNotNull, isInPrimaryKey, isForeignKey] of answer.rows) {
    const column = {
      name: toText(name),
      type: toText(type),
      isNotNull: isTrue(isNotNull),
      isInPrimaryKey: isTrue(isInPrimaryKey),
      isForeignKey: isTrue(isForeignKey),
    };
    const known = columns.get(Number(oid));
    if (known) known.push(column);
    else columns.set(Number(oid), [column]);
  }
  return columns;
}

/** A table outside is there for its relations, so its keys are enough. */
function columnsOf({ isOutside }: TableHead, columns: readonly DiagramColumn[]): readonly DiagramColumn[] {
  return isOutside ? columns.filter(({ isInPrimaryKey, isForeignKey }) => isInPrimaryKey || isForeignKey) : columns;
}
