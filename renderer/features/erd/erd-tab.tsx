import { LocateFixed, RefreshCw, Workflow } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import type { Diagram, DiagramTable } from "../../../shared/erd/model.ts";
import { maxDiagramTables } from "../../../shared/erd/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { tableTabId } from "../../state/tabs.ts";
import { type ErdTab as ErdTabModel, useWorkspace } from "../../state/workspace.ts";
import { IconButton } from "../../ui/controls/button.tsx";
import { Segmented } from "../../ui/controls/segmented.tsx";
import { formatAmount, formatCount } from "../../ui/display/format.ts";
import { visibleName } from "../../ui/display/visible-name.ts";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { ProgressBar } from "../../ui/feedback/progress.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import { Toolbar, ToolbarRule, ToolbarSpace } from "../../ui/frame/toolbar.tsx";
import { ErdCanvas, type ErdFlow } from "./canvas/erd-canvas.tsx";
import "./erd-tab.css";
import { FindTable } from "./find-table.tsx";
import { type Arrangement, mostTablesInLayers } from "./layout/arrange.ts";
import { aroundTable } from "./layout/related.ts";
import { boxOf, type TableDetail } from "./layout/table-box.ts";
import { useArrangement } from "./layout/use-arrangement.ts";
import { TableInspector } from "./table-inspector.tsx";

/** The diagram of some schemas: read once, then arranged and cut in the window. */
export function ErdTab({ tab }: { readonly tab: ErdTabModel }) {
  const { data, error, refetch, isFetching } = useRequest("erd.read", { ref: tab.ref, schemas: [...tab.schemas] });
  if (error)
    return (
      <div className="erd-message">
        <ErrorPanel error={error} onRetry={() => void refetch()} />
      </div>
    );
  if (!data) return <Skeleton lines={12} />;
  if (data.tables.length === 0)
    return (
      <EmptyState
        icon={Workflow}
        title={data.unreadableSchemas.length > 0 ? "Not readable" : "No tables"}
        text={
          data.unreadableSchemas.length > 0
            ? `Your role has no USAGE on ${visibleName(data.unreadableSchemas.join(", "))}.`
            : `There is no table in ${visibleName(tab.schemas.join(", "))}.`
        }
      />
    );
  return <DiagramView tab={tab} whole={data} onReadAgain={() => void refetch()} isReading={isFetching} />;
}

interface DiagramViewProps {
  readonly tab: ErdTabModel;
  readonly whole: Diagram;
  readonly onReadAgain: () => void;
  readonly isReading: boolean;
}

function DiagramView({ tab, whole, onReadAgain, isReading }: DiagramViewProps) {
  const isLarge = whole.tables.length > mostTablesInLayers;
  const [detail, setDetail] = useState<TableDetail>(isLarge ? "keys" : "all");
  const [chosen, setArrangement] = useState<Arrangement | null>(null);
  const [around, setAround] = useState<number | null>(null);
  const [selectedOid, setSelectedOid] = useState<number | null>(null);
  const [attempt, setAttempt] = useState(0);
  const flow = useRef<ErdFlow | null>(null);
  const diagram = useMemo(() => (around === null ? whole : aroundTable(whole, around, 1)), [whole, around]);
  const boxes = useMemo(
    () => new Map(diagram.tables.map((table) => [table.oid, boxOf(table, detail)])),
    [diagram, detail],
  );
  const arrangement = chosen ?? (diagram.tables.length > mostTablesInLayers ? "packed" : "layers");
  const arranged = useArrangement(diagram, boxes, arrangement, attempt);
  const selected = whole.tables.find(({ oid }) => oid === selectedOid) ?? null;

  const open = ({ schema, name }: DiagramTable) =>
    useWorkspace.getState().openTab({
      kind: "table",
      id: tableTabId(tab.ref, schema, name),
      ref: tab.ref,
      schema,
      name,
      view: "structure",
      isPreview: true,
    });
  const showTable = (oid: number) => {
    const id = String(oid);
    flow.current?.setNodes((nodes) => nodes.map((node) => ({ ...node, selected: node.id === id })));
    void flow.current?.fitView({ nodes: [{ id }], maxZoom: 1, duration: 200 });
  };

  return (
    <div className="erd-tab">
      <Toolbar label="Diagram">
        <Segmented
          label="What is drawn of a table"
          value={detail}
          options={[
            { value: "all", label: "All columns" },
            { value: "keys", label: "Keys" },
            { value: "names", label: "Names" },
          ]}
          onChange={setDetail}
        />
        <Segmented
          label="Arrangement"
          value={arrangement}
          options={[
            { value: "layers", label: "Layers" },
            { value: "packed", label: "Packed" },
          ]}
          onChange={setArrangement}
        />
        <ToolbarRule />
        <FindTable tables={diagram.tables} onFind={showTable} />
        <ToolbarSpace />
        <DiagramCount diagram={diagram} whole={whole} onShowAll={() => setAround(null)} />
        <IconButton label="Arrange again" icon={LocateFixed} onPress={() => setAttempt(attempt + 1)} />
        <IconButton label="Read the catalog again" icon={RefreshCw} isDisabled={isReading} onPress={onReadAgain} />
      </Toolbar>
      <div className="erd-place">
        {arranged.state === "failed" ? (
          <div className="erd-message">
            <ErrorPanel error={arranged.error} onRetry={() => setAttempt(attempt + 1)} />
          </div>
        ) : arranged.state === "arranged" && arranged.of === boxes ? (
          <ErdCanvas
            key={`${around} ${arrangement} ${detail} ${attempt}`}
            diagram={diagram}
            boxes={boxes}
            places={arranged.places}
            selectedOid={selectedOid}
            onSelect={setSelectedOid}
            onOpen={open}
            onReady={(ready) => {
              flow.current = ready;
            }}
          />
        ) : (
          <div className="erd-arranging" role="status">
            <span>Arranging {formatAmount(diagram.tables.length, "table")}</span>
            <ProgressBar label="Arranging" />
          </div>
        )}
      </div>
      {selected && (
        <TableInspector
          diagram={whole}
          table={selected}
          isAround={around === selected.oid}
          onAround={(isOn) => setAround(isOn ? selected.oid : null)}
          onOpen={open}
          onShow={(oid) => (diagram.tables.some((table) => table.oid === oid) ? showTable(oid) : setAround(oid))}
          onClose={() => setSelectedOid(null)}
        />
      )}
    </div>
  );
}

interface DiagramCountProps {
  readonly diagram: Diagram;
  readonly whole: Diagram;
  readonly onShowAll: () => void;
}

function DiagramCount({ diagram, whole, onShowAll }: DiagramCountProps) {
  const isPart = diagram.tables.length < whole.tables.length;
  return (
    <>
      {whole.isCut && (
        <span className="erd-cut">The first {formatCount(maxDiagramTables)} tables; choose fewer schemas for all</span>
      )}
      <span className="muted">
        {isPart
          ? `${formatCount(diagram.tables.length)} of ${formatAmount(whole.tables.length, "table")}`
          : `${formatAmount(whole.tables.length, "table")}, ${formatAmount(whole.relations.length, "foreign key")}`}
      </span>
      {isPart && (
        <button type="button" className="erd-show-all" onClick={onShowAll}>
          Show all
        </button>
      )}
    </>
  );
}
