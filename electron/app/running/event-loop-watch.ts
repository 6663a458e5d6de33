import { createHistogram, type RecordableHistogram } from "node:perf_hooks";
import type { EventLoopDelay } from "../../../shared/ipc/diagnostics.ts";
import { createThreadClock, type ThreadClock } from "./thread-clock.ts";

const intervalMs = 5;

interface Measurement {
  readonly since: number;
  readonly delays: RecordableHistogram;
  maxBusyMs: number;
  last: number;
  lastCpuMs: number;
}

/**
 * Measures how long the event loop is kept from turning. It begins with the first reset: an idle app is not woken for it.
 * Busy is what main's own thread worked in one turn, by its processor time: on a crowded computer the wall clock measures
 * the neighbours, and the process's time measures its helping threads.
 */
export class EventLoopWatch {
  private measurement: Measurement | null = null;
  private timer: NodeJS.Timeout | null = null;
  private clock: ThreadClock | null = null;

  read(): EventLoopDelay {
    if (!this.measurement) return { maxMs: 0, maxBusyMs: 0, p99Ms: 0, measuredMs: 0 };
    const { delays, maxBusyMs, since } = this.measurement;
    const hasTurned = delays.count > 0;
    return {
      maxMs: hasTurned ? delays.max / 1000 : 0,
      maxBusyMs,
      p99Ms: hasTurned ? delays.percentile(99) / 1000 : 0,
      measuredMs: performance.now() - since,
    };
  }

  reset(): void {
    this.clock ??= createThreadClock();
    const now = performance.now();
    const lastCpuMs = this.clock.readMs();
    this.measurement = { since: now, delays: createHistogram(), maxBusyMs: 0, last: now, lastCpuMs };
    if (this.timer) return;
    this.timer = setInterval(() => this.turn(), intervalMs);
    this.timer.unref();
  }

  close(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    this.measurement = null;
    this.clock?.close();
    this.clock = null;
  }

  private turn(): void {
    const { measurement, clock } = this;
    if (!measurement || !clock) return;
    const now = performance.now();
    const usedMs = clock.readMs();
    const delayMs = Math.max(0, now - measurement.last - intervalMs);
    measurement.delays.record(Math.max(1, Math.round(delayMs * 1000)));
    measurement.maxBusyMs = Math.max(measurement.maxBusyMs, usedMs - measurement.lastCpuMs);
    measurement.last = now;
    measurement.lastCpuMs = usedMs;
  }
}
