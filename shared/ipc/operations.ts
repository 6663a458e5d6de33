import { z } from "zod";
import { declareRequest } from "./declare.ts";
import { operationIdSchema } from "./wire.ts";

/** Requests that the router itself answers. */
export const operationsContract = {
  /**
   * Cancels a running operation of the same client; the operation then rejects with `cancelled`. Answers whether it was
   * still running.
   */
  "operations.cancel": declareRequest<boolean>()(z.strictObject({ operationId: operationIdSchema })),
};
