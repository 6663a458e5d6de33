import { shortType } from "../../../../shared/catalog/short-type.ts";
import type { GridColumn } from "../../../../shared/grid/model.ts";
import type { GridSourceColumn } from "../../../ui/grid/row-source.ts";

/** The columns as the grid shows them. */
export function sourceColumns(columns: readonly GridColumn[]): readonly GridSourceColumn[] {
  return columns.map((column) => ({
    name: column.name,
    typeLabel: shortType(column.type),
    baseType: column.baseType,
    isNumeric: column.isNumeric,
    isInPrimaryKey: column.isInPrimaryKey,
    isForeignKey: column.isForeignKey,
    isSortable: column.isSortable,
  }));
}
