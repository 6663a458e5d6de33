// The columns of a grid as TanStack Table keeps them. Rows are not its business: they are a window over pages.
import {
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  type TableOptions,
  tableFeatures,
  type Updater,
  useTable,
} from "@tanstack/react-table";
import { useMemo } from "react";
import { type ColumnLayout, columnWidthLimits } from "../../../../shared/grid/column-layout.ts";
import type { SortColumn } from "../../../../shared/grid/model.ts";

const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
});

const noRows: readonly never[] = [];

/** Where a column is held while the others scroll. */
export type PinSide = "start" | "end";

/** The columns of one grid: what is shown in which order, and the ways to change it. Ids are those of `columnIds`. */
export interface ColumnModel {
  /** Ids of what is shown, pinned to the start first, pinned to the end last. */
  readonly shown: readonly string[];
  readonly startCount: number;
  readonly endCount: number;
  readonly sort: readonly SortColumn[];
  isShown(id: string): boolean;
  pinnedTo(id: string): PinSide | null;
  /** A width that was dragged, in pixels. */
  widthOf(id: string): number | undefined;
  show(id: string, isShown: boolean): void;
  showAll(): void;
  pin(id: string, side: PinSide | null): void;
  /** Puts a column before another, or after it; it takes over how that one is pinned. */
  move(id: string, target: string, side: "before" | "after"): void;
  resize(id: string, pixels: number): void;
  setSort(sort: readonly SortColumn[]): void;
}

/** Ids of columns: their names; a name that occurs again (in a result) gets its place, behind a character no name has. */
export function columnIds(columns: readonly { readonly name: string }[]): readonly string[] {
  const seen = new Set<string>();
  return columns.map(({ name }, index) => {
    const id = seen.has(name) ? `${name}\u0000${index}` : name;
    seen.add(name);
    return id;
  });
}

/** The model of the columns `ids`, kept in `layout`. */
export function useColumnModel(
  ids: readonly string[],
  layout: ColumnLayout,
  change: (next: (layout: ColumnLayout) => ColumnLayout) => void,
): ColumnModel {
  const columns = useMemo(() => ids.map((id) => ({ id })), [ids]);
  const state = useMemo(() => stateOf(layout), [layout]);
  const table = useTable<typeof features, never>({
    features,
    columns,
    data: noRows,
    state,
    manualSorting: true,
    ...changesOf(change),
  });
  return useMemo(() => {
    const shownIds = (side: PinSide | "center") =>
      (side === "start"
        ? table.getStartVisibleLeafColumns()
        : side === "end"
          ? table.getEndVisibleLeafColumns()
          : table.getCenterVisibleLeafColumns()
      ).map(({ id }) => id);
    const [start, center, end] = [shownIds("start"), shownIds("center"), shownIds("end")];
    const all = table.getAllLeafColumns().map(({ id }) => id);
    const pinnedTo = (id: string) => table.getColumn(id)?.getIsPinned() || null;
    return {
      shown: [...start, ...center, ...end],
      startCount: start.length,
      endCount: end.length,
      sort: layout.sort,
      isShown: (id) => table.getColumn(id)?.getIsVisible() ?? false,
      pinnedTo,
      widthOf: (id) => state.columnSizing[id],
      show: (id, isShown) => table.getColumn(id)?.toggleVisibility(isShown),
      showAll: () => table.toggleAllColumnsVisible(true),
      pin: (id, side) => table.getColumn(id)?.pin(side ?? false),
      move: (id, target, side) => change((before) => moved(before, all, id, target, side)),
      resize: (id, pixels) => table.setColumnSizing((before) => ({ ...before, [id]: Math.round(clampWidth(pixels)) })),
      setSort: (sort) => change((before) => ({ ...before, sort })),
    };
  }, [table, state, layout.sort, change]);
}

type TableState = NonNullable<TableOptions<typeof features, never>["state"]>;
type OwnState = Required<TableState>;

/** The layout as TanStack's state. Maps have no prototype, because a column may be called `constructor`. */
function stateOf(layout: ColumnLayout): OwnState {
  const map = <Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> =>
    Object.assign(Object.create(null), Object.fromEntries(entries));
  return {
    columnOrder: [...layout.order],
    columnVisibility: map(layout.hidden.map((id) => [id, false] as const)),
    columnPinning: { start: [...layout.pinnedStart], end: [...layout.pinnedEnd] },
    columnSizing: map(layout.widths.map(({ column, pixels }) => [column, pixels] as const)),
    sorting: layout.sort.map(({ column, isDescending }) => ({ id: column, desc: isDescending })),
  };
}

function changesOf(change: (next: (layout: ColumnLayout) => ColumnLayout) => void) {
  const slice = <Key extends keyof OwnState>(
    key: Key,
    write: (next: OwnState[Key]) => Partial<ColumnLayout>,
  ): ((updater: Updater<OwnState[Key]>) => void) => {
    return (updater) =>
      change((layout) => {
        const before = stateOf(layout)[key];
        // TanStack's own way to tell a value from a function.
        const next =
          typeof updater === "function" ? (updater as (old: typeof before) => typeof before)(before) : updater;
        return { ...layout, ...write(next) };
      });
  };
  return {
    onColumnVisibilityChange: slice("columnVisibility", (next) => ({
      hidden: Object.entries(next).flatMap(([id, isShown]) => (isShown ? [] : [id])),
    })),
    onColumnPinningChange: slice("columnPinning", ({ start, end }) => ({ pinnedStart: start, pinnedEnd: end })),
    onColumnSizingChange: slice("columnSizing", (next) => ({
      widths: Object.entries(next).map(([column, pixels]) => ({ column, pixels })),
    })),
  };
}

/** The layout with one column elsewhere; `all` is the order before, hidden columns too. */
export function moved(
  layout: ColumnLayout,
  all: readonly string[],
  id: string,
  target: string,
  side: "before" | "after",
): ColumnLayout {
  if (id === target || !all.includes(id) || !all.includes(target)) return layout;
  const insert = (list: readonly string[]): string[] => {
    const rest = list.filter((each) => each !== id);
    const at = rest.indexOf(target);
    return at < 0 ? rest : rest.toSpliced(side === "before" ? at : at + 1, 0, id);
  };
  return {
    ...layout,
    order: insert([...new Set([...all, ...layout.order])]),
    pinnedStart: insert(layout.pinnedStart),
    pinnedEnd: insert(layout.pinnedEnd),
  };
}

function clampWidth(pixels: number): number {
  return Math.max(columnWidthLimits.least, Math.min(columnWidthLimits.most, pixels));
}
