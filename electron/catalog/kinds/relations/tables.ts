import { type ObjectKindReader, toCatalogObject } from "../object-kind.ts";
import { relationAccess, relationDdlReader, relationFacts, relationsSql } from "./relation-sql.ts";

const detail = `
  CASE c.relkind WHEN 'p' THEN CASE WHEN c.relispartition THEN 'partitioned partition' ELSE 'partitioned' END
       WHEN 'f' THEN 'foreign'
       ELSE CASE WHEN c.relispartition THEN 'partition'
                 WHEN c.relpersistence = 'u' THEN 'unlogged'
                 WHEN c.relpersistence = 't' THEN 'temporary' ELSE '' END END`;

const parents = `(SELECT pg_catalog.string_agg(i.inhparent::pg_catalog.regclass::pg_catalog.text, ', ' ORDER BY i.inhseqno)
                    FROM pg_catalog.pg_inherits i WHERE i.inhrelid = o.oid)`;

/** Ordinary, partitioned and foreign tables. */
export const tables: ObjectKindReader = {
  kind: "table",
  catalog: "pg_class",
  versions: relationsSql(
    ["r", "p", "f"],
    {
      detail,
      container: `CASE WHEN c.relispartition
                       THEN (SELECT i.inhparent FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid LIMIT 1) END`,
    },
    true,
  ),
  toModel: toCatalogObject,
  facts: relationFacts([
    ["Estimated rows", "CASE WHEN o.reltuples >= 0 AND o.relkind <> 'p' THEN o.reltuples::pg_catalog.int8 END"],
    ["Partitioned by", "CASE WHEN o.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(o.oid) END"],
    ["Partition of", `CASE WHEN o.relispartition THEN ${parents} END`],
    ["Bound", "CASE WHEN o.relispartition THEN pg_catalog.pg_get_expr(o.relpartbound, o.oid) END"],
    ["Inherits from", `CASE WHEN NOT o.relispartition THEN ${parents} END`],
    ["Children", "NULLIF((SELECT pg_catalog.count(*) FROM pg_catalog.pg_inherits i WHERE i.inhparent = o.oid), 0)"],
    ["Of type", "CASE WHEN o.reloftype <> 0 THEN pg_catalog.format_type(o.reloftype, NULL) END"],
    [
      "Foreign server",
      `(SELECT s.srvname FROM pg_catalog.pg_foreign_table f
          JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = o.oid)`,
    ],
    [
      "Row security",
      "CASE WHEN o.relrowsecurity THEN CASE WHEN o.relforcerowsecurity THEN 'on, forced' ELSE 'on' END ELSE 'off' END",
    ],
    [
      "Replica identity",
      "CASE o.relreplident WHEN 'd' THEN 'primary key' WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full' ELSE 'index' END",
    ],
  ]),
  ddl: relationDdlReader,
  access: relationAccess("CASE o.relkind WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END"),
};
