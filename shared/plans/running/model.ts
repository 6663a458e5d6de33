/**
 * How a statement is explained. `estimate` plans it; `generic` plans it with its parameters left open (from server 16
 * on); `analyze` runs it, in a transaction that is rolled back.
 */
export const planModes = ["estimate", "generic", "analyze"] as const;

/** One of the modes above. */
export type PlanMode = (typeof planModes)[number];

/** Where a statement is measured: where it was asked, or on a branch that is made for it and deleted. */
export const planPlaces = ["here", "branch"] as const;

/** One of the places above. */
export type PlanPlace = (typeof planPlaces)[number];

/** How a person wants measured runs to be done. */
export interface RunChoice {
  readonly place: PlanPlace;
  readonly runs: 1 | 2;
  /** Whether the result is turned into text as for a client; null leaves it out of huge ones. */
  readonly serialize: boolean | null;
}

/** Once, where it was asked. */
export const usualRun: RunChoice = { place: "here", runs: 1, serialize: null };

/** What a rollback does not undo, and what stands while a statement runs. */
export const sideEffectCodes = ["deadRows", "sequences", "wal", "locks", "triggers", "estimates"] as const;

/** One of the effects above. */
export type SideEffectCode = (typeof sideEffectCodes)[number];

/** One effect of measuring a statement in place, in words that name what is affected. */
export interface SideEffect {
  readonly code: SideEffectCode;
  readonly message: string;
}

/** Why something is not offered, and what to do. */
export interface RunRefusal {
  readonly message: string;
  readonly hint: string | null;
}

/** What measuring a statement would mean. */
export interface RunEffects {
  /** Whether its text says that it only reads; functions that it calls may still write, and are refused. */
  readonly isReading: boolean;
  /** `UPDATE`, `SELECT` ... */
  readonly command: string;
  /** Of a run in place, each to be confirmed; none for a statement that reads. */
  readonly effects: readonly SideEffect[];
  /** Null when a branch can be made for it. */
  readonly branchRefusal: RunRefusal | null;
  /** Null when it may be run in place (a writing one: once its effects are confirmed). */
  readonly hereRefusal: RunRefusal | null;
}

/** How often a backend was seen waiting for one event (names as in pg_stat_activity). */
export interface PlanWait {
  readonly type: string;
  readonly event: string;
  readonly samples: number;
}

/** What a statement waited for while it ran, seen from a second session: looks in all, and those that saw it wait. */
export interface PlanWaits {
  readonly everyMs: number;
  readonly samples: number;
  readonly waits: readonly PlanWait[];
}
