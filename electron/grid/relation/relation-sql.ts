// One statement for everything the grid must know of a relation, as one JSON text: over a slow line a page costs
// round trips, not bytes. $1 schema, $2 name. `leaf` is a column's type behind domains and arrays; a domain over an array
// of a domain is resolved level by level.

const columns = `
  SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
           'name', a.attname, 'number', a.attnum,
           'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
           'baseType', base.typname,
           'castType', pg_catalog.format_type(base.oid, -1),
           'cut', CASE WHEN base.typlen <> -1 OR base.typname IN ('numeric', 'inet', 'cidr') THEN 'never'
                       WHEN base.oid IN ('pg_catalog.varchar'::pg_catalog.regtype, 'pg_catalog.bpchar'::pg_catalog.regtype)
                            AND a.atttypmod BETWEEN 5 AND 1004 THEN 'never'
                       WHEN base.oid IN ('pg_catalog.text'::pg_catalog.regtype, 'pg_catalog.varchar'::pg_catalog.regtype)
                            THEN 'text'
                       WHEN base.oid = 'pg_catalog.bytea'::pg_catalog.regtype THEN 'bytes'
                       ELSE 'output' END,
           'isNullable', NOT a.attnotnull OR EXISTS (
             SELECT FROM pg_catalog.pg_constraint k
              WHERE k.conrelid = c.oid AND k.contype = 'n' AND NOT k.convalidated AND a.attnum = ANY (k.conkey)),
           'isInPrimaryKey', EXISTS (SELECT FROM pg_catalog.pg_constraint k
              WHERE k.conrelid = c.oid AND k.contype = 'p' AND a.attnum = ANY (k.conkey)),
           'isForeignKey', EXISTS (SELECT FROM pg_catalog.pg_constraint k
              WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey)),
           'isReadable', pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT'),
           'isNumeric', base.typcategory = 'N' AND NOT pg_catalog.starts_with(base.typname, 'reg'),
           'operators', CASE WHEN leaf.operators IS NULL THEN NULL
                             WHEN leaf.is_array OR leaf.is_polymorphic THEN standard.operators
                             ELSE leaf.operators END
         ) ORDER BY a.attnum)
    FROM pg_catalog.pg_attribute a
    CROSS JOIN LATERAL (
      WITH RECURSIVE chain AS (
        SELECT t.oid, t.typtype, t.typbasetype, 0 AS depth FROM pg_catalog.pg_type t WHERE t.oid = a.atttypid
        UNION ALL
        SELECT t.oid, t.typtype, t.typbasetype, chain.depth + 1
          FROM chain JOIN pg_catalog.pg_type t ON t.oid = chain.typbasetype WHERE chain.typtype = 'd')
      SELECT t.* FROM chain JOIN pg_catalog.pg_type t ON t.oid = chain.oid ORDER BY chain.depth DESC LIMIT 1) base
    CROSS JOIN LATERAL (
      WITH RECURSIVE chain AS (
        SELECT base.oid, base.typtype, base.typbasetype, base.typelem, base.typcategory, false AS is_array, 0 AS depth
        UNION ALL
        SELECT t.oid, t.typtype, t.typbasetype, t.typelem, t.typcategory,
               chain.is_array OR chain.typtype <> 'd', chain.depth + 1
          FROM chain JOIN pg_catalog.pg_type t
            ON t.oid = CASE WHEN chain.typtype = 'd' THEN chain.typbasetype
                            WHEN chain.typcategory = 'A' THEN chain.typelem END)
      SELECT chain.is_array, chain.typtype IN ('e', 'r', 'm') AS is_polymorphic,
             CASE WHEN chain.typtype IN ('e', 'r', 'm') THEN '[]'::pg_catalog.json ELSE (
               SELECT CASE WHEN pg_catalog.count(*) = 5 THEN pg_catalog.json_agg(
                        pg_catalog.json_build_object('schema', n.nspname, 'name', op.oprname) ORDER BY am.amopstrategy) END
                 FROM (SELECT o.opcfamily, o.opcintype
                         FROM pg_catalog.pg_opclass o
                         JOIN pg_catalog.pg_am m ON m.oid = o.opcmethod AND m.amname = 'btree'
                        WHERE o.opcdefault AND (o.opcintype = chain.oid OR EXISTS (
                                SELECT FROM pg_catalog.pg_cast k WHERE k.castsource = chain.oid
                                   AND k.casttarget = o.opcintype AND k.castmethod = 'b' AND k.castcontext = 'i'))
                        ORDER BY (o.opcintype = chain.oid) DESC, o.oid LIMIT 1) class
                 JOIN pg_catalog.pg_amop am ON am.amopfamily = class.opcfamily AND am.amoplefttype = class.opcintype
                      AND am.amoprighttype = class.opcintype AND am.amoppurpose = 's'
                 JOIN pg_catalog.pg_operator op ON op.oid = am.amopopr
                 JOIN pg_catalog.pg_namespace n ON n.oid = op.oprnamespace) END AS operators
        FROM chain ORDER BY chain.depth DESC LIMIT 1) leaf
    CROSS JOIN (SELECT pg_catalog.json_agg(pg_catalog.json_build_object('schema', 'pg_catalog', 'name', s.name) ORDER BY s.place)
                  AS operators
                  FROM pg_catalog.unnest('{<,<=,=,>=,>}'::pg_catalog.text[]) WITH ORDINALITY AS s (name, place)) standard
   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped`;

// A unique index over a coarser column order than its own (another collation, an odd operator class) is no unique order.
// That of an inheritance parent says nothing about its children's rows.
const uniqueKeys = `
  SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
           'indexName', ic.relname, 'isPrimary', i.indisprimary, 'columns', (
             SELECT pg_catalog.json_agg(a.attname ORDER BY u.place)
               FROM pg_catalog.generate_series(0, i.indnkeyatts - 1) AS u (place)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[u.place])
         ) ORDER BY i.indisprimary DESC, i.indnkeyatts, ic.relname)
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
    JOIN pg_catalog.pg_am m ON m.oid = ic.relam AND m.amname = 'btree'
   WHERE i.indrelid = c.oid AND i.indisunique AND i.indimmediate AND i.indisvalid AND i.indisready AND i.indislive
     AND i.indpred IS NULL AND i.indexprs IS NULL AND NOT (c.relkind = 'r' AND child.has_any)
     AND NOT EXISTS (
       SELECT FROM pg_catalog.generate_series(0, i.indnkeyatts - 1) AS u (place)
         LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[u.place]
         LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
         LEFT JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[u.place]
        WHERE a.attnum IS NULL OR a.attnum < 0 OR NOT a.attnotnull
               OR NOT pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT')
               OR NOT (o.opcdefault OR o.opcname IN ('text_pattern_ops', 'varchar_pattern_ops', 'bpchar_pattern_ops'))
               OR (a.attcollation <> 0 AND a.attcollation <> i.indcollation[u.place] AND NOT co.collisdeterministic)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint k
                           WHERE k.conrelid = c.oid AND k.contype = 'n' AND NOT k.convalidated
                             AND a.attnum = ANY (k.conkey)))`;

/** Answers one row with one JSON object in the shape of `GridRelation`, or none. */
export const relationSql = `
  SELECT pg_catalog.json_build_object(
           'oid', c.oid, 'kind', c.relkind,
           'isReadable', pg_catalog.has_schema_privilege(n.oid, 'USAGE')
             AND (pg_catalog.has_table_privilege(c.oid, 'SELECT') OR pg_catalog.has_any_column_privilege(c.oid, 'SELECT')),
           'columns', COALESCE((${columns}), '[]'::pg_catalog.json),
           'uniqueKeys', COALESCE((${uniqueKeys}), '[]'::pg_catalog.json),
           'hasChildren', c.relkind = 'p' OR child.has_any,
           'isPlaceReadable', c.relkind IN ('r', 'p', 'm') AND heap.are_all
             AND pg_catalog.has_column_privilege(c.oid, (-1)::pg_catalog.int2, 'SELECT')
             AND pg_catalog.has_column_privilege(c.oid, (-6)::pg_catalog.int2, 'SELECT'),
           'places', COALESCE(heap.places, '[]'::pg_catalog.json),
           'estimatedRows', CASE WHEN c.relkind IN ('v') THEN NULL ELSE heap.estimated_rows END)::pg_catalog.text
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL (
      SELECT EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhparent = c.oid) AS has_any) child
    CROSS JOIN LATERAL (
      WITH RECURSIVE tree AS (
        SELECT c.oid AS oid
        UNION
        SELECT h.inhrelid FROM tree JOIN pg_catalog.pg_inherits h ON h.inhparent = tree.oid)
      SELECT COALESCE(pg_catalog.bool_and(leaf.is_heap), true) AS are_all,
             pg_catalog.json_agg(pg_catalog.json_build_object('oid', leaf.oid, 'blocks', leaf.blocks) ORDER BY leaf.oid)
               FILTER (WHERE leaf.is_heap) AS places,
             CASE WHEN pg_catalog.bool_and(leaf.rows >= 0) THEN pg_catalog.sum(leaf.rows)::pg_catalog.int8
                  WHEN pg_catalog.count(leaf.oid) = 0 THEN 0 END AS estimated_rows
        FROM (SELECT r.oid, r.relkind IN ('r', 'm') AND am.amname = 'heap' AS is_heap, size.blocks,
                     CASE WHEN r.reltuples < 0 OR (r.reltuples = 0 AND r.relpages = 0 AND size.blocks > 0) THEN -1
                          WHEN r.relpages > 0 AND r.relkind IN ('r', 'm')
                            THEN pg_catalog.round((r.reltuples / r.relpages * size.blocks)::pg_catalog.numeric)
                          ELSE r.reltuples::pg_catalog.numeric END AS rows
                FROM tree
                JOIN pg_catalog.pg_class r ON r.oid = tree.oid AND r.relkind IN ('r', 'm', 'f')
                LEFT JOIN pg_catalog.pg_am am ON am.oid = r.relam
                CROSS JOIN LATERAL (
                  SELECT CASE WHEN r.relkind IN ('r', 'm')
                              THEN COALESCE(pg_catalog.pg_relation_size(r.oid), 0)
                                   / pg_catalog.current_setting('block_size')::pg_catalog.int8
                              ELSE 0 END AS blocks) size) leaf) heap
   WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p', 'f', 'v', 'm')`;
