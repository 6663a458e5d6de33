import type { DatabaseRef } from "../../shared/databases/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { Progress } from "../../shared/ipc/declare.ts";
import { readPlans } from "../../shared/plans/reading/read-plans.ts";
import type { PlanMode, PlanPlace, SideEffectCode } from "../../shared/plans/running/model.ts";
import type { ParameterGiven } from "../../shared/sql/parameters/bind-parameters.ts";
import { withThrowAwayBranch } from "../control-planes/throw-away-branch.ts";
import type { Databases } from "../postgres/databases.ts";
import type { SqlParser } from "../sql/parser/sql-parser.ts";
import { explain } from "./explain.ts";
import type { KeptPlan } from "./plan-store.ts";
import { type PreparedStatement, prepareStatement } from "./prepare-statement.ts";
import { readPlanContext } from "./read-context.ts";
import { type Measured, measureStatement } from "./running/measure-statement.ts";
import { type RunRights, refuseHere } from "./running/run-rights.ts";
import { readSideEffects } from "./running/side-effects.ts";

/** What explaining needs. */
export interface PlanNeeds extends RunRights {
  readonly databases: Databases;
  readonly parser: SqlParser;
}

/** What is to be explained, where and how; see `plans.run`. */
export interface PlanRequest {
  readonly ref: DatabaseRef;
  readonly sql: string;
  readonly mode: PlanMode;
  readonly parameters: readonly ParameterGiven[];
  readonly timeoutMs: number;
  readonly place: PlanPlace;
  readonly confirmedEffects: readonly SideEffectCode[];
  readonly runs: 1 | 2;
  readonly serialize: boolean | null;
}

interface RunContext {
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

type Answer = Omit<Measured, "hasWritten"> & { readonly hasWritten: boolean | null };

const versionSql =
  "SELECT pg_catalog.current_setting('server_version_num'), pg_catalog.current_setting('server_version')";

/**
 * Explains one statement in a transaction that is rolled back, and reads the catalog beside it: READ ONLY, except for what
 * is measured on a branch made for it, or in place after its effects were confirmed. Rejects as `plans.run` declares;
 * the statement log shows what was sent.
 */
export async function runPlan(needs: PlanNeeds, request: PlanRequest, context: RunContext): Promise<KeptPlan> {
  const { ref, sql, mode, place } = request;
  const statement = await prepareStatement(sql, needs.parser, context.signal);
  const isMeasured = mode === "analyze";
  const answer = !isMeasured
    ? await estimate(needs, request, statement, context)
    : place === "branch"
      ? await measureOnBranch(needs, request, statement, context)
      : await measureHere(needs, request, statement, context);
  return {
    at: new Date().toISOString(),
    connectionId: ref.connectionId,
    branchId: ref.branchId ?? null,
    sql: statement.sql,
    fingerprint: statement.fingerprint,
    mode,
    place: isMeasured ? place : "here",
    ...answer,
  };
}

async function estimate(
  { databases }: PlanNeeds,
  { ref, ...request }: PlanRequest,
  statement: PreparedStatement,
  { signal, report }: RunContext,
): Promise<Answer> {
  report({ step: "Planning the statement" });
  const { version, ...answer } = await databases.read(
    ref,
    "explain",
    async (session) => {
      const [number, text] = (await session.query(versionSql)).rows[0] ?? [];
      const serverVersion = Number(number);
      const explained = await explain(session, { ...request, statement, runs: 1, serverVersion, signal });
      return { ...explained, serverVersion: text ?? "", version: serverVersion };
    },
    { signal, searchPath: "user" },
  );
  report({ step: "Reading the catalog" });
  const plans = readPlans(answer.raw);
  const context = await databases.read(
    ref,
    "explain: tables and indexes of the plan",
    (session) => readPlanContext(session, plans, version),
    { signal },
  );
  return { ...answer, hasWritten: null, context };
}

async function measureHere(
  needs: PlanNeeds,
  request: PlanRequest,
  statement: PreparedStatement,
  context: RunContext,
): Promise<Answer> {
  const { ref, runs } = request;
  const isReadOnly = statement.isReading;
  if (!isReadOnly) {
    await checkConfirmed(needs, request, statement, context.signal);
    if (runs === 2)
      throw new AppError("invalidInput", "What writes is measured once: a second run would leave its effects twice.", {
        hint: "Run it twice on a branch.",
      });
  }
  return await measureStatement(needs.databases, ref, { ...request, ...context, statement, isReadOnly });
}

/** Everything that it would leave behind has to have been shown and agreed to, and writing has to be allowed. */
async function checkConfirmed(
  needs: PlanNeeds,
  { ref, confirmedEffects }: PlanRequest,
  statement: PreparedStatement,
  signal: AbortSignal,
): Promise<void> {
  const { command } = statement;
  const effects = await needs.databases.read(ref, "explain: effects", (one) => readSideEffects(one, statement), {
    signal,
    searchPath: "user",
  });
  if (confirmedEffects.length === 0 || effects.some(({ code }) => !confirmedEffects.includes(code)))
    throw new AppError(
      "refused",
      `EXPLAIN ANALYZE would run this ${command}, and a rollback does not undo everything.`,
      {
        hint: "Explain it without running it, run it on a branch, or agree to what it leaves behind.",
        statement: statement.sql,
      },
    );
  const refusal = await refuseHere(needs, ref, statement);
  if (refusal) throw refusal;
}

async function measureOnBranch(
  needs: PlanNeeds,
  request: PlanRequest,
  statement: PreparedStatement,
  context: RunContext,
): Promise<Answer> {
  const { ref } = request;
  const fork = await needs.forkOf(ref);
  if (fork === null)
    throw new AppError("unsupported", "This connection is one server; there is nothing to make a branch with.", {
      hint: "Explain it without running it, or turn on the connection's branches by template databases.",
    });
  const { controlPlane, projectId, parentId } = fork;
  return await withThrowAwayBranch(
    controlPlane,
    { projectId, parentId, namePrefix: "plan", purpose: "rehearsal" },
    context,
    async ({ id }) =>
      await measureStatement(
        needs.databases,
        { ...ref, branchId: id },
        { ...request, ...context, statement, isReadOnly: false, catalogRef: ref },
      ),
  );
}
