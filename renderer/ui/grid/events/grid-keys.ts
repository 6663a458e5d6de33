import type { CommandId } from "../../../../shared/commands/command-list.ts";
import type { PressedKey } from "../../../../shared/commands/keys/keys.ts";
import type { CommandKeys } from "../../controls/command-keys.ts";
import { type CellPlace, extendTo, type GridSelection, selectCell } from "../selection.ts";

/** What a key does in the grid. */
export type GridStep =
  | { readonly kind: "select"; readonly selection: GridSelection }
  | { readonly kind: "end" | "start"; readonly isExtending: boolean }
  | { readonly kind: "copy"; readonly withHeads: boolean }
  | { readonly kind: "open" | "follow" | "details" | "show" | "menu" };

/** The grid that a key moves in; `firstRow` is negative once rows were put before the first. */
export interface GridExtent {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly columnCount: number;
  readonly pageRows: number;
}

/** The step of a key, or null when it is none of the grid's. `isPressed` knows the keys that commands have now. */
export function gridStep(
  key: PressedKey,
  selection: GridSelection,
  extent: GridExtent,
  isPressed: CommandKeys["isPressed"],
): GridStep | null {
  const commanded = commandedStep(key, selection, extent, isPressed);
  if (commanded) return commanded;
  const isMod = key.ctrlKey || key.metaKey;
  const place = target(key.key, isMod, selection.focus, extent);
  if (!place || key.altKey) return null;
  const row = clamp(place.row, extent.firstRow, extent.lastRow);
  const column = clamp(place.column, 0, extent.columnCount - 1);
  return {
    kind: "select",
    selection: key.shiftKey ? extendTo(selection, row, column) : selectCell(row, column),
  };
}

const simpleSteps = {
  "cells.copy": { kind: "copy", withHeads: false },
  "cells.copyWithHeads": { kind: "copy", withHeads: true },
  "cells.open": { kind: "open" },
  "cells.show": { kind: "show" },
  "cells.details": { kind: "details" },
  "cells.follow": { kind: "follow" },
  "cells.menu": { kind: "menu" },
} as const satisfies Readonly<Partial<Record<CommandId, GridStep>>>;

function commandedStep(
  key: PressedKey,
  selection: GridSelection,
  extent: GridExtent,
  isPressed: CommandKeys["isPressed"],
): GridStep | null {
  // Shift extends to the end, whatever the keys are.
  const { key: name, code, ctrlKey, metaKey, altKey } = key;
  const unshifted = { key: name, code, ctrlKey, metaKey, altKey, shiftKey: false };
  if (isPressed("cells.last", unshifted)) return { kind: "end", isExtending: key.shiftKey };
  if (isPressed("cells.first", unshifted)) return { kind: "start", isExtending: key.shiftKey };
  if (isPressed("cells.chooseRow", key)) return { kind: "select", selection: { ...selection, kind: "rows" } };
  if (isPressed("cells.chooseAll", key)) return { kind: "select", selection: allRows(selection, extent) };
  // The keys of the object, which are ids of commands.
  const ids = Object.keys(simpleSteps) as (keyof typeof simpleSteps)[];
  const id = ids.find((candidate) => isPressed(candidate, key));
  return id ? simpleSteps[id] : null;
}

function allRows({ focus }: GridSelection, { firstRow, lastRow }: GridExtent): GridSelection {
  return { kind: "rows", anchor: { row: firstRow, column: 0 }, focus: { row: lastRow, column: focus.column } };
}

function target(key: string, isMod: boolean, at: CellPlace, extent: GridExtent): CellPlace | null {
  const last = extent.columnCount - 1;
  const byKey: Readonly<Record<string, CellPlace>> = {
    ArrowUp: { row: isMod ? extent.firstRow : at.row - 1, column: at.column },
    ArrowDown: { row: isMod ? extent.lastRow : at.row + 1, column: at.column },
    ArrowLeft: { row: at.row, column: isMod ? 0 : at.column - 1 },
    ArrowRight: { row: at.row, column: isMod ? last : at.column + 1 },
    PageUp: { row: at.row - extent.pageRows, column: at.column },
    PageDown: { row: at.row + extent.pageRows, column: at.column },
    Home: { row: at.row, column: 0 },
    End: { row: at.row, column: last },
  };
  return byKey[key] ?? null;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
