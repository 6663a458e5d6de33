/** What a control plane may lack, beyond listing, making and deleting branches. */
export const branchCapabilities = [
  "suspend",
  "branchFromTime",
  "branchFromLsn",
  "schemaOnly",
  "anonymised",
  "reset",
  "restore",
  "snapshots",
  "expire",
  "protect",
  "rename",
  "setDefault",
  "pooled",
  "usage",
  "computeSize",
  "snapshotSchedule",
  "masking",
  "restoreSnapshotOver",
] as const;
export type BranchCapability = (typeof branchCapabilities)[number];

/** What a control plane can do; screens are driven by it and say why something is missing. */
export interface ControlPlaneCapabilities {
  readonly kind: "embedded" | "neon" | "template";
  /** What it cannot do, each with the reason as a sentence for the user; what is not named here it can. */
  readonly missing: Readonly<Partial<Record<BranchCapability, string>>>;
  /** Whether a branch has roles and passwords of its own. */
  readonly hasOwnRoles: boolean;
}

/** A set of branches with a common ancestor. */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly postgresVersion: string;
  readonly capabilities: ControlPlaneCapabilities;
}

/** The state of the endpoint that runs Postgres for a branch. `failed` carries the reason in `computeError`. */
export type ComputeState = "active" | "starting" | "suspending" | "suspended" | "failed";

/** Between how many compute units a compute moves by itself; one of Neon's is 1 vCPU with 4 GB. Equal where it does not. */
export interface ComputeSize {
  readonly leastUnits: number;
  readonly mostUnits: number;
}

/** A state of a branch: the present one, that of a moment (ISO 8601 UTC), or at a position of its write-ahead log. */
export type BranchPoint =
  | { readonly kind: "head" }
  | { readonly kind: "time"; readonly at: string }
  | { readonly kind: "lsn"; readonly lsn: string };

/** What of its parent a branch starts with. */
export type BranchContent = "data" | "schemaOnly" | "anonymised";

/** How one column is masked on an anonymised branch: by an expression of the `anon` extension, or by a fixed value. */
export interface MaskingRule {
  readonly database: string;
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly mask:
    | { readonly kind: "function"; readonly text: string }
    | { readonly kind: "value"; readonly text: string };
}

/** What a control plane refuses for one branch, and why: a disabled button with its reason. */
export interface BranchRestriction {
  readonly action: "delete" | "reset" | "restore" | "fork" | "expire" | "protect" | "suspend";
  readonly reason: string;
}

/** A branch as the screens see it. Times are ISO 8601 UTC; sizes are bytes, null when not known without waking it. */
export interface Branch {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly parentId: string | null;
  /** The parent's write-ahead-log position at the fork, as Postgres prints it (`0/3A7F2108`). */
  readonly parentLsn: string | null;
  /** The moment of the parent that was asked for; null for its state when the branch was made. */
  readonly parentTime: string | null;
  readonly content: BranchContent;
  readonly isDefault: boolean;
  readonly isProtected: boolean;
  /** `resetting`: its content is being replaced, by a reset or a restore. */
  readonly state: "creating" | "ready" | "resetting" | "deleting" | "failed";
  readonly compute: ComputeState;
  readonly computeError: string | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly sizeBytes: number | null;
  /** What was written on it since it was made: bytes of write-ahead log. */
  readonly writtenBytes: number | null;
  /** Idle seconds after which its compute suspends; null where it never does by itself. */
  readonly suspendAfterSeconds: number | null;
  /** Null where the control plane does not size computes. */
  readonly computeSize: ComputeSize | null;
  /** When its compute last did something, as far as the control plane knows without asking it. */
  readonly lastActiveAt: string | null;
  /** The oldest moment that can be branched from or restored; null where there is none. */
  readonly historyStart: string | null;
  readonly restrictions: readonly BranchRestriction[];
  /** What it is for; a rehearsal branch is thrown away afterwards, and one that shows the past when nobody reads it. */
  readonly purpose: "work" | "rehearsal" | "past";
}

/** One step that a control plane does or has done. `action` is its own word, for people to read. */
export interface BranchOperation {
  readonly id: string;
  readonly branchId: string | null;
  readonly action: string;
  readonly state: "queued" | "running" | "finished" | "failed" | "cancelled";
  readonly error: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A kept state of a branch. It outlives the branch. */
export interface BranchSnapshot {
  readonly id: string;
  readonly name: string;
  /** Null when the branch is gone. */
  readonly branchId: string | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lsn: string | null;
  readonly sizeBytes: number | null;
}

/** A database of a branch, as the control plane knows it without waking the compute. */
export interface BranchDatabase {
  readonly name: string;
  readonly owner: string;
}

/** How a plain server copies a database: the server itself, which wants no session on the source, or pg_dump and pg_restore. */
export type BranchCopy = "template" | "dump";

/** A session on a database that a copy or a removal waits for. `id` names the session itself: a later one has another. */
export interface BranchSession {
  readonly id: string;
  readonly database: string;
  readonly user: string;
  /** Empty where it says none, or where this role is not shown it. */
  readonly application: string;
  readonly state: string | null;
  /** Whether Steward opened it, here or on another computer. */
  readonly isSteward: boolean;
}

/** What stands in the way of a step, and what would be sent; asked for before the step. */
export interface BranchPreflight {
  readonly sessions: readonly BranchSession[];
  /** In order, as they would be sent if `sessions` are ended. Programs that would run are comments. */
  readonly statements: readonly string[];
}

/** A connection string as it may be shown. */
export interface ShownConnectionString {
  /** With dots where the password stands. */
  readonly shown: string;
  readonly withoutPassword: string;
  /** How the whole one can be taken without passing the page; null where the host has no way. */
  readonly way: "clipboard" | "file" | null;
}

/** How a whole connection string was handed over. `path` is where the page downloads it from, once. */
export type TakenConnectionString =
  | { readonly kind: "clipboard"; readonly clearedAfterSeconds: number }
  | { readonly kind: "file"; readonly path: string };

/** All of the parent as it is now: the plain form of making a branch. */
export const headCopy = { point: { kind: "head" }, content: "data", maskingRules: [] } as const;

/** What of a branch not every control plane knows, when it does not. */
export const unknownBranchFacts = {
  parentTime: null,
  content: "data",
  writtenBytes: null,
  suspendAfterSeconds: null,
  computeSize: null,
  lastActiveAt: null,
  historyStart: null,
  restrictions: [],
} as const;
