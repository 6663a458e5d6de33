import { visibleName } from "../../../../ui/display/visible-name.ts";
import { readShape } from "../reading/shapes.ts";
import type { Viewer, ViewerProps } from "../viewer.ts";
import { visibleLines } from "../visible-lines.ts";
import { NearestRows } from "./nearest-rows.tsx";
import { ShapeDrawing } from "./shape-drawing.tsx";

/** The built-in geometric types as a drawing; a `line` has no end and is its equation. */
export const shapeViewer: Viewer = {
  id: "shape",
  form: "panel",
  fits: ({ baseType }, text) => readShape(baseType, text) !== null,
  views: () => [
    { value: "drawing", label: "Drawing" },
    { value: "text", label: "Text" },
  ],
  View: ShapeView,
};

function ShapeView({ text, view, column, place }: ViewerProps) {
  const shape = readShape(column.baseType, text);
  return (
    <>
      {view === "drawing" && shape ? (
        <ShapeDrawing shapes={[shape]} label={`${visibleName(column.name)} as a drawing`} />
      ) : null}
      <pre className="viewer-text">{visibleLines(text)}</pre>
      {column.baseType === "point" && <NearestRows place={place} />}
    </>
  );
}
