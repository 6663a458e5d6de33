import type { BackupScheduleItem } from "@neondatabase/api-client";
import type { SnapshotScheduleEntry } from "../../../../shared/branches/upkeep-model.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";
import { requireList } from "../api/read-pages.ts";
import { type Begun, makeChange, type NeonParts } from "../neon-parts.ts";

/** When Neon takes snapshots of the branch. What has a frequency that is not known here is left out: it cannot be shown. */
export async function readSnapshotSchedule(
  parts: NeonParts,
  neonId: string,
  branchId: string,
): Promise<readonly SnapshotScheduleEntry[]> {
  const answer = await parts.api.read((client, settings) => client.getSnapshotSchedule(neonId, branchId, settings));
  return requireList(answer.schedule, "snapshot schedule").flatMap(toEntry);
}

/** Replaces the schedule; sent again where it is not the wanted one yet. */
export async function setSnapshotSchedule(
  parts: NeonParts,
  neonId: string,
  branchId: string,
  schedule: readonly SnapshotScheduleEntry[],
  call: ControlPlaneCall,
): Promise<void> {
  await makeChange(parts, { neonId, branchId, action: "Change snapshot schedule" }, call, async (step) => {
    await step<Begun>(
      (client, settings) => client.setSnapshotSchedule(neonId, branchId, { schedule: schedule.map(toItem) }, settings),
      async () => {
        const now = await readSnapshotSchedule(parts, neonId, branchId);
        return JSON.stringify(now) === JSON.stringify(schedule) ? { operations: [] } : null;
      },
    );
  });
}

const frequencies = ["hourly", "daily", "weekly", "monthly", "yearly"] as const;

function toEntry(item: BackupScheduleItem): readonly SnapshotScheduleEntry[] {
  const frequency = frequencies.find((one) => one === item.frequency);
  if (!frequency) return [];
  const { hour = null, day = null, month = null, retention_seconds: keepSeconds = null } = item;
  return [{ frequency, hour, day, month, keepSeconds }];
}

function toItem({ frequency, hour, day, month, keepSeconds }: SnapshotScheduleEntry): BackupScheduleItem {
  return {
    frequency,
    ...(hour === null ? {} : { hour }),
    ...(day === null ? {} : { day }),
    ...(month === null ? {} : { month }),
    ...(keepSeconds === null ? {} : { retention_seconds: keepSeconds }),
  };
}
