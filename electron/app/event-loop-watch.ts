import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import type { diagnosticsContract, EventLoopDelay } from "../../shared/ipc/diagnostics.ts";
import type { Handlers } from "../ipc/handlers.ts";

const resolutionMs = 5;

/** Measures how long the event loop is kept from turning. It begins with the first reset: an idle app is not woken for it. */
export class EventLoopWatch {
  private histogram: IntervalHistogram | null = null;
  private since = 0;

  read(): EventLoopDelay {
    if (!this.histogram) return { maxMs: 0, p99Ms: 0, measuredMs: 0 };
    // The histogram holds the time between two turns, of which the timer's own interval is no delay.
    const delayMs = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolutionMs);
    const measuredMs = performance.now() - this.since;
    return { maxMs: delayMs(this.histogram.max), p99Ms: delayMs(this.histogram.percentile(99)), measuredMs };
  }

  reset(): void {
    this.histogram ??= monitorEventLoopDelay({ resolution: resolutionMs });
    this.histogram.reset();
    this.histogram.enable();
    this.since = performance.now();
  }

  close(): void {
    this.histogram?.disable();
  }
}

/** Answers the requests about the app itself. */
export function createDiagnosticsHandlers(watch: EventLoopWatch): Handlers<typeof diagnosticsContract> {
  return {
    "diagnostics.eventLoop": async ({ reset }) => {
      const delay = watch.read();
      if (reset) watch.reset();
      return delay;
    },
  };
}
