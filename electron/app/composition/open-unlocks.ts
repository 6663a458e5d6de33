import { join } from "node:path";
import { branchingOf } from "../../../shared/connections/branching-of.ts";
import { environmentOf } from "../../../shared/connections/environment-of.ts";
import type { Environment } from "../../../shared/connections/model.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { formatMinutes } from "../../../shared/sessions/model.ts";
import type { PastBranches } from "../../branches/past-branches.ts";
import { type UnlockRecord, WriteUnlocks } from "../../sessions/write-unlocks.ts";
import type { AppParts } from "./open-parts.ts";

/** Who may write where. */
export interface WriteRights {
  readonly unlocks: WriteUnlocks;
  readonly environmentOf: (ref: DatabaseRef) => Promise<Environment>;
  /** Whether its environment is guarded as production always is. */
  readonly isLocked: (ref: DatabaseRef) => Promise<boolean>;
  /** Whether it is a branch that shows the past, on which nothing is written, unlocked or not. */
  readonly isPast: (ref: DatabaseRef) => Promise<boolean>;
  /** Whether something that writes may be sent now: everywhere but where it is locked. Ask before each statement. */
  readonly mayWrite: (ref: DatabaseRef) => Promise<boolean>;
  readonly defaultBranchOf: (connectionId: string) => Promise<string | null>;
}

/** Makes the unlocks of this start: none yet. What happens to them is told to every window and stands in the statement log. */
export function openUnlocks(
  { platform, store, environments, surroundings, statements }: AppParts,
  past: PastBranches,
): WriteRights {
  const unlocks = new WriteUnlocks({
    file: join(platform.dataFolder, "unlocks.jsonl"),
    user: surroundings.userName,
    recorded: (record) => {
      const { connectionId, branchId } = record;
      statements.add(branchId === null ? { connectionId } : { connectionId, branchId }, {
        cause: "writes on production",
        sql: describeRecord(record),
        durationMs: 0,
        rows: 0,
        error: null,
      });
      platform.emit("sessions.changed", { connectionId });
    },
    log: platform.log,
  });
  const ofRef = async (ref: DatabaseRef) => environmentOf(await store.find(ref.connectionId), ref.branchId);
  const isLocked = async (ref: DatabaseRef) => (await environments.read())[await ofRef(ref)].guard === "locked";
  const isPast = async ({ connectionId, branchId }: DatabaseRef) => {
    if (branchId === undefined) return false;
    const branching = branchingOf(await store.find(connectionId));
    return branching !== null && (await past.isPast(branching.projectId, branchId));
  };
  return {
    unlocks,
    environmentOf: ofRef,
    isLocked,
    isPast,
    mayWrite: async (ref) => !(await isPast(ref)) && (!(await isLocked(ref)) || unlocks.isUnlocked(ref.connectionId)),
    defaultBranchOf: async (connectionId) => {
      return branchingOf(await store.find(connectionId))?.defaultBranchId ?? null;
    },
  };
}

/** As an SQL comment: it stands between statements, and was not sent. */
function describeRecord({ event, reason, user, unlockedAt, expiresAt }: UnlockRecord): string {
  if (event === "locked") return `-- Locked again (unlocked for: ${reason})`;
  if (event === "expired") return `-- Locked again, the time is over (unlocked for: ${reason})`;
  return `-- Unlocked for ${formatMinutes(unlockedAt, expiresAt)} by ${user}: ${reason}`;
}
