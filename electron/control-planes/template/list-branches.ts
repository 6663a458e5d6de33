import type { Branch } from "../../../shared/branches/model.ts";
import { rootBranchId } from "../../../shared/branches/template/project.ts";
import { findHalfMade, settleBegun } from "./operations/begun.ts";
import { type ServerView, type TemplateParts, toBranch, withServer } from "./template-server.ts";

/** What this process does at the moment. */
export interface UnderWay {
  stateOf(branchId: string): Branch["state"] | undefined;
  /** Branches that may not be on the server yet. */
  readonly beingMade: readonly {
    readonly id: string;
    readonly name: string;
    readonly parentId: string;
    readonly projectId: string;
  }[];
}

/**
 * The connection's database, and all databases of its server that say of themselves that they come from it. Tidies up first
 * what a killed app left.
 */
export async function listProjectBranches(
  parts: TemplateParts,
  projectId: string,
  underWay: UnderWay,
): Promise<readonly Branch[]> {
  if (parts.book.projects.every(({ id }) => id !== projectId)) await parts.book.change(projectId, (entry) => entry);
  const isUnderWay = (branchId: string) => underWay.stateOf(branchId) !== undefined;
  const needsSettling = parts.book.entryOf(projectId).begun.some(({ branchId }) => !isUnderWay(branchId));
  if (needsSettling) await withServer(parts, projectId, {}, (view) => settleBegun(parts, view, projectId, isUnderWay));
  return await withServer(parts, projectId, {}, async (view) => shownBranches(parts, view, projectId, underWay));
}

function shownBranches(
  parts: TemplateParts,
  view: ServerView,
  projectId: string,
  underWay: UnderWay,
): readonly Branch[] {
  const { since, begun } = parts.book.entryOf(projectId);
  const made = view.databases
    .filter(({ oid, marker }) => oid === view.root.oid || (marker?.root === view.root.oid && !marker.replaces))
    .map((database) => {
      const branch = toBranch(view, projectId, database, since);
      return { ...branch, state: underWay.stateOf(branch.id) ?? branch.state };
    });
  const known = new Set(made.map(({ id }) => id));
  const making = underWay.beingMade
    .filter((one) => one.projectId === projectId && !known.has(one.id))
    .map((one) => unmade(view, projectId, one, "creating"));
  const half = begun
    .filter(({ branchId }) => !known.has(branchId) && underWay.stateOf(branchId) === undefined)
    .filter(({ branchId }) => findHalfMade(parts, view, projectId, branchId) !== null)
    .map(({ branchId, database, parentId }) =>
      unmade(view, projectId, { id: branchId, name: database, parentId }, "failed"),
    );
  return [...made, ...making, ...half];
}

function unmade(
  view: ServerView,
  projectId: string,
  branch: { readonly id: string; readonly name: string; readonly parentId: string },
  state: "creating" | "failed",
): Branch {
  const now = new Date().toISOString();
  const shown = toBranch(view, projectId, view.root, now);
  const reason = "Making it was interrupted, and it may not be whole. Delete it, and make it again.";
  return {
    ...shown,
    id: branch.id,
    name: branch.name,
    parentId: branch.parentId === rootBranchId ? rootBranchId : branch.parentId,
    isDefault: false,
    state,
    computeError: state === "failed" ? reason : null,
    sizeBytes: null,
    restrictions: [],
  };
}
