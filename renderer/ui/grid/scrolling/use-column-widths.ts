import { useCallback, useMemo, useRef, useState } from "react";
import type { RowSource } from "../row-source.ts";
import { columnEdges, fittingWidth } from "./column-widths.ts";

const widestByDoubleClick = 900;

/** Column edges, and the ways to change them. Widths are kept by name while sort and filters change the source. */
export function useColumnWidths(source: RowSource, hasRows: boolean, viewport: number) {
  const fitted = useRef(new Map<string, number>());
  const [dragged, setDragged] = useState<ReadonlyMap<string, number>>(new Map());
  const keyOf = useCallback((column: number) => `${column} ${source.columns[column]?.name}`, [source]);
  const { columns } = source;
  const edges = useMemo(() => {
    const widths = columns.map((_, column) => {
      const key = keyOf(column);
      const known = dragged.get(key) ?? fitted.current.get(key);
      if (known !== undefined) return known;
      const width = fittingWidth(source, column);
      if (hasRows) fitted.current.set(key, width);
      return width;
    });
    return columnEdges(widths, viewport);
  }, [source, columns, hasRows, dragged, keyOf, viewport]);
  const resize = useCallback(
    (column: number, width: number) => setDragged((before) => new Map(before).set(keyOf(column), width)),
    [keyOf],
  );
  const fit = useCallback(
    (column: number) => resize(column, fittingWidth(source, column, widestByDoubleClick)),
    [resize, source],
  );
  return { edges, resize, fit };
}
