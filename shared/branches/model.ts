/** What a control plane can do; screens are driven by it and name what is missing. */
export interface ControlPlaneCapabilities {
  readonly kind: "embedded" | "neon" | "template";
  readonly canSuspend: boolean;
  readonly canBranchFromPast: boolean;
  readonly canExpire: boolean;
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

/** A branch as the screens see it. Times are ISO 8601 UTC; sizes are bytes, null when not known without waking it. */
export interface Branch {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly parentId: string | null;
  /** The parent's write-ahead-log position at the fork, as Postgres prints it (`0/3A7F2108`). */
  readonly parentLsn: string | null;
  readonly isDefault: boolean;
  readonly isProtected: boolean;
  readonly state: "creating" | "ready" | "deleting" | "failed";
  readonly compute: ComputeState;
  readonly computeError: string | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly sizeBytes: number | null;
  /** What it is for; a rehearsal branch is thrown away afterwards. */
  readonly purpose: "work" | "rehearsal";
}
