import { useQueryClient } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useMemo, useState } from "react";
import type { PlanRun, PlanSummary } from "../../../../shared/plans/contract.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { asAppError, useRequest } from "../../../bridge/use-request.ts";
import { showToast } from "../../../state/toasts.ts";
import { TimeChart } from "../../../ui/charts/time-chart.tsx";
import { Segmented } from "../../../ui/controls/segmented.tsx";
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

/** This statement alone, on every branch and connection; or whatever is kept. */
type Scope = "statement" | "all";

const maxListed = 300;
const lineTokens = ["--info", "--hue-violet", "--hue-orange", "--hue-cyan"];
const shortestSpanMs = 60_000;

/** The kept plans of this statement, whatever its constants were, or of all: over time, on every branch and connection. */
export function PlanHistory(props: PlanHistoryProps) {
  const [scope, setScope] = useState<Scope>("statement");
  return (
    <section className="plan-history" aria-label="History of this statement">
      <div className="plan-history-tools">
        <Segmented<Scope>
          label="Which kept plans are listed"
          value={scope}
          options={[
            { value: "statement", label: "This statement" },
            { value: "all", label: "All statements" },
          ]}
          onChange={setScope}
        />
      </div>
      <KeptPlans {...props} isAll={scope === "all"} />
    </section>
  );
}

function KeptPlans({ run, onOpen, onCompare, isAll }: PlanHistoryProps & { readonly isAll: boolean }) {
  const input = { connectionId: null, sql: null, fingerprint: isAll ? null : run.fingerprint, limit: maxListed };
  const { data, error, refetch } = useRequest("plans.history", input);
  const placeOf = usePlaceNames(run);
  const remove = useDelete();
  const current = data?.find(({ id }) => id === run.id) ?? null;
  const columns = useMemo(
    () => historyColumns({ isAll, current, placeOf, onOpen, onCompare, onDelete: remove }),
    [isAll, current, placeOf, onOpen, onCompare, remove],
  );
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={6} />;
  if (data.length === 0)
    return <EmptyState icon={History} title="No plan is kept" text="Explain the statement, and its plan is kept." />;
  return (
    <>
      {!isAll && <HistoryChart summaries={data} placeOf={placeOf} />}
      <DataTable
        key={String(isAll)}
        label={isAll ? "Kept plans of all statements" : "Kept plans of this statement"}
        rows={data}
        rowKey={({ id }) => id}
        columns={columns}
        selectedKey={run.id}
        onOpen={({ id }) => onOpen(id)}
        initialSort={{ column: "at", isDescending: true }}
      />
      <p className="plan-history-foot">
        {formatAmount(data.length, "plan")}{" "}
        {isAll ? "of all statements, branches and connections" : "of this statement"}
        {isAll ? "" : ", whatever its constants"}. The newest 300 are kept on this computer, up to 200 MB.
      </p>
    </>
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
