import { quoteName } from "../../../../shared/sql/quote.ts";
import { useIntents } from "../../../state/intents.ts";
import type { TableTab } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { formatAmount, formatCount, formatMs } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { StatusItem } from "../../../ui/frame/status-item.tsx";
import { useSnapshot } from "../../../ui/grid/use-source.ts";
import type { PagedSource } from "../paging/paged-source.ts";

interface RowCountProps {
  readonly tab: TableTab;
  readonly source: PagedSource;
  readonly isFiltered: boolean;
  readonly estimate: number | null;
}

/** How many rows there are, as far as that is known without counting. */
export function RowCount({ tab, source, isFiltered, estimate }: RowCountProps) {
  const { rowCount, isEndKnown } = useSnapshot(source);
  const known = source.lastPage?.estimatedRows ?? estimate;
  const whole = known === null ? null : `≈ ${formatAmount(Math.round(known), "row")}`;
  if (source.isCut) return <CutRows tab={tab} rowCount={rowCount} />;
  if (isEndKnown) return <span className="muted table-count">{formatAmount(rowCount, "row")}</span>;
  if (isFiltered)
    return (
      <span className="muted table-count">
        {formatCount(rowCount)} matching so far{whole && `, of ${whole}`}
      </span>
    );
  return <span className="muted table-count">{whole ?? `${formatAmount(rowCount, "row")} so far`}</span>;
}

/** Rows without a unique order have no next page: says so, and offers the way that reads them all. */
function CutRows({ tab, rowCount }: { readonly tab: TableTab; readonly rowCount: number }) {
  const { openQuery } = useIntents.getState();
  const sql = `select * from ${quoteName(tab)}`;
  return (
    <>
      <span className="muted table-count">First {formatAmount(rowCount, "row")}: nothing orders the rest uniquely</span>
      <Button variant="quiet" onPress={() => openQuery(tab.ref, visibleName(tab.name), sql)}>
        Open as a query
      </Button>
    </>
  );
}

/** How long the last page took, and by which order it was found. */
export function PageStatus({ source }: { readonly source: PagedSource }) {
  useSnapshot(source);
  const page = source.lastPage;
  if (!page) return null;
  const order = page.order.columns.map(({ column }) => visibleName(column)).join(", ");
  const by =
    page.order.kind === "none" ? "without an order" : page.order.kind === "rowPlace" ? "by row place" : `by (${order})`;
  return (
    <StatusItem side="right" label={page.order.indexName ? `Index ${visibleName(page.order.indexName)}` : undefined}>
      Page in {formatMs(page.durationMs)} {by}
    </StatusItem>
  );
}
