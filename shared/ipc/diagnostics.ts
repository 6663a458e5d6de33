import { z } from "zod";
import { declareRequest } from "./declare.ts";

/** How long main's event loop was kept from turning since the last reset. */
export interface EventLoopDelay {
  readonly maxMs: number;
  readonly p99Ms: number;
  readonly measuredMs: number;
}

/** Requests about the app itself: what a measurement asks for. */
export const diagnosticsContract = {
  /** `reset` begins a new measurement after the answer. */
  "diagnostics.eventLoop": declareRequest<EventLoopDelay>()(z.strictObject({ reset: z.boolean() })),
};
