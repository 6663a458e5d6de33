import type {
  Branch,
  BranchContent,
  BranchCopy,
  BranchDatabase,
  BranchOperation,
  BranchPoint,
  BranchPreflight,
  BranchSnapshot,
  ComputeSize,
  ControlPlaneCapabilities,
  MaskingRule,
  Project,
} from "../../shared/branches/model.ts";
import type {
  BranchMasking,
  Consumption,
  ConsumptionWindow,
  SnapshotScheduleEntry,
} from "../../shared/branches/upkeep-model.ts";
import type { Progress } from "../../shared/ipc/declare.ts";
import type { ConnectParameters } from "../postgres/session.ts";

/** How a long step of a control plane reports and is cancelled. */
export interface ControlPlaneCall {
  readonly signal?: AbortSignal;
  readonly report?: (progress: Progress) => void;
  /** Sessions that somebody agreed to end before a reset or a removal; `BranchSession.id`. */
  readonly endSessions?: readonly string[];
}

/** What is asked for when a branch is made. */
export interface BranchRequest {
  readonly projectId: string;
  readonly parentId: string;
  readonly name: string;
  readonly point: BranchPoint;
  readonly content: BranchContent;
  /** For `anonymised` content only. */
  readonly maskingRules: readonly MaskingRule[];
  readonly timeToLiveSeconds: number | null;
  readonly purpose: Branch["purpose"];
  /** For a plain server only; `template` when absent. */
  readonly copy?: BranchCopy | undefined;
  /** See `BranchSession.id`; ended before the copy. */
  readonly endSessions?: readonly string[] | undefined;
}

/** A step that `preflight` looks ahead to. */
export type BranchStep =
  | {
      readonly kind: "create";
      readonly name: string;
      readonly content: "data" | "schemaOnly";
      readonly timeToLiveSeconds: number | null;
      readonly copy?: BranchCopy | undefined;
    }
  | { readonly kind: "reset" }
  | { readonly kind: "delete" };

/** What of a branch can be changed in place; what is absent stays. */
export interface BranchChange {
  readonly name?: string | undefined;
  readonly isProtected?: boolean | undefined;
  /** Counted from now; null keeps the branch. */
  readonly timeToLiveSeconds?: number | null | undefined;
  /** Null never suspends. */
  readonly suspendAfterSeconds?: number | null | undefined;
  readonly computeSize?: ComputeSize | undefined;
  /** Makes it the project's default branch; only `true` is a change. */
  readonly isDefault?: true | undefined;
}

/** Where a branch's new content comes from. */
export interface RestoreRequest {
  readonly sourceBranchId: string;
  readonly point: BranchPoint;
  /** The name of a new branch that keeps the content until now; null keeps none. */
  readonly preserveUnder: string | null;
}

/** Methods behind a capability of their own, absent where it is missing: `usage`, `snapshotSchedule`, `masking`, `restoreSnapshotOver`. */
export interface BranchUpkeep {
  /** Of the past, counted by the control plane; wakes nothing. `refused` where the account's plan does not tell. */
  readConsumption(projectId: string, window: ConsumptionWindow): Promise<Consumption>;
  readSnapshotSchedule(projectId: string, branchId: string): Promise<readonly SnapshotScheduleEntry[]>;
  /** Replaces the whole schedule; an empty one takes no more snapshots, and keeps those that there are. */
  setSnapshotSchedule(
    projectId: string,
    branchId: string,
    schedule: readonly SnapshotScheduleEntry[],
    call?: ControlPlaneCall,
  ): Promise<void>;
  /** Null for a branch that is not an anonymised one. */
  readMasking(projectId: string, branchId: string): Promise<BranchMasking | null>;
  /** Replaces all rules; nothing is masked by them until `maskBranch`. */
  setMaskingRules(
    projectId: string,
    branchId: string,
    rules: readonly MaskingRule[],
    call?: ControlPlaneCall,
  ): Promise<void>;
  /** Masks the rows by the rules and waits for the end. What an earlier run overwrote does not come back. */
  maskBranch(projectId: string, branchId: string, call?: ControlPlaneCall): Promise<BranchMasking>;
  /** Replaces a branch's content by a snapshot's, as `restoreBranch` does by another state. */
  restoreSnapshotOver(
    projectId: string,
    snapshotId: string,
    branchId: string,
    preserveUnder: string | null,
    call?: ControlPlaneCall,
  ): Promise<Branch>;
}

/**
 * What makes branches: Neon's API, the embedded clusters or template databases. Every method rejects with AppError
 * (`notFound`, `conflict`, `refused`, `unsupported`, `computeUnavailable`, `diskFull`, `cancelled`).
 */
export interface ControlPlane extends Partial<BranchUpkeep> {
  readonly capabilities: ControlPlaneCapabilities;
  listProjects(): Promise<readonly Project[]>;
  listBranches(projectId: string): Promise<readonly Branch[]>;
  /** The login roles of a project whose passwords the control plane knows; the owner role comes first. */
  listRoles(projectId: string): Promise<readonly string[]>;
  listDatabases(projectId: string, branchId: string): Promise<readonly BranchDatabase[]>;
  /** Newest first; as far back as the control plane keeps them, at most 100. */
  listOperations(projectId: string): Promise<readonly BranchOperation[]>;
  /** Only where sessions can stand in the way of a step: who they are, and what would be sent. Changes nothing. */
  preflight?(projectId: string, branchId: string, step: BranchStep): Promise<BranchPreflight>;
  createBranch(request: BranchRequest, call?: ControlPlaneCall): Promise<Branch>;
  updateBranch(projectId: string, branchId: string, change: BranchChange, call?: ControlPlaneCall): Promise<Branch>;
  /** Replaces the branch's content by its parent's present one; id, name, roles and passwords stay. */
  resetBranch(projectId: string, branchId: string, call?: ControlPlaneCall): Promise<Branch>;
  /** Replaces the branch's content by a state of its own or of another branch; id, name and passwords stay. */
  restoreBranch(projectId: string, branchId: string, request: RestoreRequest, call?: ControlPlaneCall): Promise<Branch>;
  startCompute(projectId: string, branchId: string, call?: ControlPlaneCall): Promise<Branch>;
  suspendCompute(projectId: string, branchId: string, call?: ControlPlaneCall): Promise<Branch>;
  /** Refuses the default branch, a protected one and one with children. Stops its compute and removes its files. */
  deleteBranch(projectId: string, branchId: string, call?: ControlPlaneCall): Promise<void>;
  listSnapshots(projectId: string): Promise<readonly BranchSnapshot[]>;
  createSnapshot(
    projectId: string,
    branchId: string,
    name: string,
    timeToLiveSeconds: number | null,
    call?: ControlPlaneCall,
  ): Promise<BranchSnapshot>;
  deleteSnapshot(projectId: string, snapshotId: string, call?: ControlPlaneCall): Promise<void>;
  /** Makes a new branch of that name with the snapshot's content. */
  restoreSnapshot(projectId: string, snapshotId: string, name: string, call?: ControlPlaneCall): Promise<Branch>;
  /**
   * Fields to connect as `role` (the project's owner role when absent), password included; starts the compute first.
   * Only the main process ever sees the result.
   */
  connectParameters(
    projectId: string,
    branchId: string,
    database: string,
    role?: string,
    call?: ControlPlaneCall,
  ): Promise<ConnectParameters>;
  /** The same fields without starting anything, for a connection string that is handed on; `isPooled` by its pooler. */
  connectionTarget(
    projectId: string,
    branchId: string,
    database: string,
    role: string,
    isPooled: boolean,
  ): Promise<ConnectParameters>;
  /**
   * Says that a screen of the project is visible. For the next half minute a control plane that is far away looks now and
   * then whether a compute fell asleep or woke, without waking one, and tells by `onChange`.
   */
  watch?(projectId: string): void;
  /** Called after any change that a screen would show. Returns the way to stop listening. */
  onChange(listener: (projectId: string) => void): () => void;
}
