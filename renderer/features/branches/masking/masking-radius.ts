import type { MaskingRule } from "../../../../shared/branches/model.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";

const shownColumns = 8;

/** What masking by `rules` does, a line for each consequence; long lists are cut with their number. */
export function maskingRadius(rules: readonly MaskingRule[]): readonly string[] {
  const columns = rules.map(
    ({ schema, table, column, mask }) =>
      `${visibleName(`${schema}.${table}.${column}`)} by ${mask.kind === "value" ? "a fixed value" : visibleName(mask.text)}`,
  );
  const more = columns.length - shownColumns;
  return [
    ...columns.slice(0, shownColumns).map((column) => `Overwritten in every row: ${column}.`),
    ...(more > 0 ? [`And ${more} more ${more === 1 ? "column" : "columns"}.`] : []),
    "The branch cannot be reached meanwhile, and sessions on it end.",
    "Nothing brings back what was overwritten; the parent is not touched.",
  ];
}
