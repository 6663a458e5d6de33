import type { QueryInterval } from "../../../../shared/queries/contract.ts";
import { formatAmount, formatCount, formatMs } from "../../../ui/display/format.ts";

/** Seconds as "5 min", "3 h 20 min", "12 d". */
export function lengthText(seconds: number | null): string {
  if (seconds === null) return "unknown";
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.round(hours / 24)} d`;
}

/** What of an interval could not be counted, and what to do about it; empty when all was. */
export function intervalRemarks({ to, wasReset, deallocations, fromAt, unlisted }: QueryInterval): readonly string[] {
  return [
    wasReset
      ? "The server's counters began again in this time (a reset, a restart, or a compute that slept): what was counted before that is missing."
      : null,
    deallocations > 0
      ? `The server threw out its least used statements ${fromAt === null ? "" : "in this time "}(${formatAmount(deallocations, "time")}): rare ones may be missing. It keeps ${formatCount(to.maxEntries)}; raise pg_stat_statements.max.`
      : null,
    to.hiddenEntries > 0
      ? `${formatAmount(to.hiddenEntries, "statement")} of other roles (${formatMs(to.hiddenExecMs)}) are hidden: this role needs to be a member of pg_read_all_stats.`
      : null,
    to.unreadEntries > 0 ? `${formatAmount(to.unreadEntries, "statement")} that took least time were not read.` : null,
    unlisted > 0 ? `${formatAmount(unlisted, "statement")} that took least time are not listed.` : null,
  ].filter((line) => line !== null);
}
