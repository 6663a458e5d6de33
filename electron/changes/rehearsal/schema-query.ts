/** Schemas whose objects are not the user's. The ledger is left out too: it comes with the first rehearsal. */
const ownSchema = `n.nspname NOT IN ('pg_catalog', 'information_schema', 'steward') AND n.nspname !~ '^pg_(toast|temp)'`;

const notOfExtension = (catalog: string, oid: string) =>
  `NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = '${catalog}'::regclass AND x.objid = ${oid} AND x.deptype = 'e')`;

/** Lines for the privileges of a kind of object; those that the owner has by default are written out. */
interface GrantSource {
  readonly what: string;
  readonly names: string;
  readonly acl: string;
  readonly from: string;
  readonly where: string;
}

const grants = ({ what, names, acl, from, where }: GrantSource) =>
  `SELECT format('grant %s on ${what} to %s by %s%s', a.privilege_type, ${names},
      CASE a.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(a.grantee)::text END, pg_get_userbyid(a.grantor),
      CASE WHEN a.is_grantable THEN ' with grant option' ELSE '' END)
   FROM ${from} CROSS JOIN LATERAL aclexplode(${acl}) a WHERE ${ownSchema} AND ${where}`;

const relations = `SELECT format('relation %I.%I %s %s owner %I%s%s%s%s', n.nspname, c.relname, c.relkind, c.relpersistence,
    pg_get_userbyid(c.relowner), CASE WHEN c.relrowsecurity THEN ' rls' ELSE '' END,
    CASE WHEN c.relforcerowsecurity THEN ' force rls' ELSE '' END, coalesce(' with ' || array_to_string(c.reloptions, ','), ''),
    CASE c.relkind WHEN 'p' THEN ' partition by ' || pg_get_partkeydef(c.oid)
      WHEN 'v' THEN ' as ' || pg_get_viewdef(c.oid) WHEN 'm' THEN ' as ' || pg_get_viewdef(c.oid) ELSE '' END
    || coalesce((SELECT ' child of ' || string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
      FROM pg_inherits i WHERE i.inhrelid = c.oid), '') || coalesce(' ' || pg_get_expr(c.relpartbound, c.oid), ''))
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${ownSchema} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND ${notOfExtension("pg_class", "c.oid")}`;

/** Without the place of a column: putting back a dropped one always moves it to the end. */
const columns = `SELECT format('column %I.%I.%I %s%s%s%s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attcollation <> t.typcollation THEN ' collate ' || a.attcollation::regcollation::text ELSE '' END,
    CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
    coalesce(CASE a.attgenerated WHEN '' THEN ' default ' ELSE ' generated ' || a.attgenerated::text || ' ' END
      || pg_get_expr(d.adbin, d.adrelid), ''),
    CASE a.attidentity WHEN '' THEN '' ELSE ' identity ' || a.attidentity::text END,
    CASE WHEN a.attstorage <> t.typstorage THEN ' storage ' || a.attstorage::text ELSE '' END)
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE ${ownSchema} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND a.attnum > 0 AND NOT a.attisdropped
    AND ${notOfExtension("pg_class", "c.oid")}`;

const constraints = `SELECT format('constraint %I on %s %s%s', k.conname,
    CASE WHEN k.conrelid <> 0 THEN k.conrelid::regclass::text ELSE k.contypid::regtype::text END, pg_get_constraintdef(k.oid),
    CASE WHEN k.convalidated THEN '' ELSE ' not validated' END)
  FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
  WHERE ${ownSchema} AND NOT (k.contype = 'n' AND k.convalidated) AND ${notOfExtension("pg_class", "k.conrelid")}`;

const indexes = `SELECT format('index %s%s%s%s', pg_get_indexdef(i.indexrelid), CASE WHEN i.indisvalid THEN '' ELSE ' invalid' END,
    CASE WHEN i.indisclustered THEN ' clustered' ELSE '' END, CASE WHEN i.indisreplident THEN ' replica identity' ELSE '' END)
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${ownSchema} AND ${notOfExtension("pg_class", "i.indrelid")}`;

const functions = `SELECT format('function %s owner %I %s', p.oid::regprocedure, pg_get_userbyid(p.proowner),
    CASE p.prokind WHEN 'a' THEN 'aggregate' ELSE pg_get_functiondef(p.oid) END)
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE ${ownSchema} AND ${notOfExtension("pg_proc", "p.oid")}`;

const triggers = `SELECT format('trigger %s enabled %s', pg_get_triggerdef(g.oid), g.tgenabled)
  FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${ownSchema} AND NOT g.tgisinternal`;

const rules = `SELECT format('rule %s enabled %s', pg_get_ruledef(r.oid), r.ev_enabled)
  FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${ownSchema} AND r.rulename <> '_RETURN'`;

const policies = `SELECT format('policy %I on %s %s %s to %s using %s check %s', p.polname, p.polrelid::regclass, p.polcmd,
    p.polpermissive, (SELECT string_agg(CASE o WHEN 0 THEN 'public' ELSE pg_get_userbyid(o)::text END, ', ' ORDER BY o)
      FROM unnest(p.polroles) o), pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${ownSchema}`;

const types = `SELECT format('type %I.%I %s owner %I %s', n.nspname, t.typname, t.typtype, pg_get_userbyid(t.typowner), CASE t.typtype
    WHEN 'e' THEN (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)
    WHEN 'd' THEN format('%s%s default %s', format_type(t.typbasetype, t.typtypmod), CASE WHEN t.typnotnull THEN ' not null' ELSE '' END, t.typdefault)
    WHEN 'r' THEN (SELECT format_type(r.rngsubtype, NULL) FROM pg_range r WHERE r.rngtypid = t.oid) ELSE '' END)
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE ${ownSchema} AND t.typtype IN ('e', 'd', 'r') AND ${notOfExtension("pg_type", "t.oid")}`;

const sequences = `SELECT format('sequence %I.%I %s start %s by %s from %s to %s cache %s%s owner %I%s', n.nspname, c.relname,
    format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
    CASE WHEN s.seqcycle THEN ' cycle' ELSE '' END, pg_get_userbyid(c.relowner),
    coalesce((SELECT format(' owned by %s.%I', d.refobjid::regclass, a.attname) FROM pg_depend d
      JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass
      LIMIT 1), ''))
  FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${ownSchema}`;

const others = `SELECT format('schema %I owner %I', n.nspname, pg_get_userbyid(n.nspowner)) FROM pg_namespace n WHERE ${ownSchema}
  UNION ALL SELECT format('extension %I %s', extname, extversion) FROM pg_extension
  UNION ALL SELECT format('statistics %s', pg_get_statisticsobjdef(s.oid)) FROM pg_statistic_ext s
    JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE ${ownSchema}
  UNION ALL SELECT format('event trigger %I on %s %s enabled %s', evtname, evtevent, evtfoid::regprocedure, evtenabled) FROM pg_event_trigger
  UNION ALL SELECT format('publication %I all %s', pubname, puballtables) FROM pg_publication
  UNION ALL SELECT format('comment on %s: %s', pg_describe_object(d.classoid, d.objoid, d.objsubid), d.description)
    FROM pg_description d WHERE d.objoid >= 16384 AND pg_describe_object(d.classoid, d.objoid, d.objsubid) !~ '\\msteward\\M'
      AND ${notOfExtension("pg_class", "d.objoid").replace("x.classid = 'pg_class'::regclass", "x.classid = d.classoid")}`;

const privileges = [
  grants({
    what: "%I.%I",
    names: "n.nspname, c.relname",
    acl: `coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))`,
    from: "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace",
    where: `c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND ${notOfExtension("pg_class", "c.oid")}`,
  }),
  grants({
    what: "column %I.%I.%I",
    names: "n.nspname, c.relname, b.attname",
    acl: "b.attacl",
    from: "pg_attribute b JOIN pg_class c ON c.oid = b.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace",
    where: "NOT b.attisdropped",
  }),
  grants({
    what: "function %s",
    names: "p.oid::regprocedure",
    acl: "coalesce(p.proacl, acldefault('f', p.proowner))",
    from: "pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace",
    where: notOfExtension("pg_proc", "p.oid"),
  }),
  grants({
    what: "schema %I",
    names: "n.nspname",
    acl: "coalesce(n.nspacl, acldefault('n', n.nspowner))",
    from: "pg_namespace n",
    where: "true",
  }),
];

/** One text column: a line for each object, property or privilege. To be run with `search_path` set to pg_catalog. */
export const schemaLinesSql = [
  relations,
  columns,
  constraints,
  indexes,
  functions,
  triggers,
  rules,
  policies,
  types,
  sequences,
  others,
  ...privileges,
].join("\nUNION ALL\n");
