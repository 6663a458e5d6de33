import type { branchesContract } from "../../shared/branches/contract.ts";
import { type Branch, type BranchPoint, headCopy } from "../../shared/branches/model.ts";
import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import type { ControlPlane, ControlPlaneCall } from "../control-planes/control-plane.ts";
import type { Handlers } from "../ipc/handlers.ts";

/** What nobody closed (a window that was killed) ends by itself. */
const lifeSeconds = 86_400;

type Requests = Pick<typeof branchesContract, "branches.openPast" | "branches.closePast">;

/** The branches that show the past: made once for each moment, and deleted when no window reads them any more. */
export class PastBranches {
  private readonly controlPlaneOf: (projectId: string) => ControlPlane;
  /** By branch, the windows that show it. */
  private readonly readers = new Map<string, Set<string>>();
  private readonly making = new Map<string, Promise<Branch>>();
  /** A branch's purpose never changes. */
  private readonly purposes = new Map<string, Branch["purpose"]>();

  constructor(controlPlaneOf: (projectId: string) => ControlPlane) {
    this.controlPlaneOf = controlPlaneOf;
  }

  readonly handlers: Handlers<Requests> = {
    "branches.openPast": async ({ projectId, branchId, point }, { signal, report, clientId }) => {
      const branch = await this.find(projectId, branchId, point, { signal, report });
      this.purposes.set(branch.id, branch.purpose);
      this.readers.set(branch.id, new Set([...(this.readers.get(branch.id) ?? []), clientId]));
      return branch;
    },
    "branches.closePast": async ({ projectId, branchId }, { clientId }) => {
      const readers = this.readers.get(branchId);
      readers?.delete(clientId);
      if (readers && readers.size > 0) return null;
      this.readers.delete(branchId);
      if (!(await this.isPast(projectId, branchId))) return null;
      try {
        await this.controlPlaneOf(projectId).deleteBranch(projectId, branchId);
      } catch (error) {
        if (!isAppError(error, "notFound")) throw error; // its time was over, or somebody else took it away
      }
      return null;
    },
  };

  /** Whether a branch shows the past, where nothing may be written. */
  async isPast(projectId: string, branchId: string): Promise<boolean> {
    if (!this.purposes.has(branchId))
      for (const { id, purpose } of await this.controlPlaneOf(projectId).listBranches(projectId))
        this.purposes.set(id, purpose);
    return this.isKnownPast(branchId);
  }

  /** The same for a branch that was asked about before. */
  isKnownPast(branchId: string): boolean {
    return this.purposes.get(branchId) === "past";
  }

  private async find(projectId: string, branchId: string, point: BranchPoint, call: ControlPlaneCall): Promise<Branch> {
    const key = JSON.stringify([projectId, branchId, point]);
    const running = this.making.get(key) ?? null;
    if (running !== null) return await running;
    const work = this.findOrMake(projectId, branchId, point, call);
    this.making.set(key, work);
    try {
      return await work;
    } finally {
      this.making.delete(key);
    }
  }

  private async findOrMake(
    projectId: string,
    parentId: string,
    point: BranchPoint,
    call: ControlPlaneCall,
  ): Promise<Branch> {
    const plane = this.controlPlaneOf(projectId);
    const branches = await plane.listBranches(projectId);
    const parent = branches.find(({ id }) => id === parentId);
    if (!parent) throw new AppError("notFound", "This branch does not exist (any more).");
    const name = pastName(parent.name, point);
    const known = branches.find((branch) => branch.purpose === "past" && branch.name === name);
    if (known?.state === "ready" && known.parentId === parentId) return known;
    const timeToLiveSeconds = plane.capabilities.missing.expire === undefined ? lifeSeconds : null;
    const request = { ...headCopy, projectId, parentId, name, point, timeToLiveSeconds, purpose: "past" as const };
    return await plane.createBranch(request, call);
  }
}

/** What a branch of the past is called: of what, and of when. */
export function pastName(parent: string, point: BranchPoint): string {
  const of = parent.slice(0, 200);
  if (point.kind === "lsn") return `${of} at ${point.lsn.toUpperCase()}`;
  if (point.kind === "head") return `${of} as it is`;
  const at = new Date(point.at).toISOString();
  const digits = at.endsWith(".000Z") ? at.slice(0, 19) : at.slice(0, 23);
  return `${of} as of ${digits.replace("T", " ")} UTC`;
}
