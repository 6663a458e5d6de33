import type { ComponentType } from "react";
import { findParameters } from "../../../../shared/sql/parameters/find-parameters.ts";
import type { ResultEditParts, ResultEditsProps } from "../../../state/edits/table-edits.ts";
import { showToast } from "../../../state/toasts.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { formatMs } from "../../../ui/display/format.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { RowsGrid } from "../../../ui/grid/rows-grid.tsx";
import { ownParts, type QueryRun, type RunPart } from "../running/query-runs.ts";
import type { QueryRunner } from "../running/use-query-runner.ts";
import { PartFailure } from "./part-failure.tsx";
import { PartStrip } from "./part-strip.tsx";
import { RowsFoot } from "./rows-foot.tsx";

interface RowsViewProps {
  readonly tabId: string;
  readonly run: QueryRun;
  readonly runner: QueryRunner;
  readonly Edits?: ComponentType<ResultEditsProps> | undefined;
  readonly onReveal: (offset: number) => void;
}

/** The rows of one statement; with several results, a strip to choose between them. */
export function RowsView(props: RowsViewProps) {
  const { tabId, run } = props;
  const active = run.parts.find((part) => part.part === run.activePart);
  return (
    <div className="rows-view">
      {(run.parts.length > 1 || run.pinned.length > 0) && <PartStrip tabId={tabId} run={run} />}
      {active && <PartRows key={active.part} {...props} part={active} />}
      {!active && run.state === "running" && <Skeleton />}
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
        <NoRows {...props} />
      </div>
    );
  const isReading = part.end !== null && /^SELECT/.test(part.end.command);
  // After a commit the statement runs again, alone: of several it would take the others' rows away.
  const isAlone = part.part >= run.firstPart && ownParts(run).length === 1;
  if (!Edits || !tab || !isReading || !isAlone || findParameters(part.sql).length > 0)
    return draw({ source, editing: undefined, note: null, refusal: null, bar: null });
  return (
    <Edits ref={tab.ref} sql={part.sql} source={source} reload={() => void runner.run(part.sql, run.sent?.offset ?? 0)}>
      {draw}
    </Edits>
  );
}

function NoRows({ part, run, onReveal }: RowsViewProps & { readonly part: RunPart }) {
  if (part.error) {
    // The text of an earlier run may be another one by now.
    const isOwn = part.part >= run.firstPart;
    return <PartFailure part={part} sent={isOwn ? run.sent : null} onReveal={isOwn ? onReveal : undefined} />;
  }
  if (part.end)
    return (
      <EmptyState
        title={part.end.command}
        text={`Done in ${formatMs(part.end.durationMs)}. This statement gives no rows.`}
      />
    );
  return null;
}
