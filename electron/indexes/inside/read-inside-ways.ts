import type { InsideWays } from "../../../shared/indexes/inside/model.ts";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import { isTrue, toText } from "../../catalog/catalog-text.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { type InsideReader, insideReaders } from "./readers.ts";

/** A way that is open here, with the quoted schema of its functions. */
export interface OpenReader {
  readonly reader: InsideReader;
  readonly schema: string;
}

const extensions = ["pgstattuple", "pageinspect"] as const;

// Neither extension is trusted where the server's own files are used; a provider's may be.
const extensionsSql = `
  SELECT a.name, CASE WHEN pg_catalog.has_schema_privilege(n.oid, 'USAGE') THEN n.nspname END, e.oid IS NOT NULL, r.rolsuper,
         r.rolsuper OR (v.trusted AND pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE'))
    FROM pg_catalog.pg_available_extensions a
    JOIN pg_catalog.pg_available_extension_versions v ON v.name = a.name AND v.version = a.default_version
    JOIN pg_catalog.pg_roles r ON r.rolname = current_user
    LEFT JOIN pg_catalog.pg_extension e ON e.extname = a.name
    LEFT JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
   WHERE a.name IN ('pgstattuple', 'pageinspect')`;

const functionsSql = `
  SELECT u.name
    FROM pg_catalog.unnest($1::pg_catalog.text[]) AS u (name)
   WHERE pg_catalog.has_function_privilege(pg_catalog.to_regprocedure(u.name)::pg_catalog.oid, 'EXECUTE')`;

/** What this role may look into here, by the functions that are there, and extensions that would add to it. */
export async function readInsideWays(
  session: ReadSession,
): Promise<{ readonly open: readonly OpenReader[]; readonly ways: InsideWays }> {
  const { rows } = await session.query(extensionsSql);
  const isSuperuser = rows.some(([, , , superuser]) => isTrue(superuser));
  const schemas = new Map(rows.flatMap(([name, schema]) => (schema ? [[toText(name), quoteIdentifier(schema)]] : [])));
  const readers = insideReaders.flatMap((reader): OpenReader[] => {
    const schema = schemas.get(reader.extension);
    return schema === undefined || (reader.needsSuperuser && !isSuperuser) ? [] : [{ reader, schema }];
  });
  const nameOf = (schema: string, signature: string) => `${schema}.${signature}`;
  const asked = readers.flatMap(({ reader, schema }) => reader.functions.map((signature) => nameOf(schema, signature)));
  const there = new Set((await session.query(functionsSql, [asked])).rows.map(([name]) => name));
  const open = readers.filter(({ reader, schema }) =>
    reader.functions.every((signature) => there.has(nameOf(schema, signature))),
  );
  const known = new Map(rows.map(([name, , isThere, , isAllowed]) => [name, { isThere, isAllowed }]));
  const installable = extensions.filter((name) => {
    const extension = known.get(name);
    return extension !== undefined && !isTrue(extension.isThere) && isTrue(extension.isAllowed);
  });
  const installed = extensions.filter((name) => isTrue(known.get(name)?.isThere));
  const methods = [...new Set(open.map(({ reader }) => reader.method))];
  const ways = methods.map((method) => ({ method, readsAll: readerOf(open, method)?.reader.readsAll === true }));
  return { open, ways: { ways, installed, installable } };
}

/** The way that tells most about a method. */
export function readerOf(open: readonly OpenReader[], method: string): OpenReader | undefined {
  return open.find(({ reader }) => reader.method === method);
}
