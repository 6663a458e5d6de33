import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type EmbeddedControlPlane,
  openEmbeddedControlPlane,
} from "../control-planes/embedded/embedded-control-plane.ts";
import { defaultBranchId } from "../control-planes/embedded/operations/create-project.ts";
import type { PlaneLimits } from "../control-planes/embedded/plane.ts";
import { openSession } from "../postgres/connect.ts";
import type { ConnectParameters } from "../postgres/session.ts";
import { findProcesses, type ListedProcess, parseProcessList, processFields } from "./process-list.ts";

/** What the tests of the embedded control plane work with. */
export interface PlaneFolder {
  readonly path: string;
  readonly logLines: string[];
  open(limits?: Partial<PlaneLimits>): Promise<EmbeddedControlPlane>;
  /** Names of the branch folders on disk. */
  clusters(): Promise<string[]>;
  remove(): Promise<void>;
}

/** The project of the tests and its default branch. */
export const projectId = "shop";
export const mainId = defaultBranchId(projectId);
export const projectRequest = { id: projectId, name: "Shop", roles: ["app_owner", "mara"] };
/** The same for tests that make many branches and lose no power: nothing waits for the disk. */
export const hastyProjectRequest = { ...projectRequest, settings: { fsync: "off" } };

/** A data folder that the server's user can reach; with a blank in its path, as on macOS. */
export async function createPlaneFolder(): Promise<PlaneFolder> {
  const path = await mkdtemp(join(tmpdir(), "steward plane-"));
  await chmod(path, 0o711);
  const logLines: string[] = [];
  return {
    path,
    logLines,
    open: (limits = {}) => openEmbeddedControlPlane({ dataFolder: path, log: (line) => logLines.push(line), limits }),
    clusters: async () => (await readdir(join(path, "embedded", "clusters"))).sort(),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** Rows of one statement, in a session of its own. */
export async function runSql(
  parameters: ConnectParameters,
  sql: string,
): Promise<readonly (readonly (string | null)[])[]> {
  const session = await openSession(parameters, { purpose: "test" });
  try {
    return (await session.execute(sql)).rows;
  } finally {
    await session.close();
  }
}

/** Process ids of servers whose cluster lies in this folder. */
export function findServers(folder: string): number[] {
  return findProcesses(folder, listProcesses(), ({ command }) => !command.startsWith("/bin/sh"));
}

/** Process ids of the watchers that stop servers after a kill of the app. */
export function findWatchers(folder: string): number[] {
  return findProcesses(folder, listProcesses(), ({ command }) => command.startsWith("/bin/sh"));
}

function listProcesses(): readonly ListedProcess[] {
  return parseProcessList(execFileSync("ps", ["-eww", "-o", processFields], { encoding: "utf8" }));
}
