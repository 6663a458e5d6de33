import type { Branch } from "../../../../shared/branches/model.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long a branch has still to live. `share` is of its whole life, 0 to 1; `isSoon` asks for attention. */
export interface TimeLeft {
  readonly text: string;
  readonly share: number;
  readonly isSoon: boolean;
}

/** An age in its largest unit: `40 s`, `9 m`, `2 h`, `214 d`. A clock that runs behind gives `0 s`. */
export function ageText(since: string, nowMs: number): string {
  const ms = Math.max(0, nowMs - Date.parse(since));
  if (ms < minuteMs) return `${Math.floor(ms / 1000)} s`;
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} m`;
  if (ms < dayMs) return `${Math.floor(ms / hourMs)} h`;
  return `${Math.floor(ms / dayMs)} d`;
}

/** A duration to come in two units where the second matters: `21 h 46 m`, `38 m`, `17 d`, `12 s`. */
export function durationText(ms: number): string {
  if (ms < minuteMs) return `${Math.max(0, Math.ceil(ms / 1000))} s`;
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} m`;
  if (ms >= 2 * dayMs) return `${Math.floor(ms / dayMs)} d`;
  const minutes = Math.floor((ms % hourMs) / minuteMs);
  return `${Math.floor(ms / hourMs)} h ${String(minutes).padStart(2, "0")} m`;
}

/** Null for a branch that never expires. Past its end the text says that it is being deleted. */
export function timeLeft(createdAt: string, expiresAt: string | null, nowMs: number): TimeLeft | null {
  if (expiresAt === null) return null;
  const endMs = Date.parse(expiresAt);
  const leftMs = endMs - nowMs;
  if (leftMs <= 0) return { text: "due now", share: 0, isSoon: true };
  const lifeMs = Math.max(1, endMs - Date.parse(createdAt));
  const share = Math.min(1, leftMs / lifeMs);
  return { text: durationText(leftMs), share, isSoon: leftMs < 10 * minuteMs || share < 0.1 };
}

/** After so much of its time without work an awake compute counts as about to suspend. */
const idleShare = 0.2;

/** Milliseconds until an idle compute suspends by itself; null for one that works, sleeps, or of which it is not known. */
export function suspendsInMs(branch: Branch, nowMs: number): number | null {
  const { compute, suspendAfterSeconds, lastActiveAt } = branch;
  if (compute !== "active" || suspendAfterSeconds === null || lastActiveAt === null) return null;
  const idleMs = nowMs - Date.parse(lastActiveAt);
  const limitMs = suspendAfterSeconds * 1000;
  return idleMs < limitMs * idleShare ? null : Math.max(0, limitMs - idleMs);
}

/** Lifetimes that the dialog offers; `null` keeps the branch. The first is the default. */
export const lifetimes: readonly { readonly label: string; readonly seconds: number | null }[] = [
  { label: "24 hours", seconds: 86_400 },
  { label: "1 hour", seconds: 3_600 },
  { label: "7 days", seconds: 7 * 86_400 },
  { label: "30 days", seconds: 30 * 86_400 },
  { label: "Until I delete it", seconds: null },
];
