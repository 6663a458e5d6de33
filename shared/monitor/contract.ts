import { z } from "zod";
import { databaseRefSchema } from "../databases/model.ts";
import { declareRequest } from "../ipc/declare.ts";
import type { MonitoredLock, MonitorSample, SessionEnding } from "./model.ts";

const serverTime = z.string().min(1).max(60);

/** Requests of the live monitor. Each look is asked for: nothing here repeats by itself. */
export const monitorContract = {
  /** One look at the whole server, READ ONLY. It wakes a suspended compute, as every statement does. */
  "monitor.sample": declareRequest<MonitorSample>()(z.strictObject({ ref: databaseRefSchema })),
  /** Locks on what belongs to this database (those that wait first), at most 1,000. */
  "monitor.locks": declareRequest<readonly MonitoredLock[]>()(z.strictObject({ ref: databaseRefSchema })),
  /**
   * Cancels a session's statement, or ends the session; exactly the one that was looked at: `startedAt` names the session,
   * for a cancel `statementStartedAt` the statement. Rejects with `notFound` when it is another by now, `refused` without the right.
   */
  "monitor.endSession": declareRequest<SessionEnding>()(
    z.strictObject({
      ref: databaseRefSchema,
      pid: z.int().min(1),
      startedAt: serverTime,
      statementStartedAt: serverTime.nullable(),
      how: z.enum(["cancel", "terminate"]),
    }),
  ),
};
