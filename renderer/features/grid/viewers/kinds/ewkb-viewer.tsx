import { visibleName } from "../../../../ui/display/visible-name.ts";
import { readEwkb } from "../reading/ewkb.ts";
import type { Viewer, ViewerProps } from "../viewer.ts";
import { visibleLines } from "../visible-lines.ts";
import { ShapeDrawing } from "./shape-drawing.tsx";

/** PostGIS' geometry and geography: readable text and a drawing of its coordinates, without a projection. */
export const ewkbViewer: Viewer = {
  id: "ewkb",
  form: "panel",
  fits: ({ baseType }, text) => (baseType === "geometry" || baseType === "geography") && readEwkb(text) !== null,
  views: () => [
    { value: "geometry", label: "Geometry" },
    { value: "text", label: "Text" },
  ],
  View: EwkbView,
};

function EwkbView({ text, view, column }: ViewerProps) {
  const geometry = view === "geometry" ? readEwkb(text) : null;
  if (!geometry) return <pre className="viewer-text">{visibleLines(text)}</pre>;
  return (
    <>
      {geometry.shapes.length > 0 && (
        <ShapeDrawing shapes={geometry.shapes} label={`${visibleName(column.name)} as a drawing`} />
      )}
      <pre className="viewer-text">{geometry.text}</pre>
    </>
  );
}
