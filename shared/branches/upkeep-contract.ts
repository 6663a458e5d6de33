import { z } from "zod";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import { branchNameSchema, branchTargetFields, confirmedBranchFields, maskingRuleSchema } from "./contract.ts";
import type { Branch } from "./model.ts";
import type { BranchMasking, Consumption, SnapshotScheduleEntry } from "./upkeep-model.ts";

const entry = { hour: z.int().min(0).max(23), dayOfMonth: z.int().min(1).max(31), month: z.int().min(1).max(12) };
const keepSeconds = z
  .int()
  .min(3600)
  .max(60 * 60 * 24 * 3660)
  .nullable();

/** One line of a schedule; see `SnapshotScheduleEntry` for what each frequency needs. */
export const scheduleEntrySchema = z.discriminatedUnion("frequency", [
  z.strictObject({ frequency: z.literal("hourly"), hour: z.null(), day: z.null(), month: z.null(), keepSeconds }),
  z.strictObject({ frequency: z.literal("daily"), hour: entry.hour, day: z.null(), month: z.null(), keepSeconds }),
  z.strictObject({
    frequency: z.literal("weekly"),
    hour: entry.hour,
    day: z.int().min(1).max(7),
    month: z.null(),
    keepSeconds,
  }),
  z.strictObject({
    frequency: z.literal("monthly"),
    hour: entry.hour,
    day: entry.dayOfMonth,
    month: z.null(),
    keepSeconds,
  }),
  z.strictObject({
    frequency: z.literal("yearly"),
    hour: entry.hour,
    day: entry.dayOfMonth,
    month: entry.month,
    keepSeconds,
  }),
]);

/** Requests about what is done to branches again and again. `unsupported` where the control plane lacks the capability. */
export const upkeepContract = {
  /** What was used, as the control plane counted it. Wakes nothing. */
  "branches.consumption": declareRequest<Consumption>()(
    z.strictObject({
      projectId: branchTargetFields.projectId,
      window: z.strictObject({
        from: z.iso.datetime(),
        to: z.iso.datetime(),
        granularity: z.enum(["hourly", "daily", "monthly"]),
      }),
    }),
  ),
  "branches.snapshotSchedule": declareRequest<readonly SnapshotScheduleEntry[]>()(z.strictObject(branchTargetFields)),
  /** Replaces the whole schedule; an empty one ends it. Snapshots that were taken stay. */
  "branches.setSnapshotSchedule": declareOperation<null>()(
    z.strictObject({ ...branchTargetFields, schedule: z.array(scheduleEntrySchema).max(20).readonly() }),
  ),
  /** Null for a branch that is not an anonymised one. */
  "branches.masking": declareRequest<BranchMasking | null>()(z.strictObject(branchTargetFields)),
  /** Replaces all rules; rows are masked by them with the next `branches.mask`. */
  "branches.setMaskingRules": declareOperation<null>()(
    z.strictObject({ ...branchTargetFields, rules: z.array(maskingRuleSchema).max(1000).readonly() }),
  ),
  /** Overwrites the rows of the masked columns for good; `confirmName` must equal the branch's name. */
  "branches.mask": declareOperation<BranchMasking>()(z.strictObject(confirmedBranchFields)),
  /** Replaces a branch's content by a snapshot's; `confirmName` must equal the branch's name. */
  "snapshots.restoreOver": declareOperation<Branch>()(
    z.strictObject({
      ...confirmedBranchFields,
      snapshotId: branchTargetFields.branchId,
      preserveUnder: branchNameSchema.nullable(),
    }),
  ),
};
