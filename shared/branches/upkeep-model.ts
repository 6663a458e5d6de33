// What a branch costs and what is done to it again and again: consumption, snapshot schedules, the masking of an anonymised one.
import type { MaskingRule } from "./model.ts";

/** What is counted. Those that end in `ByteMonths` are bytes times the part of a month that they were kept. */
export const consumptionMetrics = [
  "computeUnitSeconds",
  "rootBranchByteMonths",
  "childBranchByteMonths",
  "historyByteMonths",
  "publicTransferBytes",
  "privateTransferBytes",
  "snapshotByteMonths",
] as const;
export type ConsumptionMetric = (typeof consumptionMetrics)[number];

/** Of when consumption is wanted: ISO 8601 UTC. Neon gives hours for a week, days for 60 days, months for a year. */
export interface ConsumptionWindow {
  readonly from: string;
  readonly to: string;
  readonly granularity: "hourly" | "daily" | "monthly";
}

/** One hour, day or month. A metric that was not counted is absent. */
export interface ConsumptionFrame {
  readonly start: string;
  readonly end: string;
  readonly metrics: Readonly<Partial<Record<ConsumptionMetric, number>>>;
}

/** What a project and its branches used, oldest frame first. Snapshots are counted for the project only. */
export interface Consumption {
  readonly project: readonly ConsumptionFrame[];
  readonly branches: readonly { readonly branchId: string; readonly frames: readonly ConsumptionFrame[] }[];
}

/**
 * When a snapshot is taken, in UTC. `day` is that of the week (1 is Monday) for `weekly`, of the month otherwise; `hour`,
 * `day` and `month` are null where the frequency does not need them.
 */
export interface SnapshotScheduleEntry {
  readonly frequency: "hourly" | "daily" | "weekly" | "monthly" | "yearly";
  readonly hour: number | null;
  readonly day: number | null;
  readonly month: number | null;
  /** Seconds until a snapshot that it took is deleted, at least 3600; null keeps it. */
  readonly keepSeconds: number | null;
}

/** How an anonymised branch stands. Rules that were changed are applied by the next run only. */
export interface BranchMasking {
  /** `waiting`: rules may be changed, nothing is masked yet. `failed`: its rows may not be masked. */
  readonly state: "waiting" | "masking" | "masked" | "failed";
  /** What the control plane says of it. */
  readonly message: string | null;
  readonly rules: readonly MaskingRule[];
  /** When the last run began and when one last ended well, ISO 8601 UTC. */
  readonly startedAt: string | null;
  readonly maskedAt: string | null;
  readonly maskedColumns: number | null;
}
