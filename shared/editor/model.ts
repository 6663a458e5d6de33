import type { WireError } from "../ipc/app-error.ts";
import type { StatementEnd } from "../rows/model.ts";

/** Where one statement stands in a text: UTF-16 offsets, `end` exclusive, without the semicolon. */
export interface StatementRange {
  readonly start: number;
  readonly end: number;
}

/** The ranges out of their starts and ends in turn, which is how they travel: a long script has very many. */
export function rangesOf(bounds: readonly number[]): readonly StatementRange[] {
  const ranges: StatementRange[] = [];
  for (let at = 0; at + 1 < bounds.length; at += 2) ranges.push({ start: bounds[at] ?? 0, end: bounds[at + 1] ?? 0 });
  return ranges;
}

/** Where the session's transaction stands. */
export type EditorTransaction = "idle" | "open" | "failed";

/** When statements are committed: each by itself, or when somebody says so. */
export const commitModes = ["auto", "manual"] as const;

/** One of the modes above. */
export type CommitMode = (typeof commitModes)[number];

/** What an open transaction has done so far, by what the server answered; what a ROLLBACK TO took back is not in it. */
export interface PendingWork {
  /** Statements that change something. */
  readonly statements: number;
  /** Rows inserted, changed and deleted. */
  readonly rows: number;
  /** Statements that change definitions; Postgres rolls them back like rows. */
  readonly definitions: number;
}

/** A tab's session that ended without being asked to, while nothing ran in it. */
export interface LostSession {
  readonly sessionId: string;
  /** The server rolled its transaction back; what it would have stored is in `pending`. */
  readonly hadTransaction: boolean;
  readonly pending: PendingWork | null;
  readonly message: string;
}

/** The session of an editor tab. */
export interface EditorSession {
  readonly sessionId: string;
  readonly backendPid: number;
  readonly serverVersion: string;
  readonly user: string;
  readonly isReadOnly: boolean;
  readonly transaction: EditorTransaction;
  /** Of the open transaction, in the server's words ("read committed"); null outside of one and when it failed. */
  readonly isolation: string | null;
  /** Null outside of a transaction. */
  readonly pending: PendingWork | null;
}

/** What a transaction that stands idle keeps others from. */
export interface HeldBack {
  /** Sessions that wait for its locks, at most 20. */
  readonly waiting: readonly { readonly pid: number; readonly user: string; readonly sql: string }[];
}

/** How one statement of a run ended. `range` is its place in the text that was sent. */
export interface StatementOutcome {
  readonly part: number;
  readonly range: StatementRange;
  readonly result:
    | { readonly kind: "done"; readonly end: StatementEnd }
    | {
        readonly kind: "failed";
        readonly error: WireError;
        /** UTF-16 offset in the text that was sent. */
        readonly offset: number | null;
        /** The key of the parameter whose value the server did not take. */
        readonly parameter: string | null;
        /** False when Steward refused it: then its part of the stream never begins. */
        readonly wasSent: boolean;
      };
}

/** Something that a text would destroy or change widely. */
export interface AskedDanger {
  readonly range: StatementRange;
  /** A sentence that names the object. */
  readonly message: string;
  /** The planner's estimate; null where there is none. */
  readonly rows: number | null;
  /** Whether `editor.countRows` can say it exactly. */
  readonly canCount: boolean;
}

/** What must be confirmed before any of a text is sent. */
export interface RunQuestion {
  readonly id: string;
  readonly dangers: readonly AskedDanger[];
  /** On production: the name to type. */
  readonly typed: string | null;
}

/** The answer to a question: good once, for the text that was asked about. */
export interface RunConfirmation {
  readonly id: string;
  readonly typed: string | null;
}

/** How a run ended. Statements after a failed one are not sent. */
export interface RunOutcome {
  readonly session: EditorSession;
  /** A session that was lost or did not exist was opened for this run: SET, temporary tables and transactions are new. */
  readonly isNewSession: boolean;
  readonly statements: readonly StatementOutcome[];
  readonly notSent: number;
  /** Not null when nothing was sent, because this must be confirmed first. */
  readonly question: RunQuestion | null;
}

/** What the server takes for a parameter. */
export interface ParameterType {
  readonly key: string;
  /** As `format_type` writes it. */
  readonly type: string;
  /** The values of an enum, at most 200. */
  readonly labels: readonly string[];
}

/** A text laid out anew, or why it stays as it is. */
export type FormatOutcome =
  | { readonly kind: "formatted"; readonly sql: string }
  | { readonly kind: "refused"; readonly reason: string };
