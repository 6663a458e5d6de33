import { RefreshCw, Table2 } from "lucide-react";
import { type ReactNode, useCallback, useState } from "react";
import type { TableDetails } from "../../../../shared/catalog/model.ts";
import type { RowFilter } from "../../../../shared/grid/model.ts";
import { quoteName } from "../../../../shared/sql/quote.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { useCommands } from "../../../state/commands.ts";
import { useIntents } from "../../../state/intents.ts";
import { useLayout } from "../../../state/layout.ts";
import { type TableTab, useWorkspace } from "../../../state/workspace.ts";
import { Button, IconButton } from "../../../ui/controls/button.tsx";
import type { MenuItem } from "../../../ui/controls/menu.tsx";
import { formatAmount, formatCount, formatMs } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { useIsVisible } from "../../../ui/frame/slots.tsx";
import { StatusItem } from "../../../ui/frame/status-item.tsx";
import { Toolbar, ToolbarRule, ToolbarSpace } from "../../../ui/frame/toolbar.tsx";
import { RowsGrid } from "../../../ui/grid/rows-grid.tsx";
import { useSnapshot } from "../../../ui/grid/use-source.ts";
import { RowDetails } from "../details/row-details.tsx";
import type { PagedSource } from "../paging/paged-source.ts";
import { ColumnPicker } from "./column-picker.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { filterByCell, filtersOfTab, sortAfterClick } from "./filters.ts";
import { linkByColumn, referencedRows, tabOfLink } from "./follow.ts";
import { type TableSort, usePagedSource } from "./use-paged-source.ts";

interface RowsViewProps {
  readonly tab: TableTab;
  /** Null while the catalog is being read; rows do not wait for it. */
  readonly details: TableDetails | null;
  readonly switcher: ReactNode;
  readonly isShown: boolean;
}

/** The rows of a table, sorted and filtered, with the details of the chosen one. */
export function RowsView({ tab, details, switcher, isShown }: RowsViewProps) {
  const [sort, setSort] = useState<TableSort>([]);
  const [filters, setFilters] = useState<readonly RowFilter[]>(() => filtersOfTab(tab.filters));
  const [activeRow, setActiveRow] = useState<number | null>(null);
  const [shown, setShown] = useState<readonly string[] | null>(null);
  const source = usePagedSource(tab, sort, filters, shown);
  const isActive = useIsVisible() && isShown;
  const refresh = () => source.refresh();
  useCommands(
    [{ id: "rows.refresh", title: "Read the rows again", keys: "F5 Mod+R", group: "Rows", run: refresh }],
    isActive,
  );
  const actions = useRowActions({ tab, details, source, filters, setFilters });
  const { openTab, updateTab } = useWorkspace.getState();
  const loadCell = useLoadCell(tab, source);
  const allColumns =
    details?.columns.state === "readable"
      ? details.columns.value.filter(({ isReadable }) => isReadable).map(({ name }) => name)
      : source.columns.map(({ name }) => name);
  return (
    <>
      <RowsToolbar switcher={switcher} onRefresh={refresh}>
        <ColumnPicker all={allColumns} shown={shown} onChange={setShown} />
        <ToolbarSpace />
        <RowCount
          tab={tab}
          source={source}
          isFiltered={filters.length > 0}
          estimate={details?.relation.estimatedRows ?? null}
        />
      </RowsToolbar>
      <FilterBar columns={allColumns} filters={filters} onChange={setFilters} />
      <RowsGrid
        label={`Rows of ${visibleName(tab.name)}`}
        source={source}
        sort={sort.map((entry) => ({ ...entry, isNullsFirst: entry.isDescending }))}
        onSort={(column, isAdding) => setSort(sortAfterClick(sort, column, isAdding))}
        onActiveRow={setActiveRow}
        onDetails={() => useLayout.getState().toggleInspector()}
        onOpenCell={() => {
          updateTab(tab.id, { isPreview: false });
          useLayout.getState().setInspectorOpen(true);
        }}
        onFollow={actions.follow}
        menuItems={actions.menuItems}
        loadCell={loadCell}
        insertTarget={tab}
        onRetry={() => source.retry()}
        empty={<NoRows isFiltered={filters.length > 0} onClear={() => setFilters([])} />}
      />
      {isShown && <PageStatus source={source} />}
      {isShown && activeRow !== null && (
        <RowDetails
          key={tab.id}
          source={source}
          row={activeRow}
          details={details}
          loadCell={loadCell}
          onFollow={(link) => openTab(tabOfLink(tab.ref, link))}
        />
      )}
    </>
  );
}

interface RowsToolbarProps {
  readonly switcher: ReactNode;
  readonly onRefresh: () => void;
  readonly children: ReactNode;
}

function RowsToolbar({ switcher, onRefresh, children }: RowsToolbarProps) {
  return (
    <Toolbar label="Rows">
      {switcher}
      <ToolbarRule />
      {children}
      <IconButton label="Read the rows again" icon={RefreshCw} keys="F5" onPress={onRefresh} />
    </Toolbar>
  );
}

function useLoadCell(tab: TableTab, source: PagedSource) {
  const bridge = useBridge();
  const { ref, schema, name } = tab;
  return useCallback(
    (row: number, column: number) => {
      const identity = source.identityOf(row);
      const about = source.columns[column];
      if (!identity || !about) return Promise.reject(new Error("This row has nothing that it could be found by."));
      return bridge.request("grid.cell", { ref, schema, name, column: about.name, identity: [...identity] });
    },
    [bridge, source, ref, schema, name],
  );
}

interface ActionParts {
  readonly tab: TableTab;
  readonly details: TableDetails | null;
  readonly source: PagedSource;
  readonly filters: readonly RowFilter[];
  readonly setFilters: (filters: readonly RowFilter[]) => void;
}

/** What can be done from a cell. */
function useRowActions({ tab, details, source, filters, setFilters }: ActionParts) {
  const { openTab } = useWorkspace.getState();
  const linkAt = (row: number, column: number) => {
    const name = source.columns[column]?.name;
    const textOf = (wanted: string) => {
      const index = source.columns.findIndex((candidate) => candidate.name === wanted);
      return index < 0 ? undefined : source.cell(row, index)?.text;
    };
    return name === undefined ? undefined : linkByColumn(referencedRows(details?.foreignKeys, textOf), name);
  };
  const follow = (row: number, column: number) => {
    const link = linkAt(row, column);
    if (link) openTab(tabOfLink(tab.ref, link));
  };
  const menuItems = (row: number, column: number): MenuItem[] => {
    const name = source.columns[column]?.name;
    const cell = source.cell(row, column);
    if (name === undefined || !cell) return [];
    const link = linkAt(row, column);
    const by = (isExcluding: boolean) => () => setFilters([...filters, filterByCell(name, cell.text, isExcluding)]);
    const isWhole = cell.trueBytes === undefined;
    return [
      { id: "filter", label: "Only rows with this value", isDisabled: !isWhole, onAction: by(false) },
      { id: "exclude", label: "Only rows without this value", isDisabled: !isWhole, onAction: by(true) },
      ...(link
        ? [
            {
              id: "follow",
              label: `Go to the row in ${visibleName(link.table)}`,
              keys: "Alt+Space",
              onAction: () => openTab(tabOfLink(tab.ref, link)),
            },
          ]
        : []),
    ];
  };
  return { follow, menuItems };
}

interface RowCountProps {
  readonly tab: TableTab;
  readonly source: PagedSource;
  readonly isFiltered: boolean;
  readonly estimate: number | null;
}

/** How many rows there are, as far as that is known without counting. */
function RowCount({ tab, source, isFiltered, estimate }: RowCountProps) {
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
function PageStatus({ source }: { readonly source: PagedSource }) {
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

function NoRows({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  if (!isFiltered)
    return (
      <EmptyState
        icon={Table2}
        title="No rows"
        text="This table is empty, or row security hides its rows from your role."
      />
    );
  return (
    <EmptyState
      icon={Table2}
      title="No row fits the filters"
      text="All conditions hold together."
      actions={<Button onPress={onClear}>Clear the filters</Button>}
    />
  );
}
