import { useQueryClient } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useMemo } from "react";
import type { PlanRun, PlanSummary } from "../../../../shared/plans/contract.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { asAppError, useRequest } from "../../../bridge/use-request.ts";
import { showToast } from "../../../state/toasts.ts";
import { TimeChart } from "../../../ui/charts/time-chart.tsx";
import { formatAmount, formatMs } from "../../../ui/display/format.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { DataTable } from "../../../ui/tables/data-table.tsx";
import { historyColumns } from "./history-columns.tsx";
import { historyLines } from "./history-lines.ts";
import "./plan-history.css";
import { usePlaceNames } from "./use-place-names.ts";

interface PlanHistoryProps {
  readonly run: PlanRun;
  readonly onOpen: (id: string) => void;
  readonly onCompare: (id: string) => void;
}

const maxListed = 300;
const lineTokens = ["--info", "--hue-violet", "--hue-orange", "--hue-cyan"];
const shortestSpanMs = 60_000;

/** All kept plans of this statement, whatever its constants were: over time, and on every branch and connection. */
export function PlanHistory({ run, onOpen, onCompare }: PlanHistoryProps) {
  const input = { connectionId: null, sql: null, fingerprint: run.fingerprint, limit: maxListed };
  const { data, error, refetch } = useRequest("plans.history", input);
  const placeOf = usePlaceNames(run);
  const remove = useDelete();
  const current = data?.find(({ id }) => id === run.id);
  const columns = useMemo(
    () => historyColumns({ current: current ?? null, placeOf, onOpen, onCompare, onDelete: remove }),
    [current, placeOf, onOpen, onCompare, remove],
  );
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={6} />;
  if (data.length === 0)
    return (
      <EmptyState icon={History} title="No plan of this statement is kept" text="Explain it, and its plan is kept." />
    );
  return (
    <section className="plan-history" aria-label="History of this statement">
      <HistoryChart summaries={data} placeOf={placeOf} />
      <DataTable
        label="Kept plans of this statement"
        rows={data}
        rowKey={({ id }) => id}
        columns={columns}
        selectedKey={run.id}
        onOpen={({ id }) => onOpen(id)}
        initialSort={{ column: "at", isDescending: true }}
      />
      <p className="plan-history-foot">
        {formatAmount(data.length, "plan")} of this statement, whatever its constants. The newest 300 plans of all
        statements are kept on this computer, up to 200 MB.
      </p>
    </section>
  );
}

interface HistoryChartProps {
  readonly summaries: readonly PlanSummary[];
  readonly placeOf: (summary: PlanSummary) => string;
}

function HistoryChart({ summaries, placeOf }: HistoryChartProps) {
  const { times, places } = historyLines(summaries, placeOf);
  // One point is no course.
  if (times.length < 2) return null;
  const spanMs = Math.max(shortestSpanMs, ((times.at(-1) ?? 0) - (times[0] ?? 0)) * 1.05);
  return (
    <TimeChart
      title="Execution time"
      times={times}
      spanMs={spanMs}
      lines={places.map(({ place, values }, index) => ({ label: place, token: lineTokens[index] ?? "--info", values }))}
      format={formatMs}
      isSparse
    />
  );
}

function useDelete(): (summary: PlanSummary) => void {
  const bridge = useBridge();
  const client = useQueryClient();
  return useMemo(
    () =>
      ({ id }) => {
        bridge
          .request("plans.delete", { id })
          .then(() => client.invalidateQueries({ queryKey: ["plans.history"] }))
          .catch((error: unknown) => showToast({ tone: "error", text: asAppError(error).message }));
      },
    [bridge, client],
  );
}
