import { toolTables } from "../../../shared/schema-check/tool-tables.ts";

/** Schemas that are nobody's to change: the server's, and the one of the ledger. */
export const systemSchemasSql = (namespace: string) => `
  ${namespace}.nspname NOT IN ('pg_catalog', 'information_schema', 'steward')
  AND NOT pg_catalog.starts_with(${namespace}.nspname, 'pg_toast') AND NOT pg_catalog.starts_with(${namespace}.nspname, 'pg_temp_')`;

const toolNames = toolTables.map((name) => `'${name}'`).join(", ");

/** Objects that an extension brought are its author's. */
export const notOfExtensionSql = (catalog: string, oid: string) => `
  NOT EXISTS (SELECT FROM pg_catalog.pg_depend x
               WHERE x.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass AND x.objid = ${oid} AND x.deptype = 'e')`;

/** The tables of a check, the largest first: partitions and what extensions and migration tools keep are left out. */
export const tableListSql = (maxTables: number) => `
  SELECT c.oid
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
     AND c.relname NOT IN (${toolNames}) AND ${systemSchemasSql("n")} AND ${notOfExtensionSql("pg_class", "c.oid")}
   ORDER BY c.relpages DESC, n.nspname, c.relname
   LIMIT ${maxTables + 1}`;

/** Zero for a table without rows, though its place for long values takes a page from the start. */
const tableSizeSql = (oid: string) =>
  `CASE WHEN pg_catalog.pg_relation_size(${oid}) > 0 THEN pg_catalog.pg_table_size(${oid}) ELSE 0 END`;

// Statistics are visible to who may read the column, and not where row security holds. The size of a partitioned table is
// that of its partitions. reltuples is -1 (0 before version 14) until somebody counted.
export const tablesSql = `
  SELECT c.oid, n.nspname, c.relname, c.relkind = 'p',
         (SELECT pg_catalog.json_agg(a.attname)::pg_catalog.text FROM pg_catalog.pg_partitioned_table p
            JOIN pg_catalog.pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = ANY (p.partattrs)
           WHERE p.partrelid = c.oid),
         CASE WHEN c.reltuples > 0 THEN c.reltuples::pg_catalog.int8 END,
         CASE WHEN c.relkind = 'p'
              THEN (SELECT pg_catalog.sum(${tableSizeSql("t.relid")}) FROM pg_catalog.pg_partition_tree(c.oid) t WHERE t.isleaf)
              ELSE ${tableSizeSql("c.oid")} END,
         c.relrowsecurity, (SELECT pg_catalog.count(*) FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid),
         CASE WHEN pg_catalog.has_table_privilege(c.oid, 'SELECT') AND NOT pg_catalog.row_security_active(c.oid)
              THEN EXISTS (SELECT FROM pg_catalog.pg_stats s WHERE s.schemaname = n.nspname AND s.tablename = c.relname) END,
         (SELECT pg_catalog.json_agg(e.privilege_type ORDER BY e.privilege_type)::pg_catalog.text
            FROM pg_catalog.aclexplode(c.relacl) e WHERE e.grantee = 0)
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.oid = ANY ($1::pg_catalog.oid[])`;

// A serial column's default is nextval() of the sequence that the column owns (deptype a).
export const columnsSql = `
  SELECT a.attrelid, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), t.typname, tn.nspname, a.attnotnull,
         a.attidentity <> '', a.attgenerated <> '', s.nspname, s.relname, pg_catalog.col_description(a.attrelid, a.attnum)
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
    LEFT JOIN LATERAL (
         SELECT sn.nspname, sc.relname
           FROM pg_catalog.pg_depend d
           JOIN pg_catalog.pg_class sc ON sc.oid = d.objid AND sc.relkind = 'S'
           JOIN pg_catalog.pg_namespace sn ON sn.oid = sc.relnamespace
           JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'a'
            AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
            AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
            AND EXISTS (SELECT FROM pg_catalog.pg_depend u
                         WHERE u.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND u.objid = f.oid
                           AND u.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND u.refobjid = sc.oid)
          LIMIT 1) s ON true
   WHERE a.attrelid = ANY ($1::pg_catalog.oid[]) AND a.attnum > 0 AND NOT a.attisdropped
   ORDER BY a.attrelid, a.attnum`;

// conenforced exists from version 18 on.
export const constraintsSql = `
  SELECT k.conrelid, k.conname, k.contype,
         (SELECT pg_catalog.json_agg(a.attname ORDER BY u.place)::pg_catalog.text
            FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum),
         pg_catalog.pg_get_constraintdef(k.oid), k.convalidated,
         COALESCE(pg_catalog.to_jsonb(k) ->> 'conenforced', 'true') = 'true', k.condeferrable,
         k.contype = 'f' AND k.confdeltype = 'a',
         CASE WHEN k.contype = 'f' THEN k.confrelid::pg_catalog.regclass::pg_catalog.text END
    FROM pg_catalog.pg_constraint k
   WHERE k.conrelid = ANY ($1::pg_catalog.oid[]) AND k.contype IN ('p', 'u', 'f', 'c', 'n', 'x') AND k.conparentid = 0
   ORDER BY k.conrelid, k.conname`;
