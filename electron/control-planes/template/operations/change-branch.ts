import { type BranchMarker, withoutMarker, writeMarker } from "../../../../shared/branches/template/marker.ts";
import { rootBranchId } from "../../../../shared/branches/template/project.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { BranchChange, ControlPlaneCall } from "../../control-plane.ts";
import { refuseMissing } from "../capabilities.ts";
import { commentSql, dropSql, renameSql } from "../server/copy-statements.ts";
import type { ServerDatabase } from "../server/databases.ts";
import { endSessionsOn, explainBusy } from "../server/sessions.ts";
import {
  childrenOf,
  findBranchDatabase,
  requireFreeName,
  type ServerView,
  type TemplateParts,
} from "../template-server.ts";
import { findHalfMade, forgetBegun, noteBegun } from "./begun.ts";
import { expiryAfter } from "./create-branch.ts";
import { makeCopy } from "./make-copy.ts";
import { takePlace } from "./take-place.ts";

const cause = "template branches: change a branch";

/** Renames, protects, and sets the time to live. Rejects with `refused` for the root, `conflict` for a taken name or sessions. */
export async function changeBranch(
  parts: TemplateParts,
  view: ServerView,
  target: { readonly projectId: string; readonly branchId: string },
  change: BranchChange,
): Promise<void> {
  if (change.suspendAfterSeconds !== undefined) refuseMissing("suspend");
  if (change.isDefault) refuseMissing("setDefault");
  const { branchId, projectId } = target;
  const { database, marker } = requireMade(view, branchId, "changed");
  const next: BranchMarker = {
    ...marker,
    isProtected: change.isProtected ?? marker.isProtected,
    expiresAt: change.timeToLiveSeconds === undefined ? marker.expiresAt : expiryAfter(change.timeToLiveSeconds),
  };
  const comment = writeMarker(withoutMarker(database.comment), view.root.name, next);
  await view.session.execute(commentSql(database.name, comment), [], { cause });
  if (change.timeToLiveSeconds !== undefined) await parts.book.setExpiry(projectId, branchId, next.expiresAt);
  if (change.name === undefined || change.name === database.name) return;
  requireFreeName(view, change.name);
  await parts.releaseSessions(view.source.connectionId);
  await whenFree(view, [database.oid], renameSql(database.name, change.name));
}

/** Drops a branch's database. `refused` for the root, a protected one, one with children; `conflict` when sessions are in the way. */
export async function deleteBranch(
  parts: TemplateParts,
  view: ServerView,
  target: { readonly projectId: string; readonly branchId: string },
  call: ControlPlaneCall,
): Promise<void> {
  const { projectId, branchId } = target;
  const half = findHalfMade(parts, view, projectId, branchId);
  if (half) {
    await drop(parts, view, half, call);
    await forgetBegun(parts, projectId, branchId);
    return;
  }
  const { database, marker } = requireMade(view, branchId, "deleted");
  if (marker.isProtected) throw new AppError("refused", `Branch ${database.name} is protected.`);
  const children = childrenOf(view, branchId).map(({ name }) => name);
  if (children.length > 0)
    throw new AppError("refused", `Branches were made from ${database.name}: ${children.join(", ")}.`, {
      hint: "Delete those first.",
    });
  await drop(parts, view, database, call);
  await parts.book.setExpiry(projectId, branchId, null);
}

/**
 * Makes a fresh copy of the parent beside the branch, drops the branch and gives the copy its name: until the copy is
 * whole the branch is as it was. Rejects as `makeCopy` and `deleteBranch`.
 */
export async function resetBranch(
  parts: TemplateParts,
  view: ServerView,
  target: { readonly projectId: string; readonly branchId: string },
  call: ControlPlaneCall,
): Promise<void> {
  const { database, marker } = requireMade(view, target.branchId, "reset");
  if (marker.isProtected) throw new AppError("refused", `Branch ${database.name} is protected.`);
  const from = findBranchDatabase(view, marker.parentId ?? rootBranchId);
  const name = replacementName(marker.id);
  const fresh: BranchMarker = { ...marker, replaces: true };
  const { endSessions = [] } = call;
  const begun = { branchId: marker.id, database: name, parentId: marker.parentId ?? rootBranchId };
  await noteBegun(parts, target.projectId, { ...begun, replaces: database.name });
  let isPlaceFree = false;
  try {
    await makeCopy(parts, view, { from, name, copy: marker.copy, marker: fresh, endSessions }, call);
    call.report?.({ step: "replacing the branch" });
    try {
      await drop(parts, view, database, call);
      isPlaceFree = true;
    } catch (error) {
      await view.session.execute(dropSql(name, true), [], { cause });
      throw error;
    }
    await takePlace(view, name, database.name, fresh, withoutMarker(from.comment));
    isPlaceFree = false;
  } finally {
    // A note is left only where the branch is gone and its copy has not its name yet: the next look finishes that.
    if (!isPlaceFree) await forgetBegun(parts, target.projectId, marker.id);
  }
}

/** The copy's name until it takes the branch's place. */
export function replacementName(branchId: string): string {
  return `steward-reset-${branchId}`;
}

async function drop(
  parts: TemplateParts,
  view: ServerView,
  database: ServerDatabase,
  call: ControlPlaneCall,
): Promise<void> {
  await parts.releaseSessions(view.source.connectionId);
  await endSessionsOn(view.session, [database.oid], call.endSessions ?? []);
  await whenFree(view, [database.oid], dropSql(database.name, false), call);
}

async function whenFree(
  view: ServerView,
  oids: readonly number[],
  sql: string,
  { signal }: ControlPlaneCall = {},
): Promise<void> {
  try {
    await view.session.execute(sql, [], { cause, ...(signal ? { signal } : {}) });
  } catch (error) {
    throw await explainBusy(error, view.session, oids);
  }
}

function requireMade(
  view: ServerView,
  branchId: string,
  what: string,
): { readonly database: ServerDatabase; readonly marker: BranchMarker } {
  const database = findBranchDatabase(view, branchId);
  if (branchId !== rootBranchId && database.marker) return { database, marker: database.marker };
  throw new AppError("refused", `${database.name} is the database of the connection; it is not ${what}.`, {
    hint: "Make a branch of it and work there.",
  });
}
