import { useMemo } from "react";
import type { RequestInput } from "../../../../shared/ipc/contracts.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { TimeChart } from "../../../ui/charts/time-chart.tsx";
import { formatMs, formatShortCount } from "../../../ui/display/format.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { PanelSection } from "../../../ui/frame/section.tsx";

/** How a statement went from snapshot to snapshot. */
export function QueryTrend({ one }: { readonly one: RequestInput<"queries.trend"> }) {
  const { data, error } = useRequest("queries.trend", one, { staleMs: 600_000 });
  const times = useMemo(() => (data ?? []).map(({ at }) => Date.parse(at)), [data]);
  const spanMs = Math.max(60_000, (times.at(-1) ?? 0) - (times[0] ?? 0));
  const lines = useMemo(() => {
    const mean = { label: "mean", token: "--info", values: (data ?? []).map(({ meanMs }) => meanMs) };
    const rate = {
      label: "calls per minute",
      token: "--compute-idle",
      values: (data ?? []).map(({ calls, seconds }) => (seconds ? (calls * 60) / seconds : null)),
    };
    return { mean: [mean], rate: [rate] };
  }, [data]);
  return (
    <PanelSection title="Trend over the snapshots" count={data ? data.length : undefined}>
      {error && <ErrorPanel error={error} isCompact />}
      {data && data.length < 2 && (
        <p className="queries-note">A trend needs three snapshots: each point is what happened between two of them.</p>
      )}
      {data && data.length >= 2 && (
        <>
          <TimeChart title="Time of a call" times={times} spanMs={spanMs} lines={lines.mean} format={formatMs} />
          <TimeChart title="Calls" times={times} spanMs={spanMs} lines={lines.rate} format={formatShortCount} />
        </>
      )}
    </PanelSection>
  );
}
