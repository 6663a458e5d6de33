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
 * Reads what the catalog knows of the names in some statements: four statements that read catalogs, and sizes, for which a table that
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
  const relations = await ask(relationsQuery, namesAndQuoted(named.relations));
  const functions = named.functions.length === 0 ? [] : await ask(functionsQuery, [named.functions]);
  const domains = named.domains.size === 0 ? [] : await ask(domainsQuery, namesAndQuoted(named.domains));
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

function namesAndQuoted(names: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const quoted = [...names.values()].map((parts) => parts.map(quoteIdentifier).join("."));
  return [[...names.keys()], quoted];
}
