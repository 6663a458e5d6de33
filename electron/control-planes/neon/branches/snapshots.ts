import type { Branch as NeonBranch, Snapshot } from "@neondatabase/api-client";
import type { Branch, BranchSnapshot } from "../../../../shared/branches/model.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";
import { requireList } from "../api/read-pages.ts";
import { type Begun, type ChangeStep, makeChange, type NeonParts, readOpenOperations } from "../neon-parts.ts";
import { findBranchNamed, readNeonBranch, readNeonBranches, refuseTakenName, showBranch } from "./read-branches.ts";
import { momentIn, readableTime } from "./readable-time.ts";

/** The project's snapshots, newest first. */
export async function listSnapshots(parts: NeonParts, neonId: string): Promise<readonly BranchSnapshot[]> {
  const snapshots = await readSnapshots(parts, neonId);
  return snapshots.map(toSnapshot).sort((left, right) => (left.createdAt < right.createdAt ? 1 : -1));
}

async function readSnapshots(parts: NeonParts, neonId: string): Promise<readonly Snapshot[]> {
  const answer = await parts.api.read((client, settings) => client.listSnapshots(neonId, settings));
  return requireList(answer.snapshots, "snapshots");
}

function toSnapshot(snapshot: Snapshot): BranchSnapshot {
  return {
    id: snapshot.id,
    name: snapshot.name,
    branchId: snapshot.source_branch_id ?? null,
    createdAt: readableTime(snapshot.created_at),
    expiresAt: snapshot.expires_at === undefined ? null : readableTime(snapshot.expires_at),
    lsn: snapshot.lsn ?? null,
    sizeBytes: snapshot.full_size ?? null,
  };
}

/** Keeps the branch's present state. An unanswered request is not sent again when a new snapshot of the name is there. */
export async function createSnapshot(
  parts: NeonParts,
  neonId: string,
  branchId: string,
  name: string,
  timeToLiveSeconds: number | null,
  call: ControlPlaneCall,
): Promise<BranchSnapshot> {
  const change = { neonId, branchId, action: `Create snapshot ${name}` };
  return await makeChange(parts, change, call, async (step) => {
    const before = new Set((await readSnapshots(parts, neonId)).map(({ id }) => id));
    const nowMs = parts.clock.nowMs();
    const expiry = timeToLiveSeconds === null ? {} : { expires_at: momentIn(timeToLiveSeconds, nowMs) };
    const query = { projectId: neonId, branchId, name, ...expiry };
    const { snapshot } = await step<Begun & { readonly snapshot: Snapshot }>(
      (client, settings) => client.createSnapshot(query, settings),
      async () => {
        const made = (await readSnapshots(parts, neonId)).find((one) => one.name === name && !before.has(one.id));
        return made ? { snapshot: made, operations: await readOpenOperations(parts, neonId, branchId) } : null;
      },
    );
    return toSnapshot(snapshot);
  });
}

/** Deletes a snapshot; one that is gone is deleted. */
export async function deleteSnapshot(
  parts: NeonParts,
  neonId: string,
  snapshotId: string,
  call: ControlPlaneCall,
): Promise<void> {
  await makeChange(parts, { neonId, branchId: null, action: "Delete snapshot" }, call, async (step) => {
    await step<Begun>(
      (client, settings) => client.deleteSnapshot(neonId, snapshotId, settings),
      async () => {
        const isThere = (await readSnapshots(parts, neonId)).some(({ id }) => id === snapshotId);
        return isThere ? null : { operations: [] };
      },
    );
  });
}

/** Makes a new branch with the snapshot's content. Not finalised: the branch that it was taken of keeps its own content. */
export async function restoreSnapshot(
  parts: NeonParts,
  neonId: string,
  snapshotId: string,
  name: string,
  call: ControlPlaneCall,
): Promise<Branch> {
  const change = { neonId, branchId: null, action: `Restore snapshot as ${name}` };
  const made = await makeChange(parts, change, call, async (step) => {
    await refuseTakenName(parts, neonId, name);
    const { branch } = await step<Begun & { readonly branch: NeonBranch }>(
      (client, settings) =>
        client.restoreSnapshot({ projectId: neonId, snapshotId }, { name, finalize_restore: false }, settings),
      async () => {
        const found = await findBranchNamed(parts, neonId, name);
        return found && { branch: found, operations: await readOpenOperations(parts, neonId, found.id) };
      },
    );
    return branch;
  });
  return await showBranch(parts, neonId, made.id);
}

/**
 * Puts a snapshot's content in a branch's place. At Neon that is a new branch with another id, which takes over name and
 * compute; the old one stays under a name that Neon chooses, or `preserveUnder`. Answers the new one.
 */
export async function restoreSnapshotOver(
  parts: NeonParts,
  neonId: string,
  snapshotId: string,
  branchId: string,
  preserveUnder: string | null,
  call: ControlPlaneCall,
): Promise<Branch> {
  const body = { target_branch_id: branchId, finalize_restore: true };
  const made = await makeChange(parts, { neonId, branchId, action: "Restore snapshot" }, call, async (step) => {
    if (preserveUnder !== null) await refuseTakenName(parts, neonId, preserveUnder);
    const before = new Set((await readNeonBranches(parts, neonId)).map(({ id }) => id));
    const { branch } = await step<Begun & { readonly branch: NeonBranch }>(
      (client, settings) => client.restoreSnapshot({ projectId: neonId, snapshotId }, body, settings),
      async () => {
        const added = (await readNeonBranches(parts, neonId)).filter(({ id }) => !before.has(id));
        const found = added.find(({ restored_from: from, restored_as: as }) => from === snapshotId && as === branchId);
        return found ? { branch: found, operations: await readOpenOperations(parts, neonId, found.id) } : null;
      },
    );
    if (preserveUnder !== null && branch.id !== branchId) await nameOld(parts, neonId, branchId, preserveUnder, step);
    return branch;
  });
  return await showBranch(parts, neonId, made.id);
}

async function nameOld(
  parts: NeonParts,
  neonId: string,
  branchId: string,
  name: string,
  step: ChangeStep,
): Promise<void> {
  await step<Begun>(
    (client, settings) => client.updateProjectBranch(neonId, branchId, { branch: { name } }, settings),
    async () => ((await readNeonBranch(parts, neonId, branchId))?.name === name ? { operations: [] } : null),
  );
}
