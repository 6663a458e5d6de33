import { type Edge, type EdgeProps, useInternalNode } from "@xyflow/react";
import { memo } from "react";
import type { DiagramRelation } from "../../../../shared/erd/model.ts";
import { relationPath } from "../../../../shared/erd/relation-path.ts";
import { lineOffset } from "../layout/table-box.ts";
import { useCanvasView } from "./canvas-view.ts";
import type { TableNode } from "./table-node.tsx";

/** A foreign key as React Flow holds it. */
export type RelationEdge = Edge<{ readonly relation: DiagramRelation }, "relation">;

/** A foreign key: a crow's foot where many rows refer, a bar for exactly one, a circle where there may be none. */
export const RelationEdgeView = memo(function RelationEdgeView({ source, target, data }: EdgeProps<RelationEdge>) {
  const from = useInternalNode<TableNode>(source);
  const to = useInternalNode<TableNode>(target);
  const { isFar, isCrowded, selectedOid, lit, marksId } = useCanvasView();
  if (!from || !to || !data) return null;
  const { relation } = data;
  const isLit = selectedOid !== null && (relation.fromOid === selectedOid || relation.toOid === selectedOid);
  if (isFar && isCrowded && !isLit) return null;
  const end = ({ internals, data: { box } }: typeof from, column: string | undefined) => ({
    table: { ...internals.positionAbsolute, width: box.width },
    offset: lineOffset(box, isFar ? undefined : column),
  });
  const path = relationPath(end(from, relation.fromColumns[0]), end(to, relation.toColumns[0]));
  const ends = isFar
    ? {}
    : {
        markerStart: `url(#${marksId}-${relation.isOneToOne ? "one" : "many"})`,
        markerEnd: `url(#${marksId}-${relation.isOptional ? "optional" : "one"})`,
      };
  return (
    <path d={path} className={`erd-relation${isLit ? " erd-relation-lit" : lit ? " erd-dimmed" : ""}`} {...ends} />
  );
});

/** What the ends of lines look like; `marksId` tells the marks of several canvases apart. */
export function RelationMarks({ marksId }: { readonly marksId: string }) {
  const shape = { markerUnits: "userSpaceOnUse", orient: "auto-start-reverse", refY: 7, markerHeight: 14 } as const;
  return (
    <svg className="erd-marks" aria-hidden="true">
      <defs>
        <marker id={`${marksId}-many`} {...shape} markerWidth={14} refX={13}>
          <path d="M 13 1 L 2 7 L 13 13 M 2 7 L 13 7" />
        </marker>
        <marker id={`${marksId}-one`} {...shape} markerWidth={14} refX={13}>
          <path d="M 6 2 L 6 12" />
        </marker>
        <marker id={`${marksId}-optional`} {...shape} markerWidth={18} refX={17}>
          <path d="M 11 2 L 11 12" />
          <circle cx="5" cy="7" r="3.5" />
        </marker>
      </defs>
    </svg>
  );
}
