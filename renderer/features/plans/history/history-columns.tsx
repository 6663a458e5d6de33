import { ArrowLeftRight, FolderOpen, Trash2 } from "lucide-react";
import { useState } from "react";
import { visibleText } from "../../../../shared/findings/visible-text.ts";
import type { PlanSummary } from "../../../../shared/plans/contract.ts";
import { Button, IconButton } from "../../../ui/controls/button.tsx";
import { dayAndTime } from "../../../ui/display/day-and-time.ts";
import { formatCount, formatMs } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import type { DataColumn } from "../../../ui/tables/data-table.tsx";
import { toneOf } from "../compare/compared-figures.tsx";
import { signed } from "../rules/signed.ts";

interface HistoryActions {
  /** Whether plans of other statements are listed too: then each says its statement. */
  readonly isAll: boolean;
  /** The plan that is shown; others are measured against it. */
  readonly current: PlanSummary | null;
  readonly placeOf: (summary: PlanSummary) => string;
  readonly onOpen: (id: string) => void;
  readonly onCompare: (id: string) => void;
  readonly onDelete: (summary: PlanSummary) => void;
}

/** The columns of the history: when and where, how it was explained, its figures, and what can be done with it. */
export function historyColumns(actions: HistoryActions): readonly DataColumn<PlanSummary>[] {
  const { current, placeOf, isAll } = actions;
  const statement: DataColumn<PlanSummary> = {
    id: "statement",
    header: "Statement",
    cell: ({ sql }) => <code title={visibleText(sql)}>{visibleName(sql.replace(/\s+/g, " "))}</code>,
    sortBy: ({ sql }) => sql,
  };
  return [
    {
      id: "at",
      header: "When",
      cell: (summary) => (
        <span title={summary.at}>
          {dayAndTime(summary.at)}
          {summary.id === current?.id && <span className="visually-hidden">, shown</span>}
        </span>
      ),
      width: 112,
      sortBy: ({ at }) => at,
    },
    ...(isAll ? [statement] : []),
    { id: "place", header: "Where", cell: placeOf, sortBy: placeOf, ...(isAll ? { width: 90 } : {}) },
    ...(isAll ? [] : howColumns),
    {
      id: "execution",
      header: "Execution",
      cell: ({ executionMs }) => (executionMs === null ? "–" : formatMs(executionMs)),
      isNumeric: true,
      width: 84,
      sortBy: ({ executionMs }) => executionMs,
    },
    {
      id: "change",
      header: "Against shown",
      cell: (summary) => <Against summary={summary} current={current} />,
      isNumeric: true,
      width: 104,
      sortBy: ({ executionMs }) => executionMs,
    },
    {
      id: "blocks",
      header: "Buffers",
      cell: ({ blocks }) => (blocks === null ? "–" : formatCount(blocks)),
      isNumeric: true,
      width: 76,
      sortBy: ({ blocks }) => blocks,
    },
    {
      id: "actions",
      header: <span className="visually-hidden">Actions</span>,
      cell: (summary) => <RowActions summary={summary} {...actions} />,
      width: 96,
    },
  ];
}

const howColumns: readonly DataColumn<PlanSummary>[] = [
  {
    id: "mode",
    header: "Mode",
    cell: ({ mode }) => mode,
    width: 72,
    sortBy: ({ mode }) => mode,
  },
  {
    id: "version",
    header: "Postgres",
    cell: ({ serverVersion }) => (serverVersion === "" ? "" : (serverVersion.split(" ")[0] ?? "")),
    width: 70,
    sortBy: ({ serverVersion }) => serverVersion,
  },
];

function Against({ summary, current }: { readonly summary: PlanSummary; readonly current: PlanSummary | null }) {
  const { executionMs } = summary;
  const shownMs = current?.executionMs ?? null;
  if (executionMs === null || shownMs === null || summary.id === current?.id) return null;
  const by = executionMs - shownMs;
  return <span className={toneOf(by, Math.max(executionMs, shownMs))}>{signed(by, formatMs)}</span>;
}

function RowActions(props: HistoryActions & { readonly summary: PlanSummary }) {
  const { summary, current } = props;
  const [isAsking, setAsking] = useState(false);
  const when = dayAndTime(summary.at);
  if (isAsking)
    return (
      <span className="plan-history-actions">
        <Button variant="danger" isSmall label={`Delete plan of ${when} now`} onPress={() => props.onDelete(summary)}>
          Delete
        </Button>
        <Button variant="quiet" isSmall autoFocus onPress={() => setAsking(false)}>
          Keep
        </Button>
      </span>
    );
  const isShown = summary.id === current?.id;
  return (
    <span className="plan-history-actions">
      <IconButton
        label={`Open plan of ${when}`}
        icon={FolderOpen}
        isSmall
        isDisabled={isShown}
        onPress={() => props.onOpen(summary.id)}
      />
      <IconButton
        label={`Compare with plan of ${when}`}
        icon={ArrowLeftRight}
        isSmall
        isDisabled={isShown}
        onPress={() => props.onCompare(summary.id)}
      />
      <IconButton label={`Delete plan of ${when}`} icon={Trash2} isSmall onPress={() => setAsking(true)} />
    </span>
  );
}
