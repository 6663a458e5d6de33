import { useCallback, useEffect, useRef, useState } from "react";
import type { RowSnapshot, RowSource } from "./row-source.ts";
import { extendTo, type GridSelection, selectCell } from "./selection.ts";

/** The chosen cells. Rows are kept by their stable number, so that rows put in front of them change nothing. */
export function useGridSelection(
  source: RowSource,
  snapshot: RowSnapshot,
  onActiveRow: ((row: number | null) => void) | undefined,
) {
  const [selection, setSelection] = useState<GridSelection>(selectCell(0, 0));
  const [origin, setOrigin] = useState({ source, epoch: snapshot.epoch });
  // Whether the user has chosen a cell yet: the first cell only has the tab stop.
  const [isChosen, setIsChosen] = useState(false);
  if (origin.source !== source || origin.epoch !== snapshot.epoch) {
    setOrigin({ source, epoch: snapshot.epoch });
    setSelection((before) => selectCell(0, before.focus.column));
    setIsChosen(false);
  }
  const choose = useCallback((next: GridSelection) => {
    setSelection(next);
    setIsChosen(true);
  }, []);
  const press = useCallback((row: number, column: number, isExtending: boolean) => {
    setSelection((before) => (isExtending ? extendTo(before, row, column) : selectCell(row, column)));
    setIsChosen(true);
  }, []);
  const pressRow = useCallback((row: number, isExtending: boolean) => {
    setSelection((before) =>
      isExtending ? { ...extendTo(before, row, 0), kind: "rows" } : { ...selectCell(row, 0), kind: "rows" },
    );
    setIsChosen(true);
  }, []);
  const heard = useRef(onActiveRow);
  useEffect(() => {
    heard.current = onActiveRow;
  });
  const activeRow = isChosen ? selection.focus.row + snapshot.shift : null;
  useEffect(() => heard.current?.(activeRow), [activeRow]);
  return { selection, isChosen, choose, press, pressRow };
}
