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

/** Longest text of a page's error, in UTF-16 units: a stack, and the components around it. */
export const mostErrorText = 8_000;

/** Whether the log holds the error: a page that breaks over and over must not fill the disk. */
export interface PageErrorOutcome {
  readonly isLogged: boolean;
}

/** Requests about the app itself: what a measurement asks for, and what broke in a page. */
export const diagnosticsContract = {
  /** `reset` begins a new measurement after the answer. */
  "diagnostics.eventLoop": declareRequest<EventLoopDelay>()(z.strictObject({ reset: z.boolean() })),
  /** Writes a bug that a page met into the log, without secrets, under the id that the user is shown. */
  "diagnostics.reportPageError": declareRequest<PageErrorOutcome>()(
    z.strictObject({
      logId: z.string().regex(/^[0-9a-f]{8}$/),
      region: z.string().max(200),
      text: z.string().max(mostErrorText),
    }),
  ),
};
