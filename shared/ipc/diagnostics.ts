import { z } from "zod";
import { declareRequest } from "./declare.ts";

/** How long main's event loop was kept from turning since the last reset. */
export interface EventLoopDelay {
  /** The longest delay by the clock; on a busy computer it holds time in which main waited for a processor. */
  readonly maxMs: number;
  /** The most processor time that main's thread used within one turn: what it was blocked by its own work. */
  readonly maxBusyMs: number;
  readonly p99Ms: number;
  readonly measuredMs: number;
}

/** Requests about the app itself: what a measurement asks for. */
export const diagnosticsContract = {
  /** `reset` begins a new measurement after the answer. */
  "diagnostics.eventLoop": declareRequest<EventLoopDelay>()(z.strictObject({ reset: z.boolean() })),
};
