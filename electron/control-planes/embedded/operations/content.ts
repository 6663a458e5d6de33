import { join } from "node:path";
import type { BranchContent, BranchPoint } from "../../../../shared/branches/model.ts";
import { openSession } from "../../../postgres/connect.ts";
import type { ConnectParameters } from "../../../postgres/session.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";
import { copyFiles, listAllFiles } from "../fork/copy-files.ts";
import { requireDiskSpace } from "../fork/disk-space.ts";
import { forkCluster } from "../fork/fork-cluster.ts";
import { reachPoint } from "../history/reach-point.ts";
import type { Plane } from "../plane.ts";
import { adminRole } from "../server/create-cluster.ts";
import { emptyDatabases } from "./empty-databases.ts";
import { setPasswords } from "./roles.ts";

/** Where the content of a branch comes from. */
export type ContentSource =
  | { readonly kind: "branch"; readonly branchId: string; readonly point: BranchPoint }
  | { readonly kind: "snapshot"; readonly snapshotId: string };

/** A cluster that was never started. */
export interface CopiedContent {
  /** The source's position at the copy; null for a moment of the past. */
  readonly lsn: string | null;
  /** Of the app's own superuser, as of the copy. */
  readonly adminPassword: string;
  /** It is made by replaying a log at its first start. */
  readonly isPast: boolean;
  /** For the first start. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Copies content into a folder that does not exist yet. Rejects with `diskFull`, `cancelled`, `refused`, `unsupported`. */
export async function copyContent(
  plane: Plane,
  projectId: string,
  source: ContentSource,
  targetFolder: string,
  call: ControlPlaneCall,
): Promise<CopiedContent> {
  const { store, layout, user } = plane.parts;
  call.report?.({ step: "Preparing" });
  if (source.kind === "snapshot") {
    const snapshot = store.findSnapshot(projectId, source.snapshotId);
    const from = join(layout.snapshotFolder(snapshot.id), "data");
    const files = await listAllFiles(from);
    const totalBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
    await requireDiskSpace(join(targetFolder, ".."), totalBytes, "The branch");
    const root = { path: "", kind: "folder", sizeBytes: 0 } as const;
    await copyFiles([root, ...files], { from, to: targetFolder, user, call });
    return { lsn: snapshot.lsn, adminPassword: snapshot.passwords[adminRole] ?? "", isPast: false, settings: {} };
  }
  const { branchId, point } = source;
  const adminPassword = store.findBranch(projectId, branchId).passwords[adminRole] ?? "";
  return await whileRunning(plane, projectId, branchId, async () => {
    if (point.kind !== "head") {
      const settings = await reachPoint(plane, projectId, branchId, point, targetFolder, call);
      return { lsn: null, adminPassword, isPast: true, settings };
    }
    const { lsn } = await forkCluster({
      source: await plane.adminParameters(projectId, branchId, "postgres"),
      sourceFolder: layout.clusterFolder(branchId),
      targetFolder,
      user,
      what: "The new branch",
      copiesLog: true,
      call,
    });
    return { lsn, adminPassword, isPast: false, settings: {} };
  });
}

/** Keeps a compute running meanwhile; one that was suspended is suspended again. */
export async function whileRunning<T>(
  plane: Plane,
  projectId: string,
  branchId: string,
  run: () => Promise<T>,
): Promise<T> {
  const compute = plane.computeOf(projectId, branchId);
  const wasRunning = compute.state === "active" || compute.state === "starting";
  const release = compute.hold();
  try {
    return await run();
  } finally {
    release();
    if (!wasRunning && !compute.isHeld) await compute.stop();
  }
}

/**
 * Makes a copy that runs into a branch of its own: its passwords (the source's must not open it), no history, and empty
 * where only the schema was asked for. Gives the passwords of the roles that there are: the past may not have had them all.
 */
export async function settleContent(
  copy: Omit<ConnectParameters, "password">,
  adminPassword: string,
  wanted: { readonly passwords: Readonly<Record<string, string>>; readonly content: BranchContent },
  call: ControlPlaneCall,
): Promise<Record<string, string>> {
  const signal = call.signal ? { signal: call.signal } : {};
  const old = { ...copy, password: adminPassword };
  if (wanted.content === "schemaOnly") {
    call.report?.({ step: "Removing the rows" });
    await emptyDatabases(old, call);
  }
  const session = await openSession(old, { purpose: "branch", ...signal });
  try {
    const names = Object.keys(wanted.passwords);
    const there = await session.query("SELECT rolname FROM pg_catalog.pg_roles WHERE rolname = ANY ($1)", [names]);
    const found = names.filter((name) => there.rows.some(([role]) => role === name));
    const passwords = Object.fromEntries(found.map((name) => [name, wanted.passwords[name] ?? ""]));
    await session.execute("ALTER SYSTEM RESET wal_keep_size");
    await session.query("SELECT pg_catalog.pg_reload_conf()");
    await setPasswords(session, found, passwords);
    return passwords;
  } finally {
    await session.close();
  }
}
