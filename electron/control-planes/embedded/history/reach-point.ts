import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BranchPoint } from "../../../../shared/branches/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { toFileError } from "../../../storage/atomic-file.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";
import { copyFiles, listAllFiles } from "../fork/copy-files.ts";
import { requireDiskSpace } from "../fork/disk-space.ts";
import { withAdmin } from "../operations/admin-session.ts";
import type { Plane } from "../plane.ts";
import { giveToServer } from "../server/server-user.ts";
import type { BaseRecord } from "../state/state-format.ts";
import { chooseBase, dropBases } from "./base-backups.ts";
import { listLogFiles, timelineOf, toPosition } from "./log-files.ts";

/** A moment or a position of a branch's past. */
export type PastPoint = Exclude<BranchPoint, { readonly kind: "head" }>;

/**
 * Makes a cluster in `targetFolder` whose first start, with the settings that are given back, replays the branch's log up to
 * a point of its past: every commit up to that moment, or all that was written before that position. The branch goes on
 * running. Rejects with `refused` outside of what is kept, `invalidInput`, `diskFull`, `cancelled`.
 */
export async function reachPoint(
  plane: Plane,
  projectId: string,
  branchId: string,
  point: PastPoint,
  targetFolder: string,
  call: ControlPlaneCall,
): Promise<Readonly<Record<string, string>>> {
  const { store } = plane.parts;
  checkPoint(point);
  await dropBases(plane, projectId, branchId);
  const base = chooseBase(store.findBranch(projectId, branchId), (one) => isReachableFrom(one, point));
  const busy = { id: base.id };
  plane.busyBases.add(busy);
  try {
    return await copyPast(plane, projectId, branchId, point, base, targetFolder, call);
  } finally {
    plane.busyBases.delete(busy);
  }
}

async function copyPast(
  plane: Plane,
  projectId: string,
  branchId: string,
  point: PastPoint,
  base: BaseRecord,
  targetFolder: string,
  call: ControlPlaneCall,
): Promise<Readonly<Record<string, string>>> {
  const { layout, user } = plane.parts;
  const sourceFolder = layout.clusterFolder(branchId);
  const lastLogFile = await markPresent(plane, projectId, branchId, point);
  const baseFolder = join(layout.basesFolder(branchId), base.id);
  const files = await listAllFiles(baseFolder);
  const logFiles = (await listLogFiles(sourceFolder, timelineOf(base.firstLogFile))).filter(
    (name) => name >= base.firstLogFile && name <= lastLogFile,
  );
  const log = (await listAllFiles(join(sourceFolder, "pg_wal"))).filter(({ path }) => logFiles.includes(path));
  const totalBytes = [...files, ...log].reduce((sum, file) => sum + file.sizeBytes, 0);
  await requireDiskSpace(join(targetFolder, ".."), totalBytes, "A branch of the past");
  const root = { path: "", kind: "folder", sizeBytes: 0 } as const;
  await copyFiles([root, ...files], { from: baseFolder, to: targetFolder, user, call });
  call.report?.({ step: "Copying the write-ahead log", done: 0, total: logFiles.length, unit: "segments" });
  await copyFiles(log, {
    from: join(sourceFolder, "pg_wal"),
    to: join(targetFolder, "pg_wal"),
    user,
    call: call.signal ? { signal: call.signal } : {},
  });
  await requireWhole(sourceFolder, targetFolder, base, lastLogFile);
  await writeSignal(targetFolder, user);
  return toSettings(point);
}

function checkPoint(point: PastPoint): void {
  if (point.kind === "lsn") return;
  const at = Date.parse(point.at);
  if (Number.isNaN(at) || !/^[\dT:.Z+-]+$/.test(point.at))
    throw new AppError("invalidInput", "A moment is a date and time with its zone, as in 2026-01-31T12:00:00Z.");
  if (at > Date.now())
    throw new AppError("refused", "This moment is in the future.", { hint: "Choose an earlier one." });
}

function isReachableFrom(base: BaseRecord, point: PastPoint): boolean {
  if (point.kind === "time") return Date.parse(base.takenAt) <= Date.parse(point.at);
  return toPosition(base.lsn) <= toPosition(point.lsn);
}

/**
 * Replaying ends at a commit that is later than the moment, so one is made now: without it a moment after the last commit
 * could never be reached. Gives the segment in which the log ends.
 */
async function markPresent(plane: Plane, projectId: string, branchId: string, point: PastPoint): Promise<string> {
  return await withAdmin(plane, projectId, branchId, "postgres", async (session) => {
    const now = await session.query("SELECT pg_catalog.pg_current_wal_insert_lsn()");
    const present = now.rows[0]?.[0] ?? "0/0";
    if (point.kind === "lsn" && toPosition(point.lsn) > toPosition(present))
      throw new AppError("refused", `Position ${point.lsn} is not written yet; the branch is at ${present}.`, {
        hint: "Choose an earlier one.",
      });
    await session.execute("SELECT pg_catalog.pg_logical_emit_message(true, 'steward', 'present')");
    const end = await session.query("SELECT pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_flush_lsn())");
    return end.rows[0]?.[0] ?? "";
  });
}

/** The server renames the oldest segments to use them anew: when the first one is still there, none was under the copy. */
async function requireWhole(source: string, target: string, base: BaseRecord, lastLogFile: string): Promise<void> {
  const timeline = timelineOf(base.firstLogFile);
  const [left, copied] = [await listLogFiles(source, timeline), await listLogFiles(target, timeline)];
  const expected = left.filter((name) => name >= base.firstLogFile && name <= lastLogFile);
  const isWhole =
    left.includes(base.firstLogFile) && copied.join() === expected.join() && copied.at(-1) === lastLogFile;
  if (!isWhole)
    throw new AppError("conflict", "The history of the branch was shortened meanwhile.", { hint: "Try again." });
}

async function writeSignal(folder: string, user: Parameters<typeof giveToServer>[1]): Promise<void> {
  const path = join(folder, "recovery.signal");
  const temporary = `${path}.tmp`;
  await writeFile(temporary, "", { mode: 0o600 })
    .then(() => rename(temporary, path))
    .catch((error: unknown) => {
      throw toFileError(error, path);
    });
  await giveToServer(path, user);
}

/** A position is where the next record begins, so the record there is left out; a commit at the very moment is in. */
function toSettings(point: PastPoint): Readonly<Record<string, string>> {
  return {
    // Postgres wants a command; the log is in place already, and this one says so to sh and cmd alike.
    restore_command: "exit 1",
    recovery_target_action: "promote",
    recovery_target_timeline: "current",
    hot_standby: "off",
    ...(point.kind === "time"
      ? { recovery_target_time: toServerTime(point.at), recovery_target_inclusive: "on" }
      : { recovery_target_lsn: point.lsn, recovery_target_inclusive: "off" }),
  };
}

/** At its start the server knows no names of zones yet, not even Z. */
function toServerTime(at: string): string {
  return at.replace("T", " ").replace(/Z$/, "+00");
}
