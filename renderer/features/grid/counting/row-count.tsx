import { useEffect } from "react";
import type { RowConditions } from "../../../../shared/grid/conditions.ts";
import { quoteName } from "../../../../shared/sql/quote.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { useIntents } from "../../../state/intents.ts";
import type { TableTab } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { formatAmount, formatCount, formatMs } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { StatusItem } from "../../../ui/frame/status-item.tsx";
import { useSnapshot } from "../../../ui/grid/use-source.ts";
import { conditionInput } from "../paging/page-reader.ts";
import type { PagedSource } from "../paging/paged-source.ts";

interface RowCountProps {
  readonly tab: TableTab;
  readonly source: PagedSource;
  readonly conditions: RowConditions;
  readonly estimate: number | null;
}

/** How many rows there are: known, or estimated until somebody asks for the count. */
export function RowCount({ tab, source, conditions, estimate }: RowCountProps) {
  const { rowCount, isEndKnown } = useSnapshot(source);
  const { ref, schema, name } = tab;
  const asked = { ref, schema, name, ...conditionInput(conditions) };
  const isFiltered = conditions.filters.length > 0 || conditions.where !== null;
  const isOpen = rowCount > 0 && !isEndKnown && !source.isCut;
  const matching = useRequest("grid.estimate", asked, { enabled: isFiltered && isOpen, staleMs: 60_000 });
  if (source.isCut) return <CutRows tab={tab} rowCount={rowCount} />;
  if (isEndKnown) return <span className="muted table-count">{formatAmount(rowCount, "row")}</span>;
  const known = source.lastPage?.estimatedRows ?? estimate;
  const whole = known === null ? null : `≈ ${formatAmount(Math.round(known), "row")}`;
  const part = matching.data === undefined ? null : `≈ ${formatCount(Math.max(rowCount, matching.data))}`;
  const words = isFiltered
    ? `${part ?? `${formatCount(rowCount)} so far`}${whole ? ` of ${whole}` : ""}`
    : (whole ?? `${formatAmount(rowCount, "row")} so far`);
  return (
    <>
      {source.lastPage?.order.kind === "rowPlace" && <NoKey />}
      <ExactCount asked={asked} source={source} words={words} isOffered={isOpen} />
    </>
  );
}

interface ExactCountProps {
  readonly asked: Parameters<ReturnType<typeof useOperation<"grid.count">>["start"]>[0];
  readonly source: PagedSource;
  readonly words: string;
  readonly isOffered: boolean;
}

/** The estimate, and the way to the exact count: it reads all rows, so it is asked for and can be stopped. */
function ExactCount({ asked, source, words, isOffered }: ExactCountProps) {
  const count = useOperation("grid.count");
  const { reset, cancel } = count;
  const { epoch } = useSnapshot(source);
  const key = JSON.stringify([asked, epoch]);
  useEffect(() => {
    if (key === "") return;
    cancel();
    reset();
  }, [key, cancel, reset]);
  if (count.state === "running")
    return (
      <span className="table-count" role="status">
        Counting …{" "}
        <Button isSmall onPress={cancel}>
          Cancel
        </Button>
      </span>
    );
  if (count.state === "done")
    return (
      <span className="table-count" role="status" title={`Counted in ${formatMs(count.output.durationMs)}`}>
        {formatAmount(Number(count.output.rows), "row")}, counted
      </span>
    );
  return (
    <>
      <span className="muted table-count">{words}</span>
      {count.error && (
        <span className="table-count table-count-failed cut" role="alert" title={count.error.message}>
          Not counted: {count.error.message}
        </span>
      )}
      {isOffered && (
        <Button variant="quiet" onPress={() => count.start(asked)}>
          Count
        </Button>
      )}
    </>
  );
}

/** Without a key rows are found by their place, which an update changes. */
function NoKey() {
  return (
    <span
      className="table-count table-count-note"
      title="Nothing names a row of this table but its physical place, and an update moves it. An edit is stored only where the row still is what was on screen."
    >
      No primary key: rows by place
    </span>
  );
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
