import { useQueryClient } from "@tanstack/react-query";

import { Database, Download, RefreshCw, Workflow } from "lucide-react";

import { useDeferredValue, useMemo, useState } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useCommands } from "../../state/commands.ts";

import { erdTab, isSameRef, tableTabId } from "../../state/tabs.ts";
import { useTransferRequests } from "../../state/transfer-requests.ts";

import { useDatabaseRef, useWorkspace } from "../../state/workspace.ts";
import { IconButton } from "../../ui/controls/button.tsx";
import { SearchField } from "../../ui/controls/text-field.tsx";
import { formatCount } from "../../ui/display/format.ts";
import { visibleName } from "../../ui/display/visible-name.ts";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import { SidebarHead } from "../../ui/frame/section.tsx";
import { useIsVisible } from "../../ui/frame/slots.tsx";
import { VirtualTree } from "../../ui/tree/virtual-tree.tsx";
import "./catalog-sidebar.css";
import { isOpenAtFirst, nodeIds, openableKinds, type TreeNodeLine, treeLines } from "./tree/tree-model.ts";
import { treeRow } from "./tree/tree-row.ts";
import { useSchemaObjects } from "./tree/use-schema-objects.ts";

/** The catalog of the chosen database. */
export function CatalogSidebar() {
  const ref = useDatabaseRef();
  if (!ref) return <EmptyState icon={Database} title="No connection" text="Choose one in the title bar." />;
  return <Catalog key={JSON.stringify(ref)} databaseRef={ref} />;
}

function Catalog({ databaseRef: ref }: { readonly databaseRef: DatabaseRef }) {
  const schemas = useRequest("catalog.schemas", { ref });
  const connections = useRequest("connections.list", {});
  const client = useQueryClient();
  const name = connections.data?.find(({ id }) => id === ref.connectionId)?.database ?? "";
  const refresh = () => {
    client
      .invalidateQueries({ predicate: ({ queryKey: [channel] }) => String(channel).startsWith("catalog.") })
      .catch(reportError);
  };
  const usable = (schemas.data ?? [])
    .filter(({ isUsable, isSystem }) => isUsable && !isSystem)
    .map((schema) => schema.name);
  const draw = () => usable.length > 0 && useWorkspace.getState().openTab(erdTab(ref, usable));
  const exportTables = () => useTransferRequests.getState().openExport({ ref, title: "tables", source: null });
  useCommands(
    [
      { id: "erd.open", title: "Draw the diagram of all schemas", group: "Browse", run: draw },
      { id: "catalog.refresh", title: "Read the catalog again", group: "Browse", run: refresh },
      { id: "catalog.export", title: "Export tables into a folder", group: "Browse", run: exportTables },
    ],
    useIsVisible(),
  );
  return (
    <>
      <SidebarHead
        title={visibleName(name)}
        actions={
          <>
            <IconButton
              label="Draw the diagram of all schemas"
              icon={Workflow}
              isSmall
              isDisabled={usable.length === 0}
              onPress={draw}
            />
            <IconButton label="Export tables" icon={Download} isSmall onPress={exportTables} />
            <IconButton label="Read the catalog again" icon={RefreshCw} isSmall onPress={refresh} />
          </>
        }
      />
      {schemas.error ? (
        <div className="catalog-error">
          <ErrorPanel error={schemas.error} onRetry={() => void schemas.refetch()} isCompact />
        </div>
      ) : schemas.data ? (
        <CatalogTree databaseRef={ref} schemas={schemas.data} />
      ) : (
        <Skeleton lines={12} />
      )}
    </>
  );
}

interface CatalogTreeProps {
  readonly databaseRef: DatabaseRef;
  readonly schemas: Parameters<typeof treeLines>[0]["schemas"];
}

function CatalogTree({ databaseRef: ref, schemas }: CatalogTreeProps) {
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [filter, setFilter] = useState("");
  const wanted = useDeferredValue(filter);
  const openSchemas = schemas
    .filter((schema) => {
      const isOpen = toggled.get(nodeIds.schema(schema.name)) ?? isOpenAtFirst({ kind: "schema", schema });
      return schema.isUsable && (isOpen || (wanted !== "" && !schema.isSystem));
    })
    .map((schema) => schema.name);
  const objectsOf = useSchemaObjects(ref, openSchemas);
  const lines = treeLines({ schemas, objectsOf, toggled, filter: wanted });
  const rows = useMemo(() => lines.map(treeRow), [lines]);
  const byId = new Map(lines.map((line) => [line.id, line]));
  const count = openSchemas.reduce((sum, schema) => sum + countOf(objectsOf(schema)), 0);
  const selectedId = useSelectedId(ref, lines);
  const { openTab } = useWorkspace.getState();
  const open = (line: TreeNodeLine | undefined, isPreview: boolean) => {
    if (line?.node.kind !== "object" || !openableKinds.has(line.node.objectKind)) return;
    const { schema, name } = line.node.object;
    openTab({ kind: "table", id: tableTabId(ref, schema, name), ref, schema, name, view: "rows", isPreview });
  };
  return (
    <>
      <div className="catalog-filter">
        <SearchField
          label={count > 0 ? `Filter ${formatCount(count)} objects` : "Filter objects"}
          value={filter}
          onChange={setFilter}
        />
      </div>
      {rows.length === 0 ? (
        <EmptyState
          title="Nothing has these letters"
          text={`No schema or object of ${formatCount(count)} that were read.`}
        />
      ) : (
        <VirtualTree
          label="Catalog"
          rows={rows}
          selectedId={selectedId}
          onSelect={(id) => open(byId.get(id), true)}
          onOpen={(id) => open(byId.get(id), false)}
          onToggle={(id, isOpen) => setToggled(new Map(toggled).set(id, isOpen))}
        />
      )}
    </>
  );
}

function countOf(objects: ReturnType<ReturnType<typeof useSchemaObjects>>): number {
  if (objects?.state !== "loaded") return 0;
  return objects.groups.reduce(
    (sum, group) => sum + (group.objects.state === "readable" ? group.objects.value.length : 0),
    0,
  );
}

/** The line of the table whose tab is shown. */
function useSelectedId(ref: DatabaseRef, lines: readonly TreeNodeLine[]): string | null {
  const tab = useWorkspace((state) => state.tabs.find(({ id }) => id === state.activeTabId));
  if (tab?.kind !== "table" || !isSameRef(tab.ref, ref)) return null;
  const line = lines.find(
    ({ node }) =>
      node.kind === "object" &&
      openableKinds.has(node.objectKind) &&
      node.object.name === tab.name &&
      node.object.schema === tab.schema,
  );
  return line?.id ?? null;
}
