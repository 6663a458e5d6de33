import { lsnSchema } from "../../../../shared/branches/contract.ts";
import type { Branch, BranchPoint, ControlPlaneCapabilities } from "../../../../shared/branches/model.ts";

/** A point as it stands in a form: the texts of all its fields, so that going to and fro loses nothing. */
export interface PointDraft {
  readonly kind: BranchPoint["kind"];
  /** A date and time of this machine's zone as the browser's field gives it: `2026-09-01T14:30:00`. */
  readonly localTime: string;
  readonly lsn: string;
}

/** The point of a draft, or why it is none. */
export type ReadPoint =
  | { readonly point: BranchPoint; readonly problem: null }
  | { readonly point: null; readonly problem: string };

/** A draft that means the present state; its other fields start an hour ago, but not before there was history. */
export function newPointDraft(source: Branch | null, nowMs: number): PointDraft {
  const oldestMs = Date.parse(source?.historyStart ?? source?.createdAt ?? "");
  const hourAgo = nowMs - 3_600_000;
  return { kind: "head", localTime: localTimeOf(Math.max(hourAgo, oldestMs || hourAgo)), lsn: "" };
}

/** What a draft means of `source`. Main and the control plane look again. */
export function readPoint(draft: PointDraft, source: Branch | null, nowMs: number): ReadPoint {
  if (draft.kind === "head") return { point: { kind: "head" }, problem: null };
  if (draft.kind === "lsn") {
    const lsn = draft.lsn.trim().toUpperCase();
    return lsnSchema.safeParse(lsn).success
      ? { point: { kind: "lsn", lsn }, problem: null }
      : { point: null, problem: "A position looks like 0/3A7F2108." };
  }
  const ms = Date.parse(draft.localTime);
  if (Number.isNaN(ms)) return { point: null, problem: "Give a date and a time." };
  if (ms > nowMs) return { point: null, problem: "That is in the future." };
  const oldest = source?.historyStart ?? null;
  if (oldest !== null && ms < Date.parse(oldest))
    return { point: null, problem: `Its history begins at ${localMoment(oldest)}.` };
  return { point: { kind: "time", at: new Date(ms).toISOString() }, problem: null };
}

/** From when to when a moment of `source` can be asked for; on this computer also when that begins. */
export function historyWords(source: Branch | null, kind: ControlPlaneCapabilities["kind"]): string {
  const oldest = source?.historyStart ?? null;
  if (oldest !== null) return `From ${localMoment(oldest)} until now; nothing from before is kept.`;
  if (kind !== "embedded") return "No earlier moment of it is known yet.";
  return "No earlier moment yet: history is kept from about a minute after it first runs as the default branch or as a parent.";
}

/** The same in short for one branch. On this computer history is kept of default branches and of those with children. */
export function historyFact({ historyStart, isDefault }: Branch, hasChildren: boolean): string {
  if (historyStart !== null) return `from ${localMoment(historyStart)}`;
  return isDefault || hasChildren ? "begins a minute after it first runs" : "kept once it has children";
}

/** A moment in this machine's own zone: "28 Nov 2026, 20:15:00". */
export function localMoment(iso: string): string {
  const at = new Date(iso);
  const month = at.toLocaleString("en-US", { month: "short" });
  return `${at.getDate()} ${month} ${at.getFullYear()}, ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** The same moment for everybody: "2026-11-28 19:15:00 UTC". */
export function utcMoment(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** A point in words; null for the present state. */
export function pointWords(point: BranchPoint): string | null {
  if (point.kind === "head") return null;
  return point.kind === "lsn" ? `position ${point.lsn}` : localMoment(point.at);
}

/** Milliseconds as the browser's field of date and time takes them. */
export function localTimeOf(ms: number): string {
  const at = new Date(ms);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
