import { useCallback, useMemo, useRef } from "react";
import type { ArrangedSource } from "../columns/arranged-source.ts";
import type { ColumnModel } from "../columns/column-model.ts";
import { placeColumns } from "./column-places.ts";
import { fittingWidth } from "./column-widths.ts";

const widestByDoubleClick = 900;

/** Places of the columns, and the ways to change them. A width that was not dragged fits the first rows, once. */
export function useColumnWidths(source: ArrangedSource, model: ColumnModel, hasRows: boolean, viewport: number) {
  const fitted = useRef(new Map<string, number>());
  const { ids } = source;
  const places = useMemo(() => {
    const widths = ids.map((id, column) => {
      const known = model.widthOf(id) ?? fitted.current.get(id);
      if (known !== undefined) return known;
      const width = fittingWidth(source, column);
      if (hasRows) fitted.current.set(id, width);
      return width;
    });
    const held = (from: number, to: number) => model.shown.slice(from, to).filter((id) => ids.includes(id)).length;
    const startCount = held(0, model.startCount);
    const endCount = held(model.shown.length - model.endCount, model.shown.length);
    return placeColumns(widths, startCount, endCount, viewport);
  }, [source, ids, model, hasRows, viewport]);
  const resize = useCallback(
    (column: number, width: number) => {
      const id = ids[column];
      if (id !== undefined) model.resize(id, width);
    },
    [ids, model],
  );
  const fit = useCallback(
    (column: number) => resize(column, fittingWidth(source, column, widestByDoubleClick)),
    [resize, source],
  );
  return { places, resize, fit };
}
