import type { ObjectKind } from "../../../shared/catalog/object-kinds.ts";

/**
 * What a comparison has to know of an object beyond what the catalog's screens show: label and expression over `listed`,
 * and over `o`, the object's row, where the kind has one. NULL where there is nothing to tell.
 */
export const extraProperties: Readonly<
  Partial<Record<ObjectKind, readonly (readonly [label: string, sql: string])[]>>
> = {
  column: [
    [
      "Storage",
      columnSql(`CASE WHEN a.attstorage <> t.typstorage THEN
                     CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END END`),
    ],
    ["Compression", columnSql("CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END")],
    [
      "NOT NULL rests on",
      `(SELECT pg_catalog.concat_ws(', ', CASE WHEN NOT k.convalidated THEN 'a constraint that is not valid' END,
                                      CASE WHEN k.connoinherit THEN 'a constraint without heirs' END)
            FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
           WHERE k.conrelid = listed.oid AND k.contype = 'n' AND a.attname = listed.name
             AND (NOT k.convalidated OR k.connoinherit))`,
    ],
    ["Generated", columnSql("CASE a.attgenerated WHEN 's' THEN 'stored' WHEN 'v' THEN 'virtual' END")],
  ],
  index: [
    [
      "Attached to",
      `(SELECT pg_catalog.json_build_array(pn.nspname, p.relname)::pg_catalog.text
            FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
            JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace WHERE h.inhrelid = listed.oid)`,
    ],
    ["Clustered", "(SELECT 'yes' FROM pg_catalog.pg_index x WHERE x.indexrelid = listed.oid AND x.indisclustered)"],
    [
      "Statistics targets",
      `(SELECT pg_catalog.string_agg(a.attnum || ' ' || a.attstattarget, ', ' ORDER BY a.attnum)
            FROM pg_catalog.pg_attribute a WHERE a.attrelid = listed.oid AND a.attstattarget >= 0)`,
    ],
  ],
  constraint: [
    [
      "Index options",
      `(SELECT NULLIF(pg_catalog.array_to_string(x.reloptions, ', '), '') FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class x ON x.oid = k.conindid WHERE k.oid = listed.oid AND k.contype IN ('p', 'u', 'x'))`,
    ],
  ],
};

function columnSql(value: string): string {
  return `(SELECT ${value} FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            WHERE a.attrelid = listed.oid AND a.attname = listed.name AND NOT a.attisdropped)`;
}
