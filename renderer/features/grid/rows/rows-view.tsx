import { Download, RefreshCw, Table2, Upload } from "lucide-react";
import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import type { TableDetails } from "../../../../shared/catalog/model.ts";
import { listedCommand } from "../../../../shared/commands/command-list.ts";
import { type FilteredColumn, noConditions, type RowConditions } from "../../../../shared/grid/conditions.ts";
import { useCommands } from "../../../state/commands.ts";
import type { TableEditParts, TableEditsProps } from "../../../state/edits/table-edits.ts";
import { useLayout } from "../../../state/layout.ts";
import { useTransferRequests } from "../../../state/transfer-requests.ts";
import { type TableTab, useWorkspace } from "../../../state/workspace.ts";
import { Button, IconButton } from "../../../ui/controls/button.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { useIsVisible } from "../../../ui/frame/slots.tsx";
import { Toolbar, ToolbarRule, ToolbarSpace } from "../../../ui/frame/toolbar.tsx";
import { RowsGrid } from "../../../ui/grid/rows-grid.tsx";
import { useSnapshot } from "../../../ui/grid/use-source.ts";
import { PageStatus, RowCount } from "../counting/row-count.tsx";
import { RowDetails } from "../details/row-details.tsx";
import { FilterBar } from "../filtering/filter-bar.tsx";
import { conditionsOfTab } from "../filtering/filters.ts";
import { ColumnPicker } from "./column-picker.tsx";
import { tabOfLink } from "./follow.ts";
import { GoTo } from "./go-to.tsx";
import { usePagedSource } from "./use-paged-source.ts";
import { useLoadCell, useRowActions } from "./use-row-actions.ts";
import { useTableColumns } from "./use-table-columns.ts";

interface RowsViewProps {
  readonly tab: TableTab;
  /** Null while the catalog is being read; rows do not wait for it. */
  readonly details: TableDetails | null;
  /** Called when the first rows are on the screen. */
  readonly onRows: () => void;
  readonly switcher: ReactNode;
  readonly isShown: boolean;
  /** Makes the rows editable; another feature does it. */
  readonly Edits: ComponentType<TableEditsProps> | undefined;
}

/** The rows of a table, sorted and filtered, with the details of the chosen one. */
export function RowsView({ tab, details, onRows, switcher, isShown, Edits }: RowsViewProps) {
  const rows = useRows(tab, details);
  const { source, model, sort, known, conditions, setConditions } = rows;
  const isFiltered = conditions.filters.length > 0 || conditions.where !== null;
  const [askedFilter, setAskedFilter] = useState<string | null>(null);
  const [isGoing, setIsGoing] = useState(false);
  const hasRows = source.lastPage !== null;
  useEffect(() => {
    if (hasRows) onRows();
  }, [hasRows, onRows]);
  const [activeRow, setActiveRow] = useState<number | null>(null);
  const isActive = useIsVisible() && isShown;
  const refresh = () => source.refresh();
  const importRows = () => {
    const { ref, schema, name } = tab;
    useTransferRequests.getState().openImport({ ref, schema, name });
  };
  const exportRows = () => {
    const { ref, schema, name } = tab;
    const { filters, where } = conditions;
    const columns = [...model.shown];
    const shown = {
      ...(columns.length > 0 ? { columns } : {}),
      sort: [...sort],
      filters: [...filters],
      ...(where === null ? {} : { where }),
    };
    const asked = { kind: "table", schema, name, ...shown } as const;
    useTransferRequests.getState().openExport({ ref, title: name, source: asked });
  };
  useCommands(
    [
      { ...listedCommand("rows.refresh"), run: refresh },
      { ...listedCommand("rows.goTo"), run: () => setIsGoing(true) },
      {
        ...listedCommand("rows.filter"),
        run: () => setAskedFilter(known[0] ?? ""),
      },
      { ...listedCommand("rows.import"), run: () => importRows() },
      { ...listedCommand("rows.export"), run: () => exportRows() },
    ],
    isActive,
  );
  const actions = useRowActions({ tab, details, source, conditions, setConditions });
  const { openTab, updateTab } = useWorkspace.getState();
  const loadCell = useLoadCell(tab, source);
  const draw = ({ editing, tools, bar }: TableEditParts) => (
    <>
      <RowsToolbar switcher={switcher} onRefresh={refresh} onExport={exportRows} onImport={importRows}>
        {tools}
        <ColumnPicker all={known} model={model} />
        <ToolbarSpace />
        <RowCount
          tab={tab}
          source={source}
          conditions={conditions}
          estimate={details?.relation.estimatedRows ?? null}
        />
        <GoTo
          tab={tab}
          source={source}
          sort={sort}
          isFiltered={isFiltered}
          isOpen={isGoing}
          onOpenChange={setIsGoing}
        />
      </RowsToolbar>
      <FilterBar
        columns={rows.filtered}
        conditions={conditions}
        onChange={setConditions}
        asked={askedFilter}
        onAsked={setAskedFilter}
      />
      <RowsGrid
        label={`Rows of ${visibleName(tab.name)}`}
        source={source}
        columns={model}
        canSort
        editing={editing}
        onActiveRow={setActiveRow}
        onDetails={() => useLayout.getState().toggleInspector()}
        onOpenCell={() => {
          updateTab(tab.id, { isPreview: false });
          useLayout.getState().setInspectorOpen(true);
        }}
        onFollow={actions.follow}
        menuItems={actions.menuItems}
        headItems={(column) => [
          {
            id: "filter",
            label: "Filter by this column",
            command: "rows.filter",
            onAction: () => setAskedFilter(column),
          },
        ]}
        loadCell={loadCell}
        insertTarget={tab}
        onRetry={() => source.retry()}
        empty={<NoRows isFiltered={isFiltered} onClear={() => setConditions(noConditions)} />}
      />
      {bar}
    </>
  );
  return (
    <>
      {Edits ? (
        <Edits
          tab={tab}
          details={details}
          columns={source.lastPage?.columns ?? []}
          order={source.lastPage?.order ?? null}
          reload={() => source.reload(activeRow)}
        >
          {draw}
        </Edits>
      ) : (
        draw({ editing: undefined })
      )}
      {isShown && <PageStatus source={source} />}
      {isShown && activeRow !== null && (
        <RowDetails
          key={tab.id}
          tab={tab}
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

/** Which rows, and which of their columns. */
function useRows(tab: TableTab, details: TableDetails | null) {
  const [start] = useState(() => conditionsOfTab(tab.filters));
  const conditions = tab.conditions ?? start;
  const setConditions = (next: RowConditions) => useWorkspace.getState().updateTab(tab.id, { conditions: next });
  const names = useColumnNames(details);
  const { model, sort, read, known, see } = useTableColumns(tab, names, conditions);
  const source = usePagedSource(tab, sort, conditions, read);
  useSnapshot(source);
  const { columns } = source;
  const isCatalogKnown = names !== null;
  useEffect(() => {
    if (!isCatalogKnown) see(columns);
  });
  const filtered = known.map((name): FilteredColumn => columns.find((column) => column.name === name) ?? { name });
  return { source, model, sort, known, filtered, conditions, setConditions };
}

/** The columns that the role may read; null as long as the catalog has not said. */
function useColumnNames(details: TableDetails | null): readonly string[] | null {
  const [last, setLast] = useState<readonly string[] | null>(null);
  const columns = details?.columns;
  const next =
    columns?.state === "readable" ? columns.value.filter(({ isReadable }) => isReadable).map(({ name }) => name) : null;
  const isSame =
    next === null ? last === null : last?.length === next.length && next.every((name, i) => name === last[i]);
  if (!isSame) setLast(next);
  return isSame ? last : next;
}

interface RowsToolbarProps {
  readonly switcher: ReactNode;
  readonly onRefresh: () => void;
  readonly onExport: () => void;
  readonly onImport: () => void;
  readonly children: ReactNode;
}

function RowsToolbar({ switcher, onRefresh, onExport, onImport, children }: RowsToolbarProps) {
  return (
    <Toolbar label="Rows">
      {switcher}
      <ToolbarRule />
      {children}
      <IconButton label="Import rows from a file" icon={Upload} onPress={onImport} />
      <IconButton label="Export these rows" icon={Download} onPress={onExport} />
      <IconButton label="Read the rows again" icon={RefreshCw} command="rows.refresh" onPress={onRefresh} />
    </Toolbar>
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
