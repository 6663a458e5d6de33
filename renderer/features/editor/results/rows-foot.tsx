import { Download, Pin } from "lucide-react";
import { useMemo } from "react";
import { findParameters } from "../../../../shared/sql/parameters/find-parameters.ts";
import type { ResultEditParts } from "../../../state/edits/table-edits.ts";
import { useTransferRequests } from "../../../state/transfer-requests.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { Button, IconButton } from "../../../ui/controls/button.tsx";
import { formatCount, formatMs, formatShortCount } from "../../../ui/display/format.ts";
import { mostPinned, type QueryRun, type RunPart, useQueryRuns } from "../running/query-runs.ts";
import { useElapsed } from "../running/use-elapsed.ts";
import type { QueryRunner } from "../running/use-query-runner.ts";
import { usePartRows } from "./use-part-rows.ts";

interface RowsFootProps {
  readonly tabId: string;
  readonly run: QueryRun;
  readonly part: RunPart;
  readonly runner: QueryRunner;
  readonly note: ResultEditParts["note"];
}

/** How many rows a statement gave in what time, and what can be done with all of them. */
export function RowsFoot({ tabId, run, part, runner, note }: RowsFootProps) {
  const rows = usePartRows(part);
  const isOwn = part.part >= run.firstPart;
  const isPinned = run.pinned.includes(part.part);
  const hasParameters = useMemo(() => findParameters(part.sql).length > 0, [part.sql]);
  const isRunning = run.state === "running" && part.end === null && part.error === null;
  const elapsedMs = useElapsed(isRunning ? (run.sent?.atMs ?? null) : null);
  if (!part.source) return null;
  const perSecond = (ms: number) => (ms > 50 ? ` · ${formatShortCount((rows / ms) * 1000)} rows/s` : "");
  return (
    <footer className="rows-foot" role="status">
      <span>
        {formatCount(rows)} {rows === 1 ? "row" : "rows"}
        {isRunning && ` so far${perSecond(elapsedMs)}`}
        {part.end && ` in ${formatMs(part.end.durationMs)}${perSecond(part.end.durationMs)}`}
      </span>
      {part.error && (
        <span className="rows-foot-failed">
          {part.error.code === "cancelled" ? "Cancelled: these rows came before" : part.error.message}
        </span>
      )}
      {part.end?.isTruncated && (
        <span className="rows-foot-cut">The server had more: reading ended at {formatCount(rows)} rows.</span>
      )}
      {part.end?.isTruncated && isOwn && (
        <Button
          isSmall
          isDisabled={run.state !== "idle"}
          onPress={() => void runner.run(part.sql, (run.sent?.offset ?? 0) + (part.start ?? 0), { maxRows: 0 })}
        >
          Run again and read on to the end
        </Button>
      )}
      <span className="grow" />
      {note && (
        <span className="muted" title={note.title}>
          {note.text}
        </span>
      )}
      <IconButton
        label={isPinned ? "Unpin this result" : "Keep this result when something else runs"}
        icon={Pin}
        isSmall
        isPressed={isPinned}
        isDisabled={!isPinned && run.pinned.length >= mostPinned}
        onPress={() => useQueryRuns.getState().pin(tabId, part.part, !isPinned)}
      />
      <Button
        variant="quiet"
        icon={Download}
        isSmall
        isDisabled={hasParameters}
        disabledReason="COPY takes no parameters: write the values into the statement to export its rows."
        onPress={() => exportPart(tabId, part.sql)}
      >
        Export
      </Button>
    </footer>
  );
}

/** The statement runs again for the file: what is on the screen may be the first rows only. */
function exportPart(tabId: string, sql: string): void {
  const tab = useWorkspace.getState().tabs.find(({ id }) => id === tabId);
  if (tab?.kind !== "query") return;
  useTransferRequests.getState().openExport({ ref: tab.ref, title: tab.title, source: { kind: "query", sql } });
}
