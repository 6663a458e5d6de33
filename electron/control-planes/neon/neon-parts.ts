import { randomUUID } from "node:crypto";
import type { Operation } from "@neondatabase/api-client";
import { formatNeonProjectId, readNeonProjectId } from "../../../shared/accounts/neon-project-id.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ControlPlaneCall } from "../control-plane.ts";
import type { Clock } from "./api/clock.ts";
import type { ChangeOptions, NeonApi, NeonCall } from "./api/neon-api.ts";
import type { ProjectQueue } from "./api/project-queue.ts";
import type { OperationTracker } from "./operations/operation-tracker.ts";

/** Another way to the computes than their own names: for a proxy on this computer. */
export interface DataPlaneAddress {
  readonly host: string;
  readonly port: number;
  /** PEM of the authority that signed the proxy's certificate; the system's are trusted without it. */
  readonly rootCertificate: string | null;
}

/** What the operations of one account share. */
export interface NeonParts {
  readonly accountId: string;
  readonly api: NeonApi;
  readonly clock: Clock;
  readonly queue: ProjectQueue;
  readonly tracker: OperationTracker;
  readonly readDataPlane: () => Promise<DataPlaneAddress | null>;
  /** See `NeonPace`. */
  readonly pace: { readonly firstPollMs: number; readonly patienceMs: number };
  /** See `NeonRules`. */
  readonly rules: { readonly longestLifeSeconds: number | null; readonly keepsReplaced: boolean };
}

/** A change of a project: which, of what, and in which words it is shown while it waits. */
export interface ProjectChange {
  readonly neonId: string;
  readonly branchId: string | null;
  readonly action: string;
}

/** What every change answers: the operations that it began. */
export interface Begun {
  readonly operations?: readonly Operation[];
}

/** Sends one request of a change and waits until the operations that it began have ended. */
export type ChangeStep = <T extends Begun>(
  send: NeonCall<T>,
  findOutcome?: ChangeOptions<T>["findOutcome"],
) => Promise<T>;

/** Makes a change when the project's queue lets it; its steps follow each other without another change in between. */
export async function makeChange<T>(
  parts: NeonParts,
  change: ProjectChange,
  call: ControlPlaneCall,
  work: (step: ChangeStep) => Promise<T>,
): Promise<T> {
  const { api, queue, tracker, clock, accountId } = parts;
  const { signal, report } = call;
  const { branchId, action } = change;
  const queued = { id: `queued-${randomUUID()}`, action, branchId, since: new Date(clock.nowMs()).toISOString() };
  if (queue.isBusy(projectIdOf(parts, change.neonId))) report?.({ step: "Waiting for other changes of the project" });
  return await queue.run(formatNeonProjectId({ accountId, neonId: change.neonId }), queued, signal, async () => {
    report?.({ step: action });
    const onLocked = () => report?.({ step: "Waiting for other operations of the project" });
    return await work(async (send, findOutcome) => {
      const answer = await api.change(send, { signal, onLocked, findOutcome });
      await tracker.follow(change, answer.operations ?? [], call);
      return answer;
    });
  });
}

/** Operations of a branch (of the project without one) that Neon has not finished, newest first. */
export async function readOpenOperations(parts: NeonParts, neonId: string, branchId: string): Promise<Operation[]> {
  const answer = await parts.api.read((client, settings) =>
    client.listProjectOperations({ projectId: neonId, limit: 50 }, settings),
  );
  const endings = ["finished", "skipped", "failed", "error", "cancelled"];
  return answer.operations.filter(({ branch_id, status }) => branch_id === branchId && !endings.includes(status));
}

/** The id that Steward knows a project of this account by. */
export function projectIdOf(parts: Pick<NeonParts, "accountId">, neonId: string): string {
  return formatNeonProjectId({ accountId: parts.accountId, neonId });
}

/** Neon's id of a project of this account; throws `notFound` for another account's. */
export function neonIdOf(parts: NeonParts, projectId: string): string {
  const read = readNeonProjectId(projectId);
  if (read?.accountId === parts.accountId) return read.neonId;
  throw new AppError("notFound", "This project belongs to another account.", { hint: "Refresh the list of projects." });
}
