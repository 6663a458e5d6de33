import { type Branch, unknownBranchFacts } from "../model.ts";

/** A branch for tests: ready, awake, forked from nothing, unless `changes` says otherwise. */
export function branchExample(changes: Partial<Branch> & { readonly id: string }): Branch {
  return {
    projectId: "sample",
    name: changes.id,
    parentId: null,
    parentLsn: null,
    isDefault: false,
    isProtected: false,
    state: "ready",
    compute: "active",
    computeError: null,
    createdAt: "2026-01-01T00:00:00Z",
    expiresAt: null,
    sizeBytes: null,
    purpose: "work",
    ...unknownBranchFacts,
    ...changes,
  };
}
