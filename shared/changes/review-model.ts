import type { Environment } from "../connections/model.ts";

/** What more is approved beside the limits: how an application goes about it, and what follows. */
export interface ApplyCourse {
  /** Rest between two segments, so that others get their turn. */
  readonly pauseMs: number;
  /** Longest run of a statement outside transactions (CONCURRENTLY); 0 means none. Past it the index is left invalid and repaired. */
  readonly buildTimeoutMs: number;
  /** Makes a branch of the target first, where the control plane can. */
  readonly makesRestorePoint: boolean;
  /** How long lock waits and failed sessions are watched after an application; 0 watches nothing. */
  readonly watchSeconds: number;
}

/** The request of another environment whose very bytes this one carries. */
export interface Promotion {
  readonly connectionId: string;
  readonly requestId: string;
  readonly hash: string;
}

/** What a change request says beside its scripts; the approval's hash covers it. */
export interface RequestDetail {
  /** Link or text: where the reason is written down. */
  readonly specReference: string;
  readonly course: ApplyCourse;
  /** The earlier request of the same migrations that this one replaces. */
  readonly supersedes: string | null;
  readonly promotedFrom: Promotion | null;
}

/** One entry below a comment. `edits` is the reply that an edit changes; null means the thread's first comment. */
export interface ThreadEntry {
  readonly id: string;
  readonly person: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly kind: "reply" | "edit" | "resolve" | "reopen";
  readonly edits: string | null;
  readonly text: string;
}

/** A time in which nothing new is applied. `days` are 1 (Monday) to 7; a window that ends before it begins goes past midnight. */
export interface Freeze {
  readonly reason: string;
  /** IANA name, such as `Europe/Berlin`; all times and dates are local to it. */
  readonly timeZone: string;
  readonly days: readonly number[];
  /** `HH:MM`; `to` may be `24:00`. */
  readonly from: string;
  readonly to: string;
  /** `YYYY-MM-DD`, the first and last day on which a window may begin; null has no end on that side. */
  readonly startDate: string | null;
  readonly endDate: string | null;
}

/** What a migration may do to a running system, from the mildest to the worst; see `MigrationClass`. */
export const classOrder = ["safe", "risky", "breaking"] as const;

/** What the owner of a database asks of every change to it. */
export interface Policy {
  readonly environment: Environment;
  /** Approvals by different people, none of them the author. */
  readonly approvers: number;
  readonly worstClass: (typeof classOrder)[number];
  /** Greatest age of the rehearsal when the application begins; null asks for no age. */
  readonly rehearsalHours: number | null;
  /** Whether an emergency with a reason may lift everything but one approval. */
  readonly allowsEmergency: boolean;
  readonly freezes: readonly Freeze[];
}

/** A policy as it was set. The newest holds. */
export interface RecordedPolicy extends Policy {
  readonly person: string;
  readonly at: string;
}

/** The policy of a database and those before it, newest first. `current` is the default while none was set. */
export interface PolicyHistory {
  readonly current: Policy;
  readonly recorded: readonly RecordedPolicy[];
  /** The only role that may change it. */
  readonly owner: string;
}

/** Somebody said that a change cannot wait. It counts for four hours, and only for the hash it names. */
export interface Emergency {
  readonly person: string;
  readonly at: string;
  readonly hash: string;
  readonly reason: string;
}

/** What the target was before an application, kept by its control plane. */
export interface RestorePoint {
  readonly id: string;
  readonly person: string;
  readonly at: string;
  readonly kind: "branch" | "snapshot";
  readonly projectId: string;
  readonly referenceId: string;
  readonly name: string;
}

/** What was seen after an application; `detail` says it in a sentence. */
export interface CheckAfter {
  readonly at: string;
  readonly kind: "schema" | "watch";
  readonly outcome: "fine" | "differs" | "trouble" | "unknown";
  readonly detail: string;
}

/** Why the policy stops a request, and what to do. */
export interface PolicyProblem {
  readonly kind: "class" | "rehearsalMissing" | "rehearsalAge" | "freeze";
  readonly message: string;
  readonly advice: string;
}

/** What holds while the owner has set no policy: one approval by another person. */
export const defaultPolicy: Policy = {
  environment: "development",
  approvers: 1,
  worstClass: "breaking",
  rehearsalHours: null,
  allowsEmergency: false,
  freezes: [],
};

/** What holds for requests from before these were asked: no pause, no limit, nothing made or watched. */
export const plainCourse: ApplyCourse = { pauseMs: 0, buildTimeoutMs: 0, makesRestorePoint: false, watchSeconds: 0 };
