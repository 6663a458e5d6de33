import type { BranchMarker } from "../../../../shared/branches/template/marker.ts";
import { rootBranchId } from "../../../../shared/branches/template/project.ts";
import { isAppError } from "../../../../shared/ipc/app-error.ts";
import type { BranchRequest, ControlPlaneCall } from "../../control-plane.ts";
import { refuseMissing } from "../capabilities.ts";
import { findDumpPrograms } from "../dump/dump-programs.ts";
import {
  findBranchDatabase,
  newBranchId,
  requireFreeName,
  type ServerView,
  type TemplateParts,
} from "../template-server.ts";
import { forgetBegun, noteBegun } from "./begun.ts";
import { majorOf, makeCopy } from "./make-copy.ts";

/** Refuses what no plain server can do, before anything is asked of it. */
export function requirePossible({ point, content }: BranchRequest): void {
  if (point.kind === "time") refuseMissing("branchFromTime");
  if (point.kind === "lsn") refuseMissing("branchFromLsn");
  if (content === "anonymised") refuseMissing("anonymised");
}

/**
 * A new database as a copy of its parent, and its id. Noted before it is begun, so that a start after a kill knows of a database
 * that is there without its mark. Rejects with `conflict` (the name is taken; sessions are in the way) and as `makeCopy`.
 */
export async function createBranch(
  parts: TemplateParts,
  view: ServerView,
  request: BranchRequest,
  call: ControlPlaneCall,
  branchId: string = newBranchId(),
): Promise<string> {
  const { projectId, parentId, name } = request;
  requireFreeName(view, name);
  const from = findBranchDatabase(view, parentId);
  const marker = markerOf(view, request, branchId);
  await noteBegun(parts, projectId, { branchId, database: name, parentId, replaces: null });
  try {
    const { copy = "template", endSessions = [] } = request;
    const plan = { from, name, copy, marker, endSessions };
    try {
      await makeCopy(parts, view, plan, call);
    } catch (error) {
      if (!(await mayDumpInstead(parts, view, request, error))) throw error;
      await makeCopy(parts, view, { ...plan, copy: "dump", marker: { ...marker, copy: "dump" } }, call);
    }
    if (marker.expiresAt !== null) await parts.book.setExpiry(projectId, branchId, marker.expiresAt);
  } finally {
    await forgetBegun(parts, projectId, branchId);
  }
  return branchId;
}

/** A rehearsal asks nobody: where the source is busy it takes the other way, if that is installed. */
async function mayDumpInstead(
  parts: TemplateParts,
  view: ServerView,
  { purpose, copy }: BranchRequest,
  error: unknown,
): Promise<boolean> {
  if (purpose !== "rehearsal" || copy !== undefined || !isAppError(error, "conflict")) return false;
  try {
    await findDumpPrograms(majorOf(view), parts.environment);
    return true;
  } catch (missing) {
    if (isAppError(missing)) return false; // what is in the way says more than what is not installed
    throw missing;
  }
}

function markerOf(view: ServerView, request: BranchRequest, id: string): BranchMarker {
  const { parentId, timeToLiveSeconds, purpose, content, copy = "template" } = request;
  return {
    id,
    root: view.root.oid,
    parentId: parentId === rootBranchId ? null : parentId,
    createdAt: new Date().toISOString(),
    expiresAt: expiryAfter(timeToLiveSeconds),
    purpose,
    content: content === "schemaOnly" ? "schemaOnly" : "data",
    copy,
    isProtected: false,
    replaces: false,
  };
}

/** The moment so many seconds from now; null for null. */
export function expiryAfter(seconds: number | null): string | null {
  return seconds === null ? null : new Date(Date.now() + seconds * 1000).toISOString();
}
