import { z } from "zod";
import { declareRequest } from "../ipc/declare.ts";
import type { LoggedStatement } from "../ipc/topics.ts";

/** The statement log: everything Steward sent to a server, newest last, at most the last 2,000. */
export const statementsContract = {
  "statements.list": declareRequest<readonly LoggedStatement[]>()(
    z.strictObject({ connectionId: z.string().min(1).max(100).nullable(), limit: z.int().min(1).max(2000) }),
  ),
};
