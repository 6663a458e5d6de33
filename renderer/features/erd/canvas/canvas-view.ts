import { createContext, useContext } from "react";

/** What of the canvas concerns every table and line in it. */
export interface CanvasView {
  /** So far away that only names can be read. */
  readonly isFar: boolean;
  /** So many lines that from far away they are a grey cloud, and slow: only those of the selected table are drawn then. */
  readonly isCrowded: boolean;
  /** What the ids of the marks at the ends of lines begin with. */
  readonly marksId: string;
  readonly selectedOid: number | null;
  /** The selected table and those one key away; null while none is selected. */
  readonly lit: ReadonlySet<number> | null;
}

/** Given by the canvas; tables and lines read it instead of each watching the zoom. */
export const CanvasViewContext = createContext<CanvasView>({
  isFar: false,
  isCrowded: false,
  marksId: "",
  selectedOid: null,
  lit: null,
});

/** How the canvas is looked at. */
export function useCanvasView(): CanvasView {
  return useContext(CanvasViewContext);
}
