import { policyDefinitionSql } from "../../catalog/table/attachments.ts";
import { notOfExtensionSql, systemSchemasSql } from "../facts/table-sql.ts";

// Everything is sorted by names, which Postgres compares by their bytes: the same schema gives the same document.

export const databaseSql = "SELECT pg_catalog.current_database()";

export const schemasSql = `
  SELECT n.nspname, pg_catalog.pg_get_userbyid(n.nspowner), pg_catalog.obj_description(n.oid, 'pg_namespace'),
         NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE')
    FROM pg_catalog.pg_namespace n
   WHERE CASE WHEN $1::pg_catalog.text[] IS NULL
              THEN ${systemSchemasSql("n")} AND ${notOfExtensionSql("pg_namespace", "n.oid")}
              ELSE n.nspname = ANY ($1) END
   ORDER BY n.nspname`;

// Partitions are their parent's matter.
export const relationsSql = `
  SELECT c.oid, n.nspname, c.relname, c.relkind, pg_catalog.pg_get_userbyid(c.relowner),
         pg_catalog.obj_description(c.oid, 'pg_class'),
         CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid)
              WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid, true) END,
         c.relrowsecurity
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = ANY ($1::pg_catalog.text[]) AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT c.relispartition
     AND ${notOfExtensionSql("pg_class", "c.oid")}
   ORDER BY n.nspname, c.relname
   LIMIT $2::pg_catalog.int8`;

export const columnsSql = `
  SELECT a.attrelid, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,
         CASE a.attidentity WHEN 'a' THEN 'identity' WHEN 'd' THEN 'identity by default'
              ELSE CASE WHEN a.attgenerated <> '' THEN 'generated: ' ELSE '' END || pg_catalog.pg_get_expr(d.adbin, d.adrelid) END,
         pg_catalog.col_description(a.attrelid, a.attnum)
    FROM pg_catalog.pg_attribute a
    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE a.attrelid = ANY ($1::pg_catalog.oid[]) AND a.attnum > 0 AND NOT a.attisdropped
   ORDER BY a.attrelid, a.attnum`;

// NOT NULL stands at its column: from version 18 on it would be here too.
export const constraintsSql = `
  SELECT k.conrelid, k.conname, pg_catalog.pg_get_constraintdef(k.oid), pg_catalog.obj_description(k.oid, 'pg_constraint')
    FROM pg_catalog.pg_constraint k
   WHERE k.conrelid = ANY ($1::pg_catalog.oid[]) AND k.contype IN ('p', 'u', 'f', 'c', 'x') AND k.conparentid = 0
   ORDER BY k.conrelid, pg_catalog.array_position('{p,u,x,c,f}'::pg_catalog."char"[], k.contype), k.conname`;

export const indexesSql = `
  SELECT i.indrelid, c.relname, pg_catalog.pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' (invalid)' END,
         pg_catalog.obj_description(i.indexrelid, 'pg_class')
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
   WHERE i.indrelid = ANY ($1::pg_catalog.oid[])
   ORDER BY i.indrelid, c.relname`;

export const policiesSql = `
  SELECT p.polrelid, p.polname, ${policyDefinitionSql("p")}, pg_catalog.obj_description(p.oid, 'pg_policy')
    FROM pg_catalog.pg_policy p
   WHERE p.polrelid = ANY ($1::pg_catalog.oid[])
   ORDER BY p.polrelid, p.polname`;

export const triggersSql = `
  SELECT t.tgrelid, t.tgname, pg_catalog.pg_get_triggerdef(t.oid) || CASE t.tgenabled WHEN 'D' THEN ' (disabled)' ELSE '' END,
         pg_catalog.obj_description(t.oid, 'pg_trigger')
    FROM pg_catalog.pg_trigger t
   WHERE t.tgrelid = ANY ($1::pg_catalog.oid[]) AND NOT t.tgisinternal
   ORDER BY t.tgrelid, t.tgname`;

// What the owner has without being given it is left out.
export const grantsSql = `
  SELECT g.oid, g.grantee, g.attname, pg_catalog.json_agg(g.privilege ORDER BY g.privilege)::pg_catalog.text
    FROM (SELECT c.oid, CASE WHEN e.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(e.grantee) END AS grantee,
                 '' AS attname, e.privilege_type || CASE WHEN e.is_grantable THEN ' (grantable)' ELSE '' END AS privilege
            FROM pg_catalog.pg_class c CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) e
           WHERE c.oid = ANY ($1::pg_catalog.oid[]) AND e.grantee <> c.relowner
           UNION ALL
          SELECT c.oid, CASE WHEN e.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(e.grantee) END,
                 a.attname, e.privilege_type || CASE WHEN e.is_grantable THEN ' (grantable)' ELSE '' END
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
           CROSS JOIN LATERAL pg_catalog.aclexplode(a.attacl) e
           WHERE c.oid = ANY ($1::pg_catalog.oid[])) g
   GROUP BY g.oid, g.grantee, g.attname
   ORDER BY g.oid, g.grantee COLLATE "C", g.attname COLLATE "C"`;

export const typesSql = `
  SELECT n.nspname, t.typname,
         CASE t.typtype
           WHEN 'e' THEN 'enum: ' || (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                                        FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid)
           WHEN 'd' THEN 'domain of ' || pg_catalog.format_type(t.typbasetype, t.typtypmod)
             || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END
             || COALESCE(' DEFAULT ' || t.typdefault, '')
             || COALESCE((SELECT pg_catalog.string_agg(' ' || pg_catalog.pg_get_constraintdef(k.oid), '' ORDER BY k.conname)
                            FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'), '')
           WHEN 'r' THEN 'range of ' || (SELECT pg_catalog.format_type(r.rngsubtype, NULL) FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid)
           ELSE 'composite: ' || COALESCE((SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname) || ' '
                                             || pg_catalog.format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
                                   FROM pg_catalog.pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '') END,
         pg_catalog.obj_description(t.oid, 'pg_type')
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
   WHERE n.nspname = ANY ($1::pg_catalog.text[])
     AND (t.typtype IN ('e', 'd', 'r')
          OR t.typtype = 'c' AND EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
     AND ${notOfExtensionSql("pg_type", "t.oid")}
   ORDER BY n.nspname, t.typname`;

export const functionsSql = `
  SELECT n.nspname, p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')',
         CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window function' ELSE 'function' END
         || COALESCE(' returns ' || pg_catalog.pg_get_function_result(p.oid), '') || ', ' || l.lanname
         || CASE p.provolatile WHEN 'i' THEN ', immutable' WHEN 's' THEN ', stable' ELSE '' END
         || CASE WHEN p.prosecdef THEN ', runs as its owner' ELSE '' END,
         pg_catalog.obj_description(p.oid, 'pg_proc')
    FROM pg_catalog.pg_proc p
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    JOIN pg_catalog.pg_language l ON l.oid = p.prolang
   WHERE n.nspname = ANY ($1::pg_catalog.text[]) AND ${notOfExtensionSql("pg_proc", "p.oid")}
   ORDER BY n.nspname, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid) COLLATE "C"`;
