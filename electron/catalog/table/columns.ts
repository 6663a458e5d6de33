import type { CatalogColumn } from "../../../shared/catalog/model.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { isTrue, toText } from "../catalog-text.ts";

// The collation is named only where it differs from the type's own. attgenerated 'v' exists from version 18 on.
const sql = `
  SELECT a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,
         pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated,
         CASE WHEN a.attcollation <> t.typcollation
              THEN pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname) END,
         pg_catalog.col_description(a.attrelid, a.attnum),
         EXISTS (SELECT FROM pg_catalog.pg_constraint k
                  WHERE k.conrelid = a.attrelid AND k.contype = 'p' AND a.attnum = ANY (k.conkey)),
         pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT'), a.attislocal,
         (SELECT NULLIF(pg_catalog.concat_ws(' ',
                   CASE WHEN sc.relnamespace <> c.relnamespace OR sc.relname <> c.relname || '_' || a.attname || '_seq'
                        THEN 'SEQUENCE NAME ' || pg_catalog.quote_ident(sn.nspname) || '.' || pg_catalog.quote_ident(sc.relname) END,
                   CASE WHEN s.seqstart <> 1 THEN 'START WITH ' || s.seqstart END,
                   CASE WHEN s.seqincrement <> 1 THEN 'INCREMENT BY ' || s.seqincrement END,
                   CASE WHEN s.seqmin <> 1 THEN 'MINVALUE ' || s.seqmin END,
                   CASE WHEN s.seqmax <> CASE s.seqtypid WHEN 'pg_catalog.int2'::pg_catalog.regtype THEN 32767
                                                         WHEN 'pg_catalog.int4'::pg_catalog.regtype THEN 2147483647
                                                         ELSE 9223372036854775807 END
                        THEN 'MAXVALUE ' || s.seqmax END,
                   CASE WHEN s.seqcache <> 1 THEN 'CACHE ' || s.seqcache END,
                   CASE WHEN s.seqcycle THEN 'CYCLE' END), '')
            FROM pg_catalog.pg_depend o JOIN pg_catalog.pg_sequence s ON s.seqrelid = o.objid
            JOIN pg_catalog.pg_class sc ON sc.oid = s.seqrelid JOIN pg_catalog.pg_namespace sn ON sn.oid = sc.relnamespace
           WHERE a.attidentity <> '' AND o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.deptype = 'i'
             AND o.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
             AND o.refobjid = a.attrelid AND o.refobjsubid = a.attnum),
         a.attgenerated <> '' AND EXISTS (
           SELECT FROM pg_catalog.pg_inherits i
             JOIN pg_catalog.pg_attribute p ON p.attrelid = i.inhparent AND p.attname = a.attname
             JOIN pg_catalog.pg_attrdef pd ON pd.adrelid = p.attrelid AND pd.adnum = p.attnum
            WHERE i.inhrelid = a.attrelid AND p.attgenerated = a.attgenerated
              AND pg_catalog.pg_get_expr(pd.adbin, pd.adrelid) = pg_catalog.pg_get_expr(d.adbin, d.adrelid))
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
    LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
   WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped
   ORDER BY a.attnum`;

const identities: Readonly<Record<string, CatalogColumn["identity"]>> = { a: "always", d: "byDefault" };
const generations: Readonly<Record<string, CatalogColumn["generated"]>> = { s: "stored", v: "virtual" };

/** The columns of a relation in their order; dropped ones are left out. */
export async function readColumns(session: ReadSession, oid: number): Promise<readonly CatalogColumn[]> {
  const answer = await session.query(sql, [oid]);
  return answer.rows.map((row) => {
    const [number, name, type, isNotNull, expression, identity, generated, collation, comment, ...flags] = row;
    const [isInPrimaryKey, isReadable, isLocal, identityOptions, isGenerationInherited] = flags;
    return {
      number: Number(number),
      name: toText(name),
      type: toText(type),
      isNullable: !isTrue(isNotNull),
      default: expression ?? null,
      identity: identities[toText(identity)] ?? null,
      identityOptions: identityOptions ?? null,
      generated: generations[toText(generated)] ?? null,
      collation: collation ?? null,
      comment: comment ?? null,
      isInPrimaryKey: isTrue(isInPrimaryKey),
      isReadable: isTrue(isReadable),
      isLocal: isTrue(isLocal),
      ...(isTrue(isGenerationInherited) ? { isGenerationInherited: true as const } : {}),
    };
  });
}
