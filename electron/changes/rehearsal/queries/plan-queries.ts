import type { PlanBrief } from "../../../../shared/changes/rehearsal-model.ts";
import { type AppError, isAppError } from "../../../../shared/ipc/app-error.ts";
import type { WriteSession } from "../../../postgres/session.ts";
import type { TopQuery } from "./read-queries.ts";

/** A plan, or why there is none. */
export type PlanAnswer =
  | { readonly plan: PlanBrief }
  | { readonly plan: null; readonly error: string; readonly sqlstate: string | null };

const name = "steward_planned";

/** Longest planning of one query. */
const timeoutMs = 5_000;

/**
 * Plans each query without running it, its parameters left open. It is prepared and explained with NULLs under
 * `force_generic_plan`, which does the same as EXPLAIN's GENERIC_PLAN and exists before Postgres 16 too.
 */
export async function planQueries(
  session: WriteSession,
  queries: readonly TopQuery[],
  signal: AbortSignal,
): Promise<readonly PlanAnswer[]> {
  const answers: PlanAnswer[] = [];
  for (const { sql } of queries) answers.push(await planQuery(session, sql, signal));
  return answers;
}

async function planQuery(session: WriteSession, sql: string, signal: AbortSignal): Promise<PlanAnswer> {
  let isPrepared = false;
  try {
    return await session.transaction(async () => {
      await session.execute("SET TRANSACTION READ ONLY");
      await session.execute(`SET LOCAL statement_timeout = ${timeoutMs}`);
      await session.execute("SET LOCAL plan_cache_mode = force_generic_plan");
      await session.execute(`PREPARE ${name} AS ${sql}`, [], { signal });
      isPrepared = true;
      const counted = await session.query(
        "SELECT pg_catalog.cardinality(parameter_types) FROM pg_catalog.pg_prepared_statements WHERE name = $1",
        [name],
      );
      const nulls = Array.from({ length: Number(counted.rows[0]?.[0] ?? 0) }, () => "NULL").join(", ");
      const execute = `EXECUTE ${name}${nulls === "" ? "" : ` (${nulls})`}`;
      const { rows } = await session.query(`EXPLAIN (FORMAT JSON) ${execute}`, [], { signal });
      return { plan: briefPlan(rows[0]?.[0] ?? "[]") };
    });
  } catch (error) {
    if (isAppError(error, "sql", "timeout", "readOnly")) return { plan: null, ...reasonOf(error) };
    throw error;
  } finally {
    if (isPrepared) await session.execute(`DEALLOCATE ${name}`);
  }
}

function reasonOf(error: AppError): { readonly error: string; readonly sqlstate: string | null } {
  return { error: error.message, sqlstate: error.details.postgres?.sqlstate ?? null };
}

interface PlanNode {
  readonly "Node Type"?: string;
  readonly Schema?: string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Total Cost"?: number;
  readonly Plans?: readonly PlanNode[];
}

/** The cost and the nodes of EXPLAIN's JSON. */
export function briefPlan(json: string): PlanBrief {
  // The server's own format.
  const [first] = JSON.parse(json) as readonly { readonly Plan?: PlanNode }[];
  const shape: string[] = [];
  const visit = (node: PlanNode) => {
    const relation = node["Relation Name"];
    const index = node["Index Name"];
    shape.push(`${node["Node Type"]}${relation ? ` ${relation}` : ""}${index ? ` using ${index}` : ""}`);
    for (const child of node.Plans ?? []) visit(child);
  };
  if (first?.Plan) visit(first.Plan);
  return { cost: first?.Plan?.["Total Cost"] ?? 0, shape };
}
