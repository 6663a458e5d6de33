import type { ComputeFacts, StatisticsAge } from "./model.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Shorter counting says nothing about what runs once a week. */
const leastDays = 7;

/**
 * How long the counters cover at least, in milliseconds. Counters that were never reset outlive a restart in order, but
 * not a crash, which leaves no trace in them: then the server's start is all that is sure.
 */
export function readCountedMs({ sinceReset, serverStartedAt, readAt }: StatisticsAge): number {
  return Math.max(0, Date.parse(readAt) - Date.parse(sinceReset ?? serverStartedAt));
}

/** Whether the counters are old enough to say that something is never used. */
export function isLongCounted(statistics: StatisticsAge): boolean {
  return readCountedMs(statistics) >= leastDays * dayMs;
}

/** "counted since 10 days ago", for a message. */
export function countedSinceText(statistics: StatisticsAge): string {
  const orLonger = statistics.sinceReset === null ? " or longer" : "";
  return `counted since ${durationText(readCountedMs(statistics))} ago${orLonger}`;
}

/** Never more than has passed: 59 minutes are no hour. */
export function durationText(durationMs: number): string {
  if (durationMs < minuteMs) return "less than a minute";
  if (durationMs < hourMs) return `${Math.floor(durationMs / minuteMs)} min`;
  if (durationMs < 2 * dayMs) return `${Math.floor(durationMs / hourMs)} h`;
  return `${Math.floor(durationMs / dayMs)} days`;
}

/** What a finding adds where others count too; nothing where nobody else is known to. */
export function askOthersText(computes: ComputeFacts): string {
  const isAlone = !computes.isStandby && !computes.isNeon && computes.standbys === 0;
  return isAlone ? "" : ` ${otherComputesText(computes)}`;
}

/** Who else counts use for itself and was not asked: what a person has to look at before an index is dropped. */
export function otherComputesText({ isStandby, isNeon, standbys }: ComputeFacts): string {
  if (isStandby) return "This compute is a standby and counts its own reads only: look at the primary as well.";
  if (isNeon) return "Read replicas of the branch count for themselves: look there before it is dropped.";
  if (standbys === 0) return "No standby is connected now; one would count for itself.";
  return standbys === 1
    ? "One standby is connected and counts for itself: look there before it is dropped."
    : `${standbys} standbys are connected and count for themselves: look there before it is dropped.`;
}
