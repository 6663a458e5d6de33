import { hasOddNulls, type MapCell } from "./map-columns.ts";

/** How an index holds a column: its position, direction and NULLs; a ring for what is carried along; ƒ for what is only named. */
export function CellMark({ cell, column }: { readonly cell: MapCell | null; readonly column: string }) {
  if (cell === null) return null;
  if (cell.kind === "included")
    return <span className="index-map-included" role="img" aria-label={`${column} is carried along`} />;
  if (cell.kind === "named") {
    const words = `${column} is named by an expression or the predicate`;
    return (
      <span className="index-map-named" role="img" aria-label={words} title={words}>
        ƒ
      </span>
    );
  }
  const nulls = hasOddNulls(cell) ? `, NULLs ${cell.isNullsFirst ? "first" : "last"}` : "";
  const words = `${column} is key ${cell.position}${cell.isDescending ? ", descending" : ""}${nulls}`;
  return (
    <span
      className={`index-map-key${cell.position === 1 ? " index-map-first" : ""}`}
      role="img"
      aria-label={words}
      title={words}
    >
      {cell.position}
      {cell.isDescending && "↓"}
      {hasOddNulls(cell) && "∅"}
    </span>
  );
}
