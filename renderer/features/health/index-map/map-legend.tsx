import { visibleName } from "../../../ui/display/visible-name.ts";

/** What the marks of the map mean, and the columns that are not in it. */
export function MapLegend({ others }: { readonly others: readonly string[] }) {
  return (
    <p className="index-map-legend muted">
      <span className="index-map-legend-item">
        <span className="index-map-key index-map-first" aria-hidden="true">
          1
        </span>
        key in this position
      </span>
      <span className="index-map-legend-item">
        <span className="index-map-key" aria-hidden="true">
          2↓
        </span>
        descending
      </span>
      <span className="index-map-legend-item">
        <span className="index-map-key" aria-hidden="true">
          2∅
        </span>
        NULLs on the other side
      </span>
      <span className="index-map-legend-item">
        <span className="index-map-included" aria-hidden="true" />
        carried along (INCLUDE)
      </span>
      <span className="index-map-legend-item">
        <span className="index-map-named" aria-hidden="true">
          ƒ
        </span>
        in an expression or predicate
      </span>
      {others.length > 0 && (
        <span className="index-map-legend-item">
          <span>
            In no index: <code>{others.map(visibleName).join(", ")}</code>
          </span>
        </span>
      )}
    </p>
  );
}
