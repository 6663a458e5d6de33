import { Timer, TriangleAlert } from "lucide-react";
import { visibleText } from "../../../../shared/findings/visible-text.ts";
import type { ListedQuery } from "../../../../shared/queries/contract.ts";
import { type QueryOrderId, queryOrders } from "../../../../shared/queries/orders.ts";
import { formatBytes, formatMs, formatPercent, formatShortCount } from "../../../ui/display/format.ts";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { type VirtualColumn, VirtualTable } from "../../../ui/tables/virtual-table.tsx";
import type { ChosenQuery } from "../queries-view.ts";

interface QueryTableProps {
  readonly queries: readonly ListedQuery[];
  readonly chosen: ChosenQuery | null;
  readonly order: QueryOrderId;
  readonly onOrder: (order: QueryOrderId) => void;
  readonly onChoose: (query: ListedQuery) => void;
}

const blockBytes = 8192;
const count = (value: number | null) => (value === null ? "–" : formatShortCount(value));

const numeric = (
  id: QueryOrderId,
  header: string,
  width: number,
  cell: (query: ListedQuery) => string,
): VirtualColumn<ListedQuery> => ({ id, header, width, isNumeric: true, isOrder: true, cell });

const columns: readonly VirtualColumn<ListedQuery>[] = [
  {
    id: "total",
    header: "Share of time",
    width: 116,
    isOrder: true,
    cell: ({ figures }) => (
      <span className="query-share">
        <span className="query-share-bar" aria-hidden="true">
          <span className="query-share-fill" style={{ width: `${figures.share * 100}%` }} />
        </span>
        <span className="query-share-text">{formatPercent(figures.share)}</span>
      </span>
    ),
  },
  { id: "statement", header: "Statement", cell: (query) => <Statement query={query} /> },
  numeric("calls", "Calls", 72, ({ figures }) => count(figures.counters.calls)),
  {
    ...numeric("mean", "Mean", 100, () => ""),
    cell: ({ figures, isOverBudget }) => (
      <span className={isOverBudget ? "query-over" : undefined}>
        {isOverBudget && <Timer aria-label="over budget" className="query-icon" />} {formatMs(figures.meanMs)}
      </span>
    ),
  },
  numeric("spread", "Spread", 64, ({ figures }) =>
    figures.meanMs === 0 ? "–" : `${(figures.stddevMs / figures.meanMs).toFixed(1)} ×`,
  ),
  numeric("rows-per-call", "Rows / call", 84, ({ figures }) => formatRows(figures.rowsPerCall)),
  numeric("read", "Read", 76, ({ figures }) => bytes(figures.counters.sharedRead)),
  numeric("temp", "Temporary", 80, ({ figures }) => bytes(figures.counters.tempWritten)),
  numeric("wal", "Log", 76, ({ figures }) =>
    figures.counters.walBytes === null
      ? "–"
      : figures.counters.walBytes === 0
        ? ""
        : formatBytes(figures.counters.walBytes),
  ),
];

/** The statements of an interval. */
export function QueryTable({ queries, chosen, order, onOrder, onChoose }: QueryTableProps) {
  return (
    <VirtualTable
      label="Statements"
      rows={queries}
      rowKey={keyOf}
      columns={columns}
      selectedKey={chosen ? `${chosen.queryId} ${chosen.database}` : null}
      onSelect={onChoose}
      order={order}
      minWidth={940}
      onOrder={(id) => {
        const known = queryOrders.find((one) => one.id === id);
        if (known) onOrder(known.id);
      }}
    />
  );
}

function keyOf({ queryId, database }: ListedQuery): string {
  return `${queryId} ${database}`;
}

function Statement({ query }: { readonly query: ListedQuery }) {
  const { sql, findings, queryId } = query;
  const worst = findings.find(({ code }) => code !== "over-budget");
  return (
    <span className="query-statement">
      {worst && (
        <TriangleAlert
          aria-label={`found: ${findings.map(({ code }) => code).join(", ")}`}
          className={`query-icon query-found-${worst.severity}`}
        />
      )}
      {sql === null ? (
        <span className="muted">text of {queryId} was not kept</span>
      ) : (
        <SqlText isInline sql={visibleText(sql.replace(/\s+/g, " ").slice(0, 240))} />
      )}
    </span>
  );
}

function formatRows(rows: number): string {
  return rows < 10 && !Number.isInteger(rows) ? rows.toFixed(1) : formatShortCount(rows);
}

/** Blocks as bytes; nothing where there were none, which is most of a long list. */
function bytes(blocks: number | null): string {
  if (blocks === null) return "–";
  return blocks === 0 ? "" : formatBytes(blocks * blockBytes);
}
