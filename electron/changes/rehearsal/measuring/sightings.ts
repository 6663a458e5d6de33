import type { ObservedWait } from "../../../../shared/changes/rehearsal-model.ts";

/** One look at the rehearsing backend. Times are of the work clock. */
export interface Sample {
  readonly beganMs: number;
  readonly endedMs: number;
  /** `oid mode` of the locks that it held. */
  readonly locks: ReadonlySet<string>;
  readonly wait: { readonly event: string; readonly blockedBy: readonly string[] } | null;
}

/** When a lock was held: never shorter than it was, at most by one look on either side longer. */
export interface HeldSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What was seen of one statement. */
export interface Sightings {
  readonly locks: ReadonlyMap<string, HeldSpan>;
  readonly waits: readonly ObservedWait[];
}

interface OpenSpan {
  fromMs: number;
  /** Null while it was there at the last look. */
  toMs: number | null;
}

interface OpenWait {
  samples: number;
  fromMs: number;
  toMs: number;
  readonly blockedBy: Set<string>;
}

/** Puts the looks at one statement together, from the time it began. */
export class SightingsOfStatement {
  readonly #locks = new Map<string, OpenSpan>();
  readonly #waits = new Map<string, OpenWait>();
  #lastLookMs: number;

  constructor(startMs: number) {
    this.#lastLookMs = startMs;
  }

  add(sample: Sample): void {
    for (const lock of sample.locks) {
      const known = this.#locks.get(lock);
      if (known) known.toMs = null;
      else this.#locks.set(lock, { fromMs: this.#lastLookMs, toMs: null });
    }
    for (const [lock, span] of this.#locks) if (!sample.locks.has(lock)) span.toMs ??= sample.endedMs;
    if (sample.wait) this.#addWait(sample.wait, sample.endedMs);
    this.#lastLookMs = sample.beganMs;
  }

  #addWait({ event, blockedBy }: NonNullable<Sample["wait"]>, seenMs: number): void {
    const known = this.#waits.get(event) ?? { samples: 0, fromMs: this.#lastLookMs, toMs: 0, blockedBy: new Set() };
    known.samples++;
    known.toMs = seenMs;
    for (const session of blockedBy) known.blockedBy.add(session);
    this.#waits.set(event, known);
  }

  /** What was seen until `endMs`, at which what was still held counts as given up. */
  end(endMs: number): Sightings {
    return {
      locks: new Map([...this.#locks].map(([lock, { fromMs, toMs }]) => [lock, { fromMs, toMs: toMs ?? endMs }])),
      waits: [...this.#waits]
        .map(([event, { samples, fromMs, toMs, blockedBy }]) => ({
          event,
          samples,
          fromMs,
          lastedMs: toMs - fromMs,
          blockedBy: [...blockedBy].sort(),
        }))
        .sort((left, right) => right.lastedMs - left.lastedMs || left.event.localeCompare(right.event, "en")),
    };
  }
}
