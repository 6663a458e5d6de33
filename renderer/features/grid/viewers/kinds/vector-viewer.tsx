import { useMemo } from "react";
import { formatAmount } from "../../../../ui/display/format.ts";
import { visibleName } from "../../../../ui/display/visible-name.ts";
import { normOf, readVectorText, sparkline } from "../reading/vector-text.ts";
import type { Viewer, ViewerProps } from "../viewer.ts";
import { visibleLines } from "../visible-lines.ts";
import { NearestRows } from "./nearest-rows.tsx";

const width = 264;
const height = 48;

/** pgvector's types: dimensions, length, a line through the values, and the rows near to it. */
export const vectorViewer: Viewer = {
  id: "vector",
  form: "panel",
  fits: ({ baseType }) => baseType === "vector" || baseType === "halfvec" || baseType === "sparsevec",
  views: (text) => [
    ...(readVectorText(text) ? [{ value: "shape", label: "Shape" }] : []),
    { value: "text", label: "Text" },
  ],
  View: VectorView,
};

function VectorView({ text, view, column, place }: ViewerProps) {
  const vector = useMemo(() => readVectorText(text), [text]);
  const isDrawn = view === "shape" && vector !== null;
  return (
    <>
      {isDrawn ? (
        <>
          <svg
            className="viewer-spark"
            role="img"
            aria-label={`Values of ${visibleName(column.name)}`}
            viewBox={`0 0 ${width} ${height}`}
          >
            <path d={sparkline(vector.values, width, height)} />
          </svg>
          <p className="row-value-note">
            {formatAmount(vector.dimensions, "dimension")}
            {vector.places && `, ${vector.values.length} of them not zero`}, norm ≈ {normOf(vector).toPrecision(6)}
          </p>
        </>
      ) : (
        <pre className="viewer-text">{visibleLines(text)}</pre>
      )}
      <NearestRows place={place} />
    </>
  );
}
