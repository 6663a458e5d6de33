import type { ConsumptionHistoryGranularity, ConsumptionHistoryPerPeriodV2 } from "@neondatabase/api-client";
import type {
  Consumption,
  ConsumptionFrame,
  ConsumptionMetric,
  ConsumptionWindow,
} from "../../../../shared/branches/upkeep-model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { isNeonStatus } from "../api/neon-error.ts";
import { readPages, requireList } from "../api/read-pages.ts";
import { readableTime } from "../branches/readable-time.ts";
import type { NeonParts } from "../neon-parts.ts";

/** Neon's names (API description 2.7.3). Branches have all but that of snapshots. */
const names: Readonly<Record<ConsumptionMetric, string>> = {
  computeUnitSeconds: "compute_unit_seconds",
  rootBranchByteMonths: "root_branch_bytes_month",
  childBranchByteMonths: "child_branch_bytes_month",
  historyByteMonths: "instant_restore_bytes_month",
  publicTransferBytes: "public_network_transfer_bytes",
  privateTransferBytes: "private_network_transfer_bytes",
  snapshotByteMonths: "snapshot_storage_bytes_month",
};

/**
 * What a project and each of its branches used, as Neon counted it. Wakes no compute. Rejects with `refused` where the plan
 * or the key does not tell, and for a window that is too long for its granularity.
 */
export async function readConsumption(
  parts: NeonParts,
  neonId: string,
  window: ConsumptionWindow,
): Promise<Consumption> {
  const { project } = await parts.api.read((client, settings) => client.getProject(neonId, settings));
  if (project.org_id === undefined)
    throw new AppError("refused", "Neon counts what projects use for organisations only.", {
      hint: "This project belongs to none. Its usage is shown in Neon's console.",
    });
  const asked = {
    from: window.from,
    to: window.to,
    // as: the client's enum has exactly these words
    granularity: window.granularity as ConsumptionHistoryGranularity,
    org_id: project.org_id,
    project_ids: [neonId],
  };
  try {
    const [projects, branches] = await Promise.all([
      readProjects(parts, asked, Object.values(names)),
      readBranches(
        parts,
        asked,
        Object.values(names).filter((name) => name !== names.snapshotByteMonths),
      ),
    ]);
    return {
      project: toFrames(projects.filter((one) => one.project_id === neonId).flatMap(({ periods }) => periods)),
      branches: branches
        .filter((one) => one.project_id === neonId)
        .map(({ branch_id: branchId, periods }) => ({ branchId, frames: toFrames(periods) })),
    };
  } catch (error) {
    throw explain(error);
  }
}

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly granularity: ConsumptionHistoryGranularity;
  readonly org_id: string;
  readonly project_ids: string[];
}

async function readProjects(parts: NeonParts, asked: Asked, metrics: string[]) {
  return await readPages(async (cursor) => {
    const query = { ...asked, metrics, limit: 100, ...(cursor ? { cursor } : {}) };
    const page = await parts.api.read((client, settings) => client.getConsumptionHistoryPerProjectV2(query, settings));
    return { items: requireList(page.projects, "consumption of projects"), next: page.pagination?.cursor };
  });
}

async function readBranches(parts: NeonParts, asked: Asked, metrics: string[]) {
  return await readPages(async (cursor) => {
    const query = { ...asked, metrics, limit: 1000, ...(cursor ? { cursor } : {}) };
    const page = await parts.api.read((client, settings) => client.getConsumptionHistoryPerBranchV2(query, settings));
    return { items: requireList(page.branches, "consumption of branches"), next: page.pagination?.cursor };
  });
}

/** The frames of all billing periods, oldest first. A frame in which a period ended is told in two parts, which are added. */
function toFrames(periods: readonly ConsumptionHistoryPerPeriodV2[]): readonly ConsumptionFrame[] {
  const frames = new Map<string, { start: string; end: string; metrics: Partial<Record<ConsumptionMetric, number>> }>();
  for (const { timeframe_start: from, timeframe_end: to, metrics } of periods.flatMap((one) => one.consumption)) {
    if (from === undefined || to === undefined) continue;
    const start = readableTime(from);
    const frame = frames.get(start) ?? { start, end: readableTime(to), metrics: {} };
    frames.set(start, frame);
    for (const { metric_name: name, value } of metrics ?? []) {
      const metric = metricOf(name);
      if (metric) frame.metrics[metric] = (frame.metrics[metric] ?? 0) + value;
    }
  }
  return [...frames.values()].sort((left, right) => (left.start < right.start ? -1 : 1));
}

function metricOf(name: string): ConsumptionMetric | undefined {
  // as: the keys of the table above
  return (Object.keys(names) as ConsumptionMetric[]).find((metric) => names[metric] === name);
}

function explain(error: unknown): unknown {
  if (isNeonStatus(error, 403))
    return new AppError("refused", "Neon does not tell this account what its projects use.", {
      hint: "Its history of consumption comes with the paid plans, and with keys that reach the organisation.",
    });
  if (isNeonStatus(error, 406))
    return new AppError("refused", "Neon does not look that far back in steps that small.", {
      hint: "It has hours of the last week, days of the last 60 days and months of the last year.",
    });
  return error;
}
