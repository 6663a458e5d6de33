import { Download } from "lucide-react";
import type { ComponentType } from "react";
import type { ResultEditParts, ResultEditsProps } from "../../../state/edits/table-edits.ts";
import { showToast } from "../../../state/toasts.ts";
import { useTransferRequests } from "../../../state/transfer-requests.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { formatCount, formatMs, formatShortCount } from "../../../ui/display/format.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { RowsGrid } from "../../../ui/grid/rows-grid.tsx";
import { type QueryRun, type RunPart, useQueryRuns } from "../running/query-runs.ts";
import { useElapsed } from "../running/use-elapsed.ts";
import type { QueryRunner } from "../running/use-query-runner.ts";
import { usePartRows } from "./use-part-rows.ts";

interface RowsViewProps {
  readonly tabId: string;
  readonly run: QueryRun;
  readonly runner: QueryRunner;
  readonly Edits: ComponentType<ResultEditsProps> | undefined;
}

/** The rows of one statement; with several statements, a strip to choose between them. */
export function RowsView(props: RowsViewProps) {
  const { tabId, run } = props;
  const active = run.parts.find((part) => part.part === run.activePart) ?? run.parts[0];
  if (!active) return null;
  return (
    <div className="rows-view">
      {run.parts.length > 1 && <PartStrip tabId={tabId} parts={run.parts} activePart={active.part} />}
      <PartRows key={active.part} {...props} part={active} />
    </div>
  );
}

function PartRows(props: RowsViewProps & { readonly part: RunPart }) {
  const { tabId, run, runner, part, Edits } = props;
  const draw = ({ source, editing, note, refusal, bar }: ResultEditParts) => (
    <>
      <div className="rows-view-grid">
        <RowsGrid
          label="Rows of the statement"
          source={source}
          editing={editing}
          onOpenCell={refusal === null ? undefined : () => showToast({ tone: "info", text: refusal })}
          empty={<EmptyState title="No rows" text="The statement gave columns and no rows." />}
        />
      </div>
      {bar}
      <RowsFoot tabId={tabId} run={run} part={part} runner={runner} note={note} />
    </>
  );
  const { source } = part;
  const tab = useWorkspace(({ tabs }) => tabs.find(({ id }) => id === tabId));
  if (!source)
    return (
      <div className="rows-view-grid">
        <NoRows part={part} />
      </div>
    );
  const isReading = part.end !== null && /^SELECT/.test(part.end.command);
  // After a commit the statement runs again, alone: of several it would take the others' rows away.
  if (!Edits || !tab || !isReading || run.parts.length > 1)
    return draw({ source, editing: undefined, note: null, refusal: null, bar: null });
  return (
    <Edits ref={tab.ref} sql={part.sql} source={source} reload={() => void runner.run(part.sql, run.sent?.offset ?? 0)}>
      {draw}
    </Edits>
  );
}

function NoRows({ part }: { readonly part: RunPart }) {
  if (part.error) return <ErrorPanel error={part.error} />;
  if (part.end)
    return (
      <EmptyState
        title={part.end.command}
        text={`Done in ${formatMs(part.end.durationMs)}. This statement gives no rows.`}
      />
    );
  return null;
}

function PartStrip({
  tabId,
  parts,
  activePart,
}: {
  readonly tabId: string;
  readonly parts: readonly RunPart[];
  readonly activePart: number;
}) {
  return (
    <div className="part-strip" role="tablist" aria-label="Statements">
      {parts.map(({ part, sql, end, error }) => (
        <button
          key={part}
          type="button"
          role="tab"
          className={`part-strip-item${error ? " part-strip-failed" : ""}`}
          aria-selected={part === activePart}
          title={sql}
          onClick={() => useQueryRuns.getState().update(tabId, { activePart: part })}
        >
          <span className="part-strip-number">{part + 1}</span>
          <span className="cut">{firstWords(sql)}</span>
          <span className="muted">{error ? "failed" : end ? formatShortCount(end.rows) : "…"}</span>
        </button>
      ))}
    </div>
  );
}

function firstWords(sql: string): string {
  return sql
    .replace(/--[^\n]*/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 40);
}

function RowsFoot({
  tabId,
  run,
  part,
  runner,
  note,
}: {
  readonly tabId: string;
  readonly run: QueryRun;
  readonly part: RunPart;
  readonly runner: QueryRunner;
  readonly note: ResultEditParts["note"];
}) {
  const rows = usePartRows(part);
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
        <>
          <span className="rows-foot-cut">The server had more: reading ended at {formatCount(rows)} rows.</span>
          <Button
            isSmall
            isDisabled={run.state !== "idle"}
            onPress={() => void runner.run(part.sql, run.sent?.offset ?? 0, 0)}
          >
            Run again and read on to the end
          </Button>
        </>
      )}
      <span className="grow" />
      {note && (
        <span className="muted" title={note.title}>
          {note.text}
        </span>
      )}
      <Button variant="quiet" icon={Download} isSmall onPress={() => exportPart(tabId, part.sql)}>
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
