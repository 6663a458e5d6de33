import type { GridSourceColumn } from "../../../ui/grid/row-source.ts";
import { arrayViewer } from "./kinds/array-viewer.tsx";
import { byteaViewer } from "./kinds/bytea-viewer.tsx";
import { ewkbViewer } from "./kinds/ewkb-viewer.tsx";
import { intervalViewer } from "./kinds/interval-viewer.tsx";
import { jsonViewer } from "./kinds/json-viewer.tsx";
import { rangeViewer } from "./kinds/range-viewer.tsx";
import { shapeViewer } from "./kinds/shape-viewer.tsx";
import { textViewer } from "./kinds/text-viewer.tsx";
import { vectorViewer } from "./kinds/vector-viewer.tsx";
import type { Viewer } from "./viewer.ts";

/** Every viewer; the first that fits is taken. */
const viewers: readonly Viewer[] = [
  jsonViewer,
  byteaViewer,
  vectorViewer,
  shapeViewer,
  ewkbViewer,
  arrayViewer,
  rangeViewer,
  intervalViewer,
  textViewer,
];

/** The viewer of a value; null where its text says all there is. */
export function findViewer(column: GridSourceColumn, text: string): Viewer | null {
  return viewers.find(({ fits }) => fits(column, text)) ?? null;
}
