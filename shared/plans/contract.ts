import { z } from "zod";
import { databaseRefSchema } from "../databases/model.ts";
import type { Finding } from "../findings/model.ts";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import { givenParametersSchema } from "../sql/parameters/bind-parameters.ts";
import type { Plan, PlanContext } from "./model.ts";
import {
  type PlanMode,
  type PlanPlace,
  type PlanWaits,
  planModes,
  planPlaces,
  type RunEffects,
  sideEffectCodes,
} from "./running/model.ts";

/** A finding about a plan: the node it is about, and the milliseconds that its fix could save (null when unknown). */
export interface PlanFinding extends Finding {
  readonly nodeId: number | null;
  readonly savedMs: number | null;
}

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
  readonly place: PlanPlace;
  /** Whether running it wrote something; null when it was not run. A SELECT may write through its functions. */
  readonly hasWritten: boolean | null;
  /** Null when it was not run, ended before the first look, or could not be looked at. */
  readonly waits: PlanWaits | null;
  /** The run before this one, when it was run twice: what the second found in the cache, the first had to read. */
  readonly firstRun: { readonly plans: readonly Plan[]; readonly raw: string } | null;
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

/**
 * One line of the list of kept plans. `executionMs` is null for an estimate, `blocks` (8 kB each, hit and read by the
 * whole tree) also where buffers were not counted. `serverVersion` is empty for plans kept before it was listed.
 */
export interface PlanSummary {
  readonly id: string;
  readonly at: string;
  readonly connectionId: string;
  readonly branchId: string | null;
  readonly sql: string;
  readonly fingerprint: string;
  readonly mode: PlanMode;
  readonly executionMs: number | null;
  readonly blocks: number | null;
  readonly serverVersion: string;
}

const planId = z.string().regex(/^[\w-]{1,64}$/);
const sql = z.string().min(1).max(1_000_000);

/** Requests about plans. A statement that writes is measured on a branch, or in place once its effects are confirmed. */
export const plansContract = {
  /**
   * Explains ONE statement and keeps the plan. Measuring is rolled back; a branch made for it is deleted whatever happens.
   * Rejects with `invalidInput` (none, or several statements, or one that EXPLAIN does not take), `refused` (`analyze`
   * of a statement that writes, without its effects confirmed), `readOnly` (a function that writes; writes not allowed here),
   * `unsupported` (no branches; a generic plan before server 16), `sql`, `timeout`, `cancelled`.
   */
  "plans.run": declareOperation<PlanRun>()(
    z.strictObject({
      ref: databaseRefSchema,
      sql,
      mode: z.enum(planModes),
      /** Values for the parameters of the statement; `invalidInput` without one, unless the plan is generic. */
      parameters: givenParametersSchema.default([]),
      /** Longest run on the server; 0 means none. */
      timeoutMs: z.int().min(0).max(3_600_000).default(30_000),
      /** For `analyze`. */
      place: z.enum(planPlaces).default("here"),
      /** What a person agreed to for a writing statement in place; each effect that it has must be named. */
      confirmedEffects: z.array(z.enum(sideEffectCodes)).max(20).default([]),
      /** 2 runs it again at once, in the same transaction. Not for a writing statement in place. */
      runs: z.union([z.literal(1), z.literal(2)]).default(1),
      /** Whether the result is turned into text as for a client (from server 17 on); null leaves it out of huge ones. */
      serialize: z.boolean().nullable().default(null),
    }),
  ),
  /** What `analyze` of a text's only statement would mean here. Rejects as `plans.run` does for its text. */
  "plans.effects": declareRequest<RunEffects>()(z.strictObject({ ref: databaseRefSchema, sql })),
  /**
   * Kept plans, newest first: of one connection with all its branches, or of all connections (null). `sql` or the
   * `fingerprint` of a plan at hand asks for those of the same statement only.
   */
  "plans.history": declareRequest<readonly PlanSummary[]>()(
    z.strictObject({
      connectionId: z.string().min(1).max(100).nullable(),
      sql: sql.nullable(),
      fingerprint: z.string().min(1).max(200).nullable().default(null),
      limit: z.int().min(1).max(500),
    }),
  ),
  /** A kept plan. Rejects with `notFound`. */
  "plans.open": declareRequest<PlanRun>()(z.strictObject({ id: planId })),
  /** Removes a kept plan; one that is gone already is no error. */
  "plans.delete": declareRequest<void>()(z.strictObject({ id: planId })),
};
