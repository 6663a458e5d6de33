import { useQueryClient } from "@tanstack/react-query";
import { Database, Download, RefreshCw, Upload, Workflow } from "lucide-react";
import { listedCommand } from "../../../shared/commands/command-list.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useCommands } from "../../state/commands.ts";
import { erdTab } from "../../state/tabs.ts";
import { useTransferRequests } from "../../state/transfer-requests.ts";
import { useDatabaseRef, useWorkspace } from "../../state/workspace.ts";
import { IconButton } from "../../ui/controls/button.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import { SidebarHead } from "../../ui/frame/section.tsx";
import { useIsVisible } from "../../ui/frame/slots.tsx";
import "./catalog-sidebar.css";
import { CatalogTree } from "./tree/catalog-tree.tsx";

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
  const importFile = () => {
    const schema = usable.includes("public") ? "public" : usable[0];
    if (schema !== undefined) useTransferRequests.getState().openImport({ ref, schema, name: null });
  };
  useCommands(
    [
      { ...listedCommand("erd.open"), run: draw },
      { ...listedCommand("catalog.refresh"), run: refresh },
      { ...listedCommand("catalog.export"), run: exportTables },
      { ...listedCommand("catalog.import"), run: importFile },
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
            <IconButton
              label="Import a file into a new table"
              icon={Upload}
              isSmall
              isDisabled={usable.length === 0}
              onPress={importFile}
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
