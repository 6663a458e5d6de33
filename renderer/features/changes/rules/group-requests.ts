import type { ChangeRequestSummary, RequestState } from "../../../../shared/changes/model.ts";

/** A part of the list of change requests. */
export type RequestGroupKey = "stopped" | "waiting" | "inReview" | "approved" | "applied" | "closed";

/** One group with its requests, newest first. */
export interface RequestGroup {
  readonly key: RequestGroupKey;
  readonly label: string;
  readonly requests: readonly ChangeRequestSummary[];
}

const labels: readonly (readonly [RequestGroupKey, string])[] = [
  ["stopped", "Stopped part of the way"],
  ["waiting", "Waiting for you"],
  ["inReview", "In review"],
  ["approved", "Approved"],
  ["applied", "Applied"],
  ["closed", "Refused or rolled back"],
];

const groupOfState: Readonly<Record<Exclude<RequestState, "open">, RequestGroupKey>> = {
  interrupted: "stopped",
  failed: "stopped",
  approved: "approved",
  applying: "approved",
  applied: "applied",
  rollingBack: "applied",
  refused: "closed",
  rolledBack: "closed",
};

/** Words for a state, as lists and headers show it. */
export const requestStateLabels: Readonly<Record<RequestState, string>> = {
  open: "waiting for review",
  approved: "approved",
  refused: "refused",
  applying: "being applied",
  interrupted: "interrupted",
  failed: "failed",
  applied: "applied",
  rollingBack: "being rolled back",
  rolledBack: "rolled back",
};

/** The groups that have requests. An open request waits for everybody but its author. */
export function groupRequests(
  requests: readonly ChangeRequestSummary[],
  role: string | null,
  filter = "",
): readonly RequestGroup[] {
  const wanted = filter.trim().toLocaleLowerCase();
  const shown = requests.filter((request) => matches(request, wanted));
  const newest = [...shown].sort((left, right) => right.createdAt.localeCompare(left.createdAt));
  return labels
    .map(([key, label]) => ({ key, label, requests: newest.filter((request) => groupOf(request, role) === key) }))
    .filter((group) => group.requests.length > 0);
}

function groupOf(request: ChangeRequestSummary, role: string | null): RequestGroupKey {
  if (request.state !== "open") return groupOfState[request.state];
  return role === null || role === request.author ? "inReview" : "waiting";
}

function matches(request: ChangeRequestSummary, wanted: string): boolean {
  return [request.title, request.author, request.id, ...request.migrationIds].some((text) =>
    text.toLocaleLowerCase().includes(wanted),
  );
}
