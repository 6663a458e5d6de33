import type { ReadSession } from "../../postgres/session.ts";
import { toText } from "../catalog-text.ts";

/** A sequence that a column owns (serial): made before the table, tied to its column afterwards. */
export interface OwnedSequence {
  readonly creation: string;
  readonly ownership: string;
}

const sequencesSql = `
  SELECT 'CREATE ' || CASE sc.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END || 'SEQUENCE ' || s.seqrelid::pg_catalog.regclass::pg_catalog.text
         || ' AS ' || pg_catalog.format_type(s.seqtypid, NULL) || ' INCREMENT BY ' || s.seqincrement
         || ' MINVALUE ' || s.seqmin || ' MAXVALUE ' || s.seqmax || ' START WITH ' || s.seqstart
         || ' CACHE ' || s.seqcache || CASE WHEN s.seqcycle THEN ' CYCLE' ELSE ' NO CYCLE' END,
         'ALTER SEQUENCE ' || s.seqrelid::pg_catalog.regclass::pg_catalog.text || ' OWNED BY '
         || o.refobjid::pg_catalog.regclass::pg_catalog.text || '.' || pg_catalog.quote_ident(a.attname)
    FROM pg_catalog.pg_depend o
    JOIN pg_catalog.pg_sequence s ON s.seqrelid = o.objid
    JOIN pg_catalog.pg_class sc ON sc.oid = s.seqrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
   WHERE o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.deptype = 'a'
     AND o.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.refobjid = $1
   ORDER BY a.attnum, s.seqrelid`;

/** Sequences that columns of the table own; those of identity columns are part of the column. */
export async function readOwnedSequences(session: ReadSession, oid: number): Promise<readonly OwnedSequence[]> {
  const answer = await session.query(sequencesSql, [oid]);
  return answer.rows.map(([creation, ownership]) => ({ creation: toText(creation), ownership: toText(ownership) }));
}

// `of`: the relation as SQL text. What a version has not yet, to_jsonb gives as NULL: attcompression (14), tgparentid (13).
// pg_get_constraintdef leaves out an index's own settings. A column that a parent gave has the parent's default, unless it
// was told another; a partition's copy of a trigger fires as its parent's, unless told otherwise.
const settingsSql = `
  WITH of AS (SELECT c.oid, c.relkind, c.relispartition, c.reltoastrelid, c.relreplident, c.oid::pg_catalog.regclass::pg_catalog.text AS name
                FROM pg_catalog.pg_class c WHERE c.oid = $1),
       col AS (SELECT a.*, 'ALTER TABLE ' || of.name || ' ALTER COLUMN ' || pg_catalog.quote_ident(a.attname) AS alter_column
                 FROM of JOIN pg_catalog.pg_attribute a ON a.attrelid = of.oid AND a.attnum > 0 AND NOT a.attisdropped
                WHERE of.relkind IN ('r', 'p', 'm', 'f'))
  SELECT statement FROM (
    SELECT 1, col.attnum::pg_catalog.text, col.alter_column || ' SET STORAGE '
           || CASE col.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END
      FROM col JOIN pg_catalog.pg_type t ON t.oid = col.atttypid AND t.typstorage <> col.attstorage
    UNION ALL
    SELECT 2, col.attnum::pg_catalog.text, col.alter_column || ' SET COMPRESSION '
           || CASE pg_catalog.to_jsonb(col) ->> 'attcompression' WHEN 'l' THEN 'lz4' ELSE 'pglz' END
      FROM col WHERE pg_catalog.to_jsonb(col) ->> 'attcompression' IN ('l', 'p')
    UNION ALL
    SELECT 3, col.attnum::pg_catalog.text, col.alter_column || ' SET STATISTICS ' || col.attstattarget
      FROM col WHERE COALESCE(col.attstattarget, -1) >= 0
    UNION ALL
    SELECT 4, col.attnum::pg_catalog.text, col.alter_column || ' SET (' || pg_catalog.array_to_string(col.attoptions, ', ') || ')'
      FROM col WHERE col.attoptions IS NOT NULL
    UNION ALL
    SELECT 4, col.attnum::pg_catalog.text, 'ALTER FOREIGN TABLE ' || of.name || ' ALTER COLUMN '
           || pg_catalog.quote_ident(col.attname) || ' OPTIONS (' || (
             SELECT pg_catalog.string_agg('ADD ' || pg_catalog.quote_ident(x.option_name) || ' '
                                          || pg_catalog.quote_literal(x.option_value), ', ')
               FROM pg_catalog.pg_options_to_table(col.attfdwoptions) x) || ')'
      FROM of JOIN col ON col.attrelid = of.oid WHERE col.attfdwoptions IS NOT NULL
    UNION ALL
    SELECT 4, '', 'ALTER TABLE ' || of.name || ' SET (' || (
             SELECT pg_catalog.string_agg('toast.' || x.setting, ', ') FROM pg_catalog.unnest(tc.reloptions) AS x (setting)) || ')'
      FROM of JOIN pg_catalog.pg_class tc ON tc.oid = of.reltoastrelid AND tc.reloptions IS NOT NULL
    UNION ALL
    SELECT 4, o.attnum::pg_catalog.text, o.alter_column || COALESCE(' SET DEFAULT ' || o.own, ' DROP DEFAULT')
      FROM (SELECT col.attnum, col.alter_column, col.attislocal OR of.relispartition AS is_told, pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS own,
                   (SELECT pg_catalog.array_agg(pg_catalog.pg_get_expr(pd.adbin, pd.adrelid))
                      FROM pg_catalog.pg_inherits i
                      JOIN pg_catalog.pg_attribute p ON p.attrelid = i.inhparent AND p.attname = col.attname AND p.attgenerated = ''
                      LEFT JOIN pg_catalog.pg_attrdef pd ON pd.adrelid = p.attrelid AND pd.adnum = p.attnum
                     WHERE i.inhrelid = of.oid) AS parents
              FROM of JOIN col ON col.attinhcount > 0 AND col.attgenerated = '' AND col.attidentity = ''
              LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = of.oid AND d.adnum = col.attnum) o
     WHERE CASE WHEN o.own IS NULL THEN EXISTS (SELECT FROM pg_catalog.unnest(o.parents) AS x (expression) WHERE x.expression IS NOT NULL)
                ELSE NOT o.is_told AND EXISTS (SELECT FROM pg_catalog.unnest(o.parents) AS x (expression)
                                                WHERE x.expression IS DISTINCT FROM o.own) END
    UNION ALL
    SELECT 4, x.relname || a.attnum, 'ALTER INDEX ' || x.oid::pg_catalog.regclass::pg_catalog.text || ' ALTER COLUMN ' || a.attnum
           || ' SET STATISTICS ' || a.attstattarget
      FROM of JOIN pg_catalog.pg_index i ON i.indrelid = of.oid JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
      JOIN pg_catalog.pg_attribute a ON a.attrelid = x.oid AND COALESCE(a.attstattarget, -1) >= 0
    UNION ALL
    SELECT 4, x.relname, 'ALTER INDEX ' || x.oid::pg_catalog.regclass::pg_catalog.text
           || ' SET (' || pg_catalog.array_to_string(x.reloptions, ', ') || ')'
      FROM of JOIN pg_catalog.pg_constraint k ON k.conrelid = of.oid AND k.contype IN ('p', 'u', 'x')
      JOIN pg_catalog.pg_class x ON x.oid = k.conindid AND x.reloptions IS NOT NULL
    UNION ALL
    SELECT 5, r.rulename, pg_catalog.rtrim(pg_catalog.pg_get_ruledef(r.oid), ';')
      FROM of JOIN pg_catalog.pg_rewrite r ON r.ev_class = of.oid AND r.rulename <> '_RETURN'
    UNION ALL
    SELECT 5, r.rulename || ' ', 'ALTER TABLE ' || of.name || CASE r.ev_enabled WHEN 'D' THEN ' DISABLE' WHEN 'A' THEN ' ENABLE ALWAYS'
           ELSE ' ENABLE REPLICA' END || ' RULE ' || pg_catalog.quote_ident(r.rulename)
      FROM of JOIN pg_catalog.pg_rewrite r ON r.ev_class = of.oid AND r.rulename <> '_RETURN' AND r.ev_enabled <> 'O'
    UNION ALL
    SELECT 4, a.attnum::pg_catalog.text, 'ALTER VIEW ' || of.name || ' ALTER COLUMN ' || pg_catalog.quote_ident(a.attname)
           || ' SET DEFAULT ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid)
      FROM of JOIN pg_catalog.pg_attrdef d ON d.adrelid = of.oid AND of.relkind = 'v'
      JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    UNION ALL
    SELECT 6, s.stxname, pg_catalog.pg_get_statisticsobjdef(s.oid)
      FROM of JOIN pg_catalog.pg_statistic_ext s ON s.stxrelid = of.oid
    UNION ALL
    SELECT 6, s.stxname || ' ', 'ALTER STATISTICS ' || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(s.stxname)
           || ' SET STATISTICS ' || (pg_catalog.to_jsonb(s) ->> 'stxstattarget')
      FROM of JOIN pg_catalog.pg_statistic_ext s ON s.stxrelid = of.oid
      JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
     WHERE COALESCE((pg_catalog.to_jsonb(s) ->> 'stxstattarget')::pg_catalog.int4, -1) >= 0
    UNION ALL
    SELECT 7, t.tgname, 'ALTER TABLE ' || of.name || ' ENABLE ' || CASE t.tgenabled WHEN 'A' THEN 'ALWAYS' ELSE 'REPLICA' END
           || ' TRIGGER ' || pg_catalog.quote_ident(t.tgname)
      FROM of JOIN pg_catalog.pg_trigger t ON t.tgrelid = of.oid AND NOT t.tgisinternal AND t.tgenabled IN ('A', 'R')
    UNION ALL
    SELECT 7, t.tgname, 'ALTER TABLE ' || of.name || CASE t.tgenabled WHEN 'D' THEN ' DISABLE' ELSE ' ENABLE' END
           || ' TRIGGER ' || pg_catalog.quote_ident(t.tgname)
      FROM of JOIN pg_catalog.pg_trigger t ON t.tgrelid = of.oid AND t.tgenabled IN ('D', 'O')
      JOIN pg_catalog.pg_trigger p ON p.oid = (pg_catalog.to_jsonb(t) ->> 'tgparentid')::pg_catalog.oid AND p.tgenabled <> t.tgenabled
     WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.oid = t.tgconstraint AND k.contype = 'f')
    UNION ALL
    SELECT 8, '', 'ALTER TABLE ' || of.name || ' REPLICA IDENTITY ' || CASE of.relreplident WHEN 'f' THEN 'FULL'
           WHEN 'n' THEN 'NOTHING' ELSE 'USING INDEX ' || (
             SELECT pg_catalog.quote_ident(ic.relname) FROM pg_catalog.pg_index i
               JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid WHERE i.indrelid = of.oid AND i.indisreplident) END
      FROM of WHERE of.relkind IN ('r', 'p') AND of.relreplident <> 'd'
    UNION ALL
    SELECT 9, '', 'ALTER TABLE ' || of.name || ' CLUSTER ON ' || pg_catalog.quote_ident(ic.relname)
      FROM of JOIN pg_catalog.pg_index i ON i.indrelid = of.oid AND i.indisclustered
      JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
    UNION ALL
    SELECT 10, o.name, 'COMMENT ON ' || o.kind || ' ' || o.name || o.place || ' IS ' || pg_catalog.quote_literal(d.description)
      FROM (SELECT 'TRIGGER' AS kind, pg_catalog.quote_ident(t.tgname) AS name, ' ON ' || of.name AS place,
                   'pg_catalog.pg_trigger'::pg_catalog.regclass AS class, t.oid
              FROM of JOIN pg_catalog.pg_trigger t ON t.tgrelid = of.oid AND NOT t.tgisinternal
            UNION ALL
            SELECT 'POLICY', pg_catalog.quote_ident(p.polname), ' ON ' || of.name,
                   'pg_catalog.pg_policy'::pg_catalog.regclass, p.oid
              FROM of JOIN pg_catalog.pg_policy p ON p.polrelid = of.oid
            UNION ALL
            SELECT 'RULE', pg_catalog.quote_ident(r.rulename), ' ON ' || of.name,
                   'pg_catalog.pg_rewrite'::pg_catalog.regclass, r.oid
              FROM of JOIN pg_catalog.pg_rewrite r ON r.ev_class = of.oid AND r.rulename <> '_RETURN'
            UNION ALL
            SELECT 'STATISTICS', pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(s.stxname), '',
                   'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, s.oid
              FROM of JOIN pg_catalog.pg_statistic_ext s ON s.stxrelid = of.oid
              JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace) o
      JOIN pg_catalog.pg_description d ON d.classoid = o.class AND d.objoid = o.oid AND d.objsubid = 0
  ) AS parts (place, name, statement)
  ORDER BY place, name`;

/**
 * Statements for what stands around a relation and is no part of the other lists: storage and statistics of columns, rules,
 * statistics objects, how triggers fire, replica identity, clustering, and comments on all of these.
 */
export async function readSettings(session: ReadSession, oid: number): Promise<readonly string[]> {
  const answer = await session.query(settingsSql, [oid]);
  return answer.rows.map(([statement]) => toText(statement));
}
