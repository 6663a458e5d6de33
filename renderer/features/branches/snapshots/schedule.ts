import type { SnapshotScheduleEntry } from "../../../../shared/branches/upkeep-model.ts";

type Frequency = SnapshotScheduleEntry["frequency"];

/** How often, as people choose it. */
export const frequencies: readonly { readonly value: Frequency; readonly label: string }[] = [
  { value: "hourly", label: "Every hour" },
  { value: "daily", label: "Every day" },
  { value: "weekly", label: "Every week" },
  { value: "monthly", label: "Every month" },
  { value: "yearly", label: "Every year" },
];

/** Monday is 1. */
export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
export const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

const daySeconds = 86_400;

/** How long the snapshots of a schedule are kept. */
export const keepChoices: readonly { readonly seconds: number | null; readonly label: string }[] = [
  { seconds: daySeconds, label: "1 day" },
  { seconds: 7 * daySeconds, label: "7 days" },
  { seconds: 30 * daySeconds, label: "30 days" },
  { seconds: 90 * daySeconds, label: "90 days" },
  { seconds: 365 * daySeconds, label: "1 year" },
  { seconds: null, label: "until deleted" },
];

/** The choices with the one that is in use, if it is none of them. */
export function keepChoicesWith(seconds: number | null): typeof keepChoices {
  if (keepChoices.some((choice) => choice.seconds === seconds) || seconds === null) return keepChoices;
  const hours = Math.round(seconds / 3600);
  return [{ seconds, label: hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours` }, ...keepChoices];
}

/** A schedule's first line: once a night, kept for a week. */
export const firstEntry: SnapshotScheduleEntry = {
  frequency: "daily",
  hour: 3,
  day: null,
  month: null,
  keepSeconds: 7 * daySeconds,
};

/** The entry at another frequency: what that needs is filled in, what it does not need is gone. */
export function withFrequency(entry: SnapshotScheduleEntry, frequency: Frequency): SnapshotScheduleEntry {
  const { hour, day, month, keepSeconds } = entry;
  const most = frequency === "weekly" ? 7 : 31;
  return {
    frequency,
    hour: frequency === "hourly" ? null : (hour ?? 3),
    day: frequency === "hourly" || frequency === "daily" ? null : Math.min(day ?? 1, most),
    month: frequency === "yearly" ? (month ?? 1) : null,
    keepSeconds,
  };
}

/** An entry in words: "every week on Monday at 03:00 UTC, kept 7 days". */
export function scheduleWords({ frequency, hour, day, month, keepSeconds }: SnapshotScheduleEntry): string {
  const at = hour === null ? "" : ` at ${String(hour).padStart(2, "0")}:00 UTC`;
  const on = {
    hourly: "every hour",
    daily: "every day",
    weekly: `every week on ${weekdays[(day ?? 1) - 1]}`,
    monthly: `every month on day ${day}`,
    yearly: `every year on ${months[(month ?? 1) - 1]} ${day}`,
  }[frequency];
  const kept = keepChoicesWith(keepSeconds).find(({ seconds }) => seconds === keepSeconds)?.label ?? "";
  return `${on}${at}, kept ${kept}`;
}

/** Days after the 28th are missing in some months. */
export function scheduleNote({ frequency, day }: SnapshotScheduleEntry): string | null {
  const isLate = (frequency === "monthly" || frequency === "yearly") && day !== null && day > 28;
  return isLate ? "Not every month has this day." : null;
}
