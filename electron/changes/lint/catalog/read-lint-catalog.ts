import { quoteIdentifier } from "../../../../shared/sql/quote.ts";
import type { ReadSession } from "../../../postgres/session.ts";
import type { PreparedStatement } from "../../script/prepare-script.ts";
import { readLintVersion } from "../lint-version.ts";
import type { LintVersion } from "../rule.ts";
import { domainsQuery, functionsQuery, relationsQuery } from "./catalog-queries.ts";
import type { CatalogRelation, LintCatalog } from "./lint-catalog.ts";
import { findNamedObjects } from "./named-objects.ts";

/** A database as the lint sees it. */
export interface LintDatabase {
  readonly version: LintVersion | null;
  readonly catalog: LintCatalog;
}

/**
 * Reads what the catalog knows of the names in some statements: seven statements that read catalogs, and sizes, for which a table that
 * somebody holds exclusively is waited for. `signal` bounds that.
 */
export async function readLintCatalog(
  session: ReadSession,
  statements: readonly PreparedStatement[],
  signal?: AbortSignal,
): Promise<LintDatabase> {
  const named = findNamedObjects(statements);
  const options = { maxRows: 0, ...(signal ? { signal } : {}) };
  const ask = async (sql: string, values: readonly (readonly string[])[]) =>
    (await session.query(sql, values, options)).rows;
  const settings = await ask(
    "SELECT pg_catalog.current_setting('server_version'), pg_catalog.current_setting('TimeZone')",
    [],
  );
  const path = await readUserPath(ask);
  const relations = await ask(relationsQuery, candidates(named.relations, path));
  const functions = named.functions.length === 0 ? [] : await ask(functionsQuery, [named.functions]);
  const domains = named.domains.size === 0 ? [] : await ask(domainsQuery, candidates(named.domains, path));
  const [[version, timeZone] = []] = settings;
  const byName = new Map(
    relations.map(([name, json]) => [name ?? "", JSON.parse(json ?? "null") as CatalogRelation]), // as the query builds it
  );
  const volatilities = new Map(functions.map(([name, volatility]) => [name ?? "", volatility ?? "v"]));
  return {
    version: readLintVersion(version ?? ""),
    catalog: {
      timeZone: timeZone ?? "",
      relation: (name) => byName.get(name) ?? null,
      volatility: (name) => volatilities.get(name) ?? null,
      tablesOfDomain: (name) => domains.flatMap(([domain, table]) => (domain === name && table ? [table] : [])),
    },
  };
}

type Ask = (sql: string, values: readonly (readonly string[])[]) => Promise<readonly (readonly (string | null)[])[]>;

/**
 * The schemas in which the user's own sessions look for a bare name. Ours look in pg_catalog only, and do again before
 * anything else is asked: no function or operator of another schema is called meanwhile.
 */
async function readUserPath(ask: Ask): Promise<readonly string[]> {
  const set = "SELECT pg_catalog.set_config('search_path',";
  await ask(`${set} reset_val, true) FROM pg_catalog.pg_settings WHERE name = 'search_path'`, []);
  const [[json] = []] = await ask("SELECT pg_catalog.to_json(pg_catalog.current_schemas(false))::pg_catalog.text", []);
  await ask(`${set} 'pg_catalog', true)`, []);
  return JSON.parse(json ?? "[]") as string[]; // as the query builds it
}

/** Each name beside what it may be: a bare one stands in the system's schema or in one of the path. */
function candidates(
  names: ReadonlyMap<string, readonly string[]>,
  path: readonly string[],
): readonly (readonly string[])[] {
  const pairs = [...names].flatMap(([name, parts]) => {
    const places = parts.length === 1 ? [[], ...path.map((schema) => [schema])] : [[]];
    return places.map((place) => [name, [...place, ...parts].map(quoteIdentifier).join(".")] as const);
  });
  return [pairs.map(([name]) => name), pairs.map(([, quoted]) => quoted)];
}
