import type { Direction, RehearsalPass } from "../../../shared/changes/model.ts";
import type { Segment } from "../../../shared/changes/segments.ts";
import type { WriteSession } from "../../postgres/session.ts";
import type { PreparedStatement } from "../script/prepare-script.ts";
import type { LookingCost } from "./measuring/observe-backend.ts";
import type { WorkClock } from "./measuring/work-clock.ts";

/** One script to be rehearsed, as part of a pass. */
export interface RehearsalScript {
  readonly migrationId: string;
  readonly direction: Direction;
  readonly statements: readonly PreparedStatement[];
}

/** What a pass works with: the session that runs, and one that looks at it from outside. */
export interface RehearsalSessions {
  readonly runner: WriteSession;
  readonly observer: WriteSession;
  readonly signal: AbortSignal;
  /** Called before each statement. */
  readonly started: (script: RehearsalScript, statement: PreparedStatement) => void;
  /** Added to. */
  readonly cost: LookingCost;
}

/** One segment of one script within a pass. */
export interface RehearsalSegment {
  readonly pass: RehearsalPass;
  readonly script: RehearsalScript;
  readonly segment: Segment<PreparedStatement>;
  /** The pass's own time. */
  readonly clock: WorkClock;
}
