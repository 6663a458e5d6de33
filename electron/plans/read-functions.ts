import type { FunctionContext, Plan, PlanNode } from "../../shared/plans/model.ts";
import { isTrue, toText } from "../catalog/catalog-text.ts";
import type { ReadSession } from "../postgres/session.ts";

/** Names of one plan that are looked up. */
const maxNames = 200;

const functionsSql = `
  SELECT DISTINCT n.nspname, p.proname, p.provolatile, p.proparallel = 's', l.lanname
    FROM pg_catalog.pg_proc p
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    JOIN pg_catalog.pg_language l ON l.oid = p.prolang
   WHERE p.proname = ANY ($1::pg_catalog.text[]) AND n.nspname <> 'pg_catalog'
   ORDER BY 1, 2, 3`;

const volatilities: Readonly<Record<string, FunctionContext["volatility"]>> = {
  i: "immutable",
  s: "stable",
  v: "volatile",
};

/** The functions that the plans' scans call by name and that are not built in; of one name all that there are. */
export async function readCalledFunctions(
  session: ReadSession,
  plans: readonly Plan[],
): Promise<readonly FunctionContext[]> {
  const names = new Set(plans.flatMap((plan) => plan.nodes.flatMap(calledNames)));
  if (names.size === 0) return [];
  const { rows } = await session.query(functionsSql, [[...names].slice(0, maxNames)]);
  return rows.map(([schema, name, volatility, isParallelSafe, language]) => ({
    schema: toText(schema),
    name: toText(name),
    volatility: volatilities[volatility ?? ""] ?? "volatile",
    isParallelSafe: isTrue(isParallelSafe),
    language: toText(language),
  }));
}

const callPattern = /("(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)\(/gu;

function calledNames({ properties }: PlanNode): readonly string[] {
  const { Filter: filter, Output: output } = properties;
  const texts = [filter, ...(Array.isArray(output) ? output : [])].filter((text) => typeof text === "string");
  return texts.flatMap((text) =>
    [...text.matchAll(callPattern)].map(([, name = ""]) =>
      name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name,
    ),
  );
}
