import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { KeyRound, Link } from "lucide-react";
import { memo } from "react";
import { shortType } from "../../../../shared/catalog/short-type.ts";
import type { DiagramColumn, DiagramTable } from "../../../../shared/erd/model.ts";
import { formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import type { TableBox } from "../layout/table-box.ts";
import { useCanvasView } from "./canvas-view.ts";

/** A table as React Flow holds it. */
export type TableNode = Node<{ readonly table: DiagramTable; readonly box: TableBox }, "table">;

/** A table: its name, and a line per column while one can read them. */
export const TableNodeView = memo(function TableNodeView({ data }: NodeProps<TableNode>) {
  const { table, box } = data;
  const { isFar, selectedOid, lit } = useCanvasView();
  const names = ["erd-table"];
  if (table.isOutside) names.push("erd-table-outside");
  if (table.oid === selectedOid) names.push("erd-table-selected");
  if (lit && !lit.has(table.oid)) names.push("erd-dimmed");
  return (
    <div className={names.join(" ")}>
      <Handle type="source" position={Position.Right} className="erd-handle" isConnectable={false} />
      <Handle type="target" position={Position.Left} className="erd-handle" isConnectable={false} />
      <div className="erd-table-head" title={visibleName(`${table.schema}.${table.name}`)}>
        <span className="erd-table-name cut">{visibleName(table.name)}</span>
        {!isFar && <span className="erd-table-hint">{hintOf(table)}</span>}
      </div>
      {!isFar && box.columns.map((column) => <ColumnLine key={column.name} column={column} />)}
      {!isFar && box.hiddenColumns > 0 && (
        <div className="erd-column erd-column-more">
          and {formatCount(box.hiddenColumns)} more {box.hiddenColumns === 1 ? "column" : "columns"}
        </div>
      )}
    </div>
  );
});

function ColumnLine({ column }: { readonly column: DiagramColumn }) {
  const { name, type, isNotNull, isInPrimaryKey, isForeignKey } = column;
  return (
    <div className="erd-column" title={visibleName(`${name} ${type}${isNotNull ? " NOT NULL" : ""}`)}>
      {isInPrimaryKey ? (
        <KeyRound aria-label="primary key" className="erd-column-icon" />
      ) : isForeignKey ? (
        <Link aria-label="foreign key" className="erd-column-icon" />
      ) : (
        <span className="erd-column-icon" />
      )}
      <span className={`cut${isNotNull ? "" : " erd-column-optional"}`}>{visibleName(name)}</span>
      <span className="erd-column-type cut">{visibleName(shortType(type))}</span>
    </div>
  );
}

function hintOf({ isOutside, schema, kind, estimatedRows }: DiagramTable): string {
  if (isOutside) return visibleName(schema);
  if (kind !== "table") return kind;
  return estimatedRows === null ? "" : `≈ ${formatCount(estimatedRows)}`;
}
