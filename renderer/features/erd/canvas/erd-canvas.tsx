import {
  Background,
  BackgroundVariant,
  Controls,
  MiniMap,
  ReactFlow,
  type ReactFlowInstance,
  ReactFlowProvider,
  useEdgesState,
  useNodesState,
  useReactFlow,
  useStore,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useCallback, useEffect, useId, useMemo } from "react";
import type { Diagram, DiagramRelation, DiagramTable } from "../../../../shared/erd/model.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import type { Place } from "../layout/arrange.ts";
import { neighboursOf } from "../layout/related.ts";
import type { TableBox } from "../layout/table-box.ts";
import { CanvasViewContext } from "./canvas-view.ts";
import "./erd-canvas.css";
import { type RelationEdge, RelationEdgeView, RelationMarks } from "./relation-edge.tsx";
import { type TableNode, TableNodeView } from "./table-node.tsx";

/** The canvas from outside: for moving to a table. */
export type ErdFlow = ReactFlowInstance<TableNode, RelationEdge>;

interface ErdCanvasProps {
  readonly diagram: Diagram;
  readonly boxes: ReadonlyMap<number, TableBox>;
  readonly places: ReadonlyMap<number, Place>;
  readonly selectedOid: number | null;
  readonly onSelect: (oid: number | null) => void;
  readonly onOpen: (table: DiagramTable) => void;
  readonly onReady: (flow: ErdFlow) => void;
}

const nodeTypes = { table: TableNodeView };
const edgeTypes = { relation: RelationEdgeView };
const farZoom = 0.4;
/** Up to here the whole diagram is in sight anyway. */
const smallDiagram = 24;
const crowdedRelations = 800;
const wholeDiagram = { padding: 0.08, maxZoom: 1 };

/** Tables and their foreign keys, to be moved about. Only what is in sight is drawn. */
export function ErdCanvas(props: ErdCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ diagram, boxes, places, selectedOid, onSelect, onOpen, onReady }: ErdCanvasProps) {
  const [nodes, setNodes, onNodesChange] = useNodesState<TableNode>([]);
  const [edges, setEdges] = useEdgesState<RelationEdge>([]);
  const neighbours = useMemo(() => neighboursOf(diagram.relations), [diagram]);
  useEffect(() => {
    const named = new Map(diagram.tables.map((table) => [table.oid, table]));
    setNodes(
      diagram.tables.flatMap((table) => {
        const near = [...(neighbours.get(table.oid) ?? [])].flatMap((oid) => named.get(oid)?.name ?? []);
        return toNode(table, boxes.get(table.oid), places.get(table.oid), near);
      }),
    );
    setEdges(diagram.relations.map(toEdge));
  }, [diagram, boxes, places, neighbours, setNodes, setEdges]);
  const marksId = useId();
  const isCrowded = diagram.relations.length > crowdedRelations;
  const isFar = useStore(({ transform }) => transform[2] < farZoom);
  const view = useMemo(
    () => ({
      isFar,
      isCrowded,
      marksId,
      selectedOid,
      lit: selectedOid === null ? null : litAround(selectedOid, neighbours),
    }),
    [isFar, isCrowded, marksId, selectedOid, neighbours],
  );
  const select = useCallback(
    ({ nodes: chosen }: { nodes: TableNode[] }) => onSelect(chosen[0]?.data.table.oid ?? null),
    [onSelect],
  );
  return (
    <CanvasViewContext value={view}>
      <div className="erd-canvas" data-far={isFar}>
        <RelationMarks marksId={marksId} />
        {nodes.length > 0 && (
          <ReactFlow<TableNode, RelationEdge>
            nodes={nodes}
            edges={edges}
            onNodesChange={onNodesChange}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            onInit={onReady}
            onSelectionChange={select}
            onNodeDoubleClick={(_event, node) => onOpen(node.data.table)}
            onlyRenderVisibleElements
            nodesConnectable={false}
            edgesFocusable={false}
            deleteKeyCode={null}
            multiSelectionKeyCode={null}
            zoomOnDoubleClick={false}
            minZoom={0.02}
            maxZoom={2}
            fitView
            fitViewOptions={wholeDiagram}
            proOptions={{ hideAttribution: true }}
          >
            {nodes.length <= smallDiagram && <KeepWhole />}
            <Background variant={BackgroundVariant.Dots} gap={20} size={1} />
            <Controls showInteractive={false} aria-label="Zoom" />
            {nodes.length > smallDiagram && (
              <MiniMap pannable zoomable ariaLabel="The whole diagram" nodeBorderRadius={4} />
            )}
          </ReactFlow>
        )}
      </div>
    </CanvasViewContext>
  );
}

/** Keeps a small diagram whole in sight while the place for it changes, for instance as details open beside it. */
function KeepWhole() {
  const { fitView } = useReactFlow();
  const width = useStore((state) => state.width);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the width is what has changed
  useEffect(() => {
    void fitView(wholeDiagram);
  }, [width, fitView]);
  return null;
}

function litAround(oid: number, neighbours: ReadonlyMap<number, ReadonlySet<number>>): ReadonlySet<number> {
  return new Set([oid, ...(neighbours.get(oid) ?? [])]);
}

function toNode(
  table: DiagramTable,
  box: TableBox | undefined,
  place: Place | undefined,
  near: readonly string[],
): TableNode[] {
  if (!box || !place) return [];
  const { width, height } = box;
  const related = near.length === 0 ? "no foreign keys" : `related to ${near.slice(0, 5).join(", ")}`;
  return [
    {
      id: String(table.oid),
      type: "table",
      position: { ...place },
      width,
      height,
      measured: { width, height },
      data: { table, box },
      ariaLabel: visibleName(`${table.schema}.${table.name}, ${related}`),
    },
  ];
}

function toEdge(relation: DiagramRelation, index: number): RelationEdge {
  return {
    id: `key ${index}`,
    type: "relation",
    source: String(relation.fromOid),
    target: String(relation.toOid),
    data: { relation },
  };
}
