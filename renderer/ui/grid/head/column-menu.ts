import { withSort } from "../../../../shared/grid/column-layout.ts";
import type { MenuItem } from "../../controls/menu.tsx";
import type { ArrangedSource } from "../columns/arranged-source.ts";
import type { ColumnModel, PinSide } from "../columns/column-model.ts";

/** What the menu of a head needs beside the column itself. */
export interface ColumnMenuParts {
  readonly source: ArrangedSource;
  readonly model: ColumnModel;
  readonly canSort: boolean;
  readonly onFit: (column: number) => void;
  /** More lines, for instance a filter. */
  readonly more: readonly MenuItem[];
}

/** Everything that can be done with one column. */
export function columnMenuItems(parts: ColumnMenuParts, column: number): (MenuItem | "separator")[] {
  const { source, model } = parts;
  const id = source.ids[column];
  const about = source.columns[column];
  if (id === undefined || !about) return [];
  const pinned = model.pinnedTo(id);
  const pin = (side: PinSide | null) => () => model.pin(id, side);
  const before = source.ids[column - 1];
  const after = source.ids[column + 1];
  return [
    ...(parts.canSort && about.isSortable !== false ? sortItems(model, about.name) : []),
    ...(parts.more.length > 0 ? [...parts.more, "separator" as const] : []),
    { id: "pin-start", label: "Pin to the left", isDisabled: pinned === "start", onAction: pin("start") },
    { id: "pin-end", label: "Pin to the right", isDisabled: pinned === "end", onAction: pin("end") },
    ...(pinned ? [{ id: "unpin", label: "Unpin", onAction: pin(null) }] : []),
    {
      id: "left",
      label: "Move left",
      keys: "Alt+Shift+←",
      isDisabled: before === undefined,
      onAction: () => before !== undefined && model.move(id, before, "before"),
    },
    {
      id: "right",
      label: "Move right",
      keys: "Alt+Shift+→",
      isDisabled: after === undefined,
      onAction: () => after !== undefined && model.move(id, after, "after"),
    },
    "separator",
    { id: "fit", label: "Fit the width", onAction: () => parts.onFit(column) },
    {
      id: "hide",
      label: "Hide the column",
      isDisabled: model.shown.length <= 1,
      onAction: () => model.show(id, false),
    },
    { id: "name", label: "Copy the name", onAction: () => void navigator.clipboard.writeText(about.name) },
  ];
}

function sortItems(model: ColumnModel, name: string): (MenuItem | "separator")[] {
  const sort = model.sort.find(({ column }) => column === name);
  const set = (next: { isDescending: boolean; isNullsFirst: boolean } | null, isAdding: boolean) => () =>
    model.setSort(withSort(model.sort, name, next, isAdding));
  const up = { isDescending: false, isNullsFirst: false };
  const down = { isDescending: true, isNullsFirst: true };
  const isOther = model.sort.some(({ column }) => column !== name);
  return [
    { id: "up", label: "Sort ascending", onAction: set(up, sort !== undefined) },
    { id: "down", label: "Sort descending", onAction: set(down, sort !== undefined) },
    ...(isOther && !sort
      ? [{ id: "add", label: "Sort by this too", keys: "Shift+Click", onAction: set(up, true) }]
      : []),
    ...(sort
      ? [
          {
            id: "nulls",
            label: sort.isNullsFirst ? "NULLs last" : "NULLs first",
            onAction: set({ ...sort, isNullsFirst: !sort.isNullsFirst }, true),
          },
          { id: "unsort", label: "Do not sort by this", onAction: set(null, true) },
        ]
      : []),
    "separator",
  ];
}
