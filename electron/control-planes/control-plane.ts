import type { Branch, ControlPlaneCapabilities, Project } from "../../shared/branches/model.ts";
import type { Progress } from "../../shared/ipc/declare.ts";
import type { ConnectParameters } from "../postgres/session.ts";

/** How a long step of a control plane reports and is cancelled. */
export interface ControlPlaneCall {
  readonly signal?: AbortSignal;
  readonly report?: (progress: Progress) => void;
}

/** What is asked for when a branch is made. */
export interface BranchRequest {
  readonly projectId: string;
  readonly parentId: string;
  readonly name: string;
  readonly timeToLiveSeconds: number | null;
  readonly purpose: Branch["purpose"];
}

/**
 * What makes branches: Neon's API, the embedded clusters or template databases. Every method rejects with AppError
 * (`notFound`, `conflict`, `refused`, `computeUnavailable`, `diskFull`, `cancelled`).
 */
export interface ControlPlane {
  readonly capabilities: ControlPlaneCapabilities;
  listProjects(): Promise<readonly Project[]>;
  listBranches(projectId: string): Promise<readonly Branch[]>;
  /** The login roles of a project whose passwords the control plane knows; the owner role comes first. */
  listRoles(projectId: string): Promise<readonly string[]>;
  createBranch(request: BranchRequest, call?: ControlPlaneCall): Promise<Branch>;
  startCompute(projectId: string, branchId: string, call?: ControlPlaneCall): Promise<Branch>;
  suspendCompute(projectId: string, branchId: string, call?: ControlPlaneCall): Promise<Branch>;
  /** Refuses the default branch, a protected one and one with children. Stops its compute and removes its files. */
  deleteBranch(projectId: string, branchId: string, call?: ControlPlaneCall): Promise<void>;
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
  /** Called after any change that a screen would show. Returns the way to stop listening. */
  onChange(listener: (projectId: string) => void): () => void;
}
