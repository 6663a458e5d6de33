/**
 * $1: names as the script writes them; $2: what each may be, quoted and qualified, the first that exists counts. One row of
 * JSON for each that there is.
 */
export const relationsQuery = `
WITH wanted AS (
  SELECT DISTINCT ON (w.name) w.name, pg_catalog.to_regclass(w.quoted)::pg_catalog.oid AS oid
  FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[]))
    WITH ORDINALITY AS w(name, quoted, place)
  WHERE pg_catalog.to_regclass(w.quoted) IS NOT NULL ORDER BY w.name, w.place
), sized AS (
  SELECT wanted.*, c.relname, c.relkind, c.relowner, c.relrowsecurity, c.reltuples, n.nspname,
    (SELECT pg_catalog.json_build_object(
        'main', pg_catalog.sum(pg_catalog.pg_relation_size(leaf.oid)),
        'heap', pg_catalog.sum(pg_catalog.pg_table_size(leaf.oid)),
        'indexes', pg_catalog.sum(pg_catalog.pg_indexes_size(leaf.oid)),
        'rows', pg_catalog.sum(CASE WHEN leaf.reltuples < 0 THEN NULL ELSE leaf.reltuples END))
     FROM pg_catalog.pg_class leaf
     WHERE leaf.relkind IN ('r', 'm') AND (leaf.oid = c.oid OR c.relkind = 'p' AND leaf.oid IN (
       SELECT t.relid FROM pg_catalog.pg_partition_tree(c.oid) t WHERE t.isleaf))) AS sizes
  FROM wanted JOIN pg_catalog.pg_class c ON c.oid = wanted.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
)
SELECT s.name, pg_catalog.json_build_object(
  'name', s.nspname || '.' || s.relname,
  'kind', s.relkind,
  'heapBytes', coalesce((s.sizes->>'heap')::pg_catalog.int8, 0),
  'indexBytes', coalesce((s.sizes->>'indexes')::pg_catalog.int8, 0),
  'estimatedRows', (s.sizes->>'rows')::pg_catalog.float8,
  'isEmpty', s.relkind IN ('r', 'p', 'm') AND coalesce((s.sizes->>'main')::pg_catalog.int8, 0) = 0,
  'columns', coalesce((SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
      'name', a.attname,
      'type', coalesce(base.typname, t.typname),
      'formatted', pg_catalog.format_type(a.atttypid, a.atttypmod),
      'modifier', CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END,
      'domain', CASE WHEN t.typtype = 'd' THEN t.typname END,
      'isNotNull', a.attnotnull,
      'collation', coll.collname) ORDER BY a.attnum)
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_catalog.pg_type base ON base.oid = t.typbasetype AND t.typtype = 'd'
    LEFT JOIN pg_catalog.pg_collation coll ON coll.oid = a.attcollation
    WHERE a.attrelid = s.oid AND a.attnum > 0 AND NOT a.attisdropped), '[]'),
  'constraints', coalesce((SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
      'name', k.conname, 'kind', k.contype, 'isValid', k.convalidated,
      'columns', (SELECT coalesce(pg_catalog.json_agg(a.attname ORDER BY a.attnum), '[]') FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)),
      'definition', pg_catalog.pg_get_constraintdef(k.oid),
      'references', (SELECT rn.nspname || '.' || r.relname FROM pg_catalog.pg_class r
        JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace WHERE r.oid = k.confrelid)))
    FROM pg_catalog.pg_constraint k WHERE k.conrelid = s.oid), '[]'),
  'indexes', coalesce((SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
      'name', ic.relname, 'isUnique', i.indisunique, 'isValid', i.indisvalid, 'isPartial', i.indpred IS NOT NULL,
      'columns', (SELECT pg_catalog.json_agg(coalesce(a.attname, '') ORDER BY key.place)
        FROM pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY key(attnum, place)
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = key.attnum AND key.attnum > 0
        WHERE key.place <= i.indnkeyatts)))
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid WHERE i.indrelid = s.oid), '[]'),
  'dependents', coalesce((SELECT pg_catalog.json_agg(pg_catalog.json_build_object('what', d.what, 'column', d.column_name)
      ORDER BY d.what COLLATE "C", d.column_name COLLATE "C")
    FROM (
      SELECT DISTINCT CASE v.relkind WHEN 'm' THEN 'materialized view ' ELSE 'view ' END || vn.nspname || '.' || v.relname AS what,
        a.attname AS column_name
      FROM pg_catalog.pg_depend dep
      JOIN pg_catalog.pg_rewrite rule ON rule.oid = dep.objid AND dep.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
      JOIN pg_catalog.pg_class v ON v.oid = rule.ev_class AND v.oid <> s.oid AND v.relkind IN ('v', 'm')
      JOIN pg_catalog.pg_namespace vn ON vn.oid = v.relnamespace
      LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = s.oid AND a.attnum = dep.refobjsubid AND dep.refobjsubid > 0
      WHERE dep.refobjid = s.oid AND dep.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
      UNION
      SELECT 'function ' || pn.nspname || '.' || p.proname, NULL
      FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
      WHERE s.relkind IN ('r', 'p', 'v', 'm') AND pn.nspname !~ '^pg_' AND pn.nspname NOT IN ('information_schema', 'steward')
        AND pg_catalog.strpos(p.prosrc, s.relname) > 0
        AND s.relname = ANY (pg_catalog.regexp_split_to_array(p.prosrc, '[^[:alnum:]_$]+'))
    ) d), '[]'),
  'referencedBy', coalesce((SELECT pg_catalog.json_agg(DISTINCT kn.nspname || '.' || kc.relname)
    FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class kc ON kc.oid = k.conrelid
    JOIN pg_catalog.pg_namespace kn ON kn.oid = kc.relnamespace
    WHERE k.confrelid = s.oid AND k.contype = 'f' AND k.conrelid <> s.oid), '[]'),
  'policyCount', (SELECT pg_catalog.count(*) FROM pg_catalog.pg_policy p WHERE p.polrelid = s.oid),
  'hasRowSecurity', s.relrowsecurity,
  'tableName', (SELECT tn.nspname || '.' || t.relname FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class t ON t.oid = i.indrelid JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
    WHERE i.indexrelid = s.oid),
  'isOwnedByUser', pg_catalog.pg_has_role(s.relowner, 'USAGE') OR EXISTS (SELECT 1 FROM pg_catalog.pg_database db
    WHERE db.datname = pg_catalog.current_database() AND pg_catalog.pg_has_role(db.datdba, s.relowner, 'USAGE'))
)::pg_catalog.text
FROM sized s`;

/** $1: names of functions without schema. The least steady volatility of each. */
export const functionsQuery = `SELECT p.proname, pg_catalog.max(p.provolatile::pg_catalog.text)
  FROM pg_catalog.pg_proc p WHERE p.proname = ANY ($1::pg_catalog.text[]) GROUP BY 1`;

/** $1: names of domains as the script writes them; $2: what each may be, quoted. One row for each table that has one. */
export const domainsQuery = `SELECT DISTINCT w.name, n.nspname || '.' || c.relname
  FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[])) AS w(name, quoted)
  JOIN pg_catalog.pg_attribute a ON a.atttypid = pg_catalog.to_regtype(w.quoted)::pg_catalog.oid AND NOT a.attisdropped
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'm')
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace ORDER BY 1, 2`;
