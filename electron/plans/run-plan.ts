import type { DatabaseRef } from "../../shared/databases/model.ts";
import type { Progress } from "../../shared/ipc/declare.ts";
import type { PlanMode } from "../../shared/plans/contract.ts";
import { readPlans } from "../../shared/plans/reading/read-plans.ts";
import type { ParameterGiven } from "../../shared/sql/parameters/bind-parameters.ts";
import type { Databases } from "../postgres/databases.ts";
import type { SqlParser } from "../sql/parser/sql-parser.ts";
import { explain } from "./explain.ts";
import type { KeptPlan } from "./plan-store.ts";
import { prepareStatement } from "./prepare-statement.ts";
import { readPlanContext } from "./read-context.ts";

/** What is to be explained, where and how. */
export interface PlanRequest {
  readonly ref: DatabaseRef;
  readonly sql: string;
  readonly mode: PlanMode;
  readonly parameters: readonly ParameterGiven[];
  readonly timeoutMs: number;
}

const versionSql =
  "SELECT pg_catalog.current_setting('server_version_num'), pg_catalog.current_setting('server_version')";

/**
 * Explains one statement in a READ ONLY transaction that is rolled back, then reads the catalog beside it. Rejects as
 * `plans.run` declares; the statement log shows what was sent.
 */
export async function runPlan(
  { databases, parser }: { readonly databases: Databases; readonly parser: SqlParser },
  request: PlanRequest,
  context: { readonly signal: AbortSignal; readonly report: (progress: Progress) => void },
): Promise<KeptPlan> {
  const { ref, sql, mode, parameters, timeoutMs } = request;
  const { signal, report } = context;
  const statement = await prepareStatement(sql, mode, parser, signal);
  report({ step: mode === "analyze" ? "Running the statement" : "Planning the statement" });
  const { raw, serverVersion, version } = await databases.read(
    ref,
    "explain",
    async (session) => {
      const [number, text] = (await session.query(versionSql)).rows[0] ?? [];
      const versionNumber = Number(number);
      const answer = await explain(session, {
        statement,
        parameters,
        mode,
        timeoutMs,
        serverVersion: versionNumber,
        signal,
      });
      return { raw: answer, serverVersion: text ?? "", version: versionNumber };
    },
    { signal, searchPath: "user" },
  );
  report({ step: "Reading the catalog" });
  const plans = readPlans(raw);
  const planContext = await databases.read(
    ref,
    "explain: tables and indexes of the plan",
    (session) => readPlanContext(session, plans, version),
    { signal },
  );
  return {
    at: new Date().toISOString(),
    connectionId: ref.connectionId,
    branchId: ref.branchId ?? null,
    sql: statement.sql,
    fingerprint: statement.fingerprint,
    mode,
    serverVersion,
    context: planContext,
    raw,
  };
}
