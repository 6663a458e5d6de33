import { z } from "zod";
import { databaseRefSchema } from "../databases/model.ts";
import type { Finding } from "../findings/model.ts";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import { givenParametersSchema } from "../sql/parameters/bind-parameters.ts";
import type { Plan, PlanContext } from "./model.ts";

/** A finding about a plan: the node it is about, and the milliseconds that its fix could save (null when unknown). */
export interface PlanFinding extends Finding {
  readonly nodeId: number | null;
  readonly savedMs: number | null;
}

/** How a statement is explained. `analyze` runs it, in a READ ONLY transaction that is rolled back. */
export const planModes = ["estimate", "analyze"] as const;

/** One of the modes above. */
export type PlanMode = (typeof planModes)[number];

/** A plan as it is kept: what was asked, where and when (ISO 8601 UTC), and what came back. */
export interface PlanRun {
  readonly id: string;
  readonly at: string;
  readonly connectionId: string;
  readonly branchId: string | null;
  readonly sql: string;
  /** Same for statements that differ only in constants, blanks and comments. */
  readonly fingerprint: string;
  readonly mode: PlanMode;
  readonly serverVersion: string;
  /** One per statement that the server's rules made of it; usually exactly one. */
  readonly plans: readonly Plan[];
  /** The catalog beside the plan, read right after it; empty for a pasted plan. */
  readonly context: PlanContext;
  /** Ranked by the milliseconds they could save, then by severity. */
  readonly findings: readonly PlanFinding[];
  /** The server's own text. */
  readonly raw: string;
}

/** One line of the list of kept plans. `executionMs` is null for an estimate. */
export interface PlanSummary {
  readonly id: string;
  readonly at: string;
  readonly branchId: string | null;
  readonly sql: string;
  readonly fingerprint: string;
  readonly mode: PlanMode;
  readonly executionMs: number | null;
}

const sql = z.string().min(1).max(1_000_000);

/** Requests about plans. None of them changes a database: a statement that writes is refused for `analyze`. */
export const plansContract = {
  /**
   * Explains ONE statement and keeps the plan. Rejects with `invalidInput` (none, or several statements, or one that
   * EXPLAIN does not take), `refused` (`analyze` of a statement that writes: a branch or an estimate is offered),
   * `sql`, `readOnly` (a function that writes), `timeout`, `cancelled`.
   */
  "plans.run": declareOperation<PlanRun>()(
    z.strictObject({
      ref: databaseRefSchema,
      sql,
      mode: z.enum(planModes),
      /** Values for the parameters of the statement; `invalidInput` without one. */
      parameters: givenParametersSchema.default([]),
      /** Longest run on the server; 0 means none. */
      timeoutMs: z.int().min(0).max(3_600_000).default(30_000),
    }),
  ),
  /** Kept plans of a connection, newest first; `sql` asks for those of the same statement only. */
  "plans.history": declareRequest<readonly PlanSummary[]>()(
    z.strictObject({
      connectionId: z.string().min(1).max(100),
      sql: sql.nullable(),
      limit: z.int().min(1).max(500),
    }),
  ),
  /** A kept plan. Rejects with `notFound`. */
  "plans.open": declareRequest<PlanRun>()(z.strictObject({ id: z.string().regex(/^[\w-]{1,64}$/) })),
};
