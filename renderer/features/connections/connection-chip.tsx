import { ChevronsUpDown, Plus } from "lucide-react";
import { type ComponentType, useState } from "react";
import { listedCommand } from "../../../shared/commands/command-list.ts";
import { branchingOf } from "../../../shared/connections/branching-of.ts";
import { shownEnvironmentOf } from "../../../shared/connections/environment-of.ts";
import type { Connection } from "../../../shared/connections/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useTopic } from "../../bridge/use-topic.ts";
import { useCommands } from "../../state/commands.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { EnvironmentBadge } from "../../ui/display/environment-badge.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { PopoverButton } from "../../ui/overlays/popover.tsx";
import "./connection-chip.css";
import { ConnectionDialog } from "./connection-dialog.tsx";
import { ConnectionList } from "./connection-list.tsx";
import { EnvironmentsDialog } from "./environments/environments-dialog.tsx";
import { RemoveConnection } from "./remove-connection.tsx";
import { ExportConnections } from "./sharing/export-connections.tsx";
import { ImportConnections } from "./sharing/import-connections.tsx";

/** What stands over the window beside the chip. */
type Asking =
  | { readonly kind: "nothing" }
  | { readonly kind: "form"; readonly connection: Connection | null }
  | { readonly kind: "accounts"; readonly connection: Connection | null }
  | { readonly kind: "remove"; readonly connection: Connection }
  | { readonly kind: "import" | "export" | "environments" };

/** A dialog of another feature, in which connections are made. */
export interface AccountsDialogProps {
  /** One that an account brought and that is to be changed; null for the accounts themselves. */
  readonly connection: Connection | null;
  readonly onClose: () => void;
  readonly onConnected: (connection: Connection) => void;
}

/** The title bar's connection: environment and name; opens the list to switch, add, change and remove. */
export function ConnectionChip({ Accounts }: { readonly Accounts: ComponentType<AccountsDialogProps> }) {
  const connections = useRequest("connections.list", {});
  useTopic("connections.changed", () => void connections.refetch());
  const chosenId = useWorkspace((workspace) => workspace.connectionId);
  const branchByConnection = useWorkspace((workspace) => workspace.branchByConnection);
  const select = useWorkspace((workspace) => workspace.selectConnection);
  const [asking, setAsking] = useState<Asking>({ kind: "nothing" });
  const chosen = connections.data?.find((connection) => connection.id === chosenId);
  const close = () => setAsking({ kind: "nothing" });
  const ask = (closePopover: () => void, next: Asking) => {
    closePopover();
    setAsking(next);
  };

  const [isOpen, setIsOpen] = useState(false);
  useConnectionCommands(connections.data ?? [], setAsking, () => setIsOpen(true));

  return (
    <>
      <PopoverButton
        label={chosen ? `Connection: ${visibleName(chosen.name)}` : "Choose a connection"}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        button={<ChipWords chosen={chosen} branchId={chosen ? (branchByConnection[chosen.id] ?? null) : null} />}
      >
        {(closePopover) => (
          <ConnectionList
            connections={connections.data}
            error={connections.error}
            chosenId={chosenId}
            onChoose={(connection) => {
              select(connection.id);
              closePopover();
            }}
            onImport={() => ask(closePopover, { kind: "import" })}
            onAccounts={() => ask(closePopover, { kind: "accounts", connection: null })}
            onEnvironments={() => ask(closePopover, { kind: "environments" })}
            onExport={() => ask(closePopover, { kind: "export" })}
            onAdd={() => ask(closePopover, { kind: "form", connection: null })}
            onChange={(connection) =>
              ask(closePopover, { kind: connection.target.kind === "project" ? "accounts" : "form", connection })
            }
            onRemove={(connection) => ask(closePopover, { kind: "remove", connection })}
          />
        )}
      </PopoverButton>
      {asking.kind === "form" && (
        <ConnectionDialog
          connection={asking.connection}
          onClose={close}
          onAccounts={() => setAsking({ kind: "accounts", connection: null })}
          onSaved={(connection) => {
            close();
            select(connection.id);
          }}
        />
      )}
      {asking.kind === "accounts" && (
        <Accounts
          connection={asking.connection}
          onClose={close}
          onConnected={(connection) => {
            close();
            select(connection.id);
          }}
        />
      )}
      {asking.kind === "remove" && <RemoveConnection connection={asking.connection} onClose={close} />}
      {asking.kind === "environments" && <EnvironmentsDialog onClose={close} />}
      {asking.kind === "import" && <ImportConnections onClose={close} />}
      {asking.kind === "export" && <ExportConnections connections={connections.data ?? []} onClose={close} />}
    </>
  );
}

function useConnectionCommands(
  connections: readonly Connection[],
  ask: (next: Asking) => void,
  choose: () => void,
): void {
  const select = useWorkspace((workspace) => workspace.selectConnection);
  useCommands([
    { ...listedCommand("connections.choose"), run: choose },
    { ...listedCommand("connections.add"), run: () => ask({ kind: "form", connection: null }) },
    { ...listedCommand("accounts.open"), run: () => ask({ kind: "accounts", connection: null }) },
    { ...listedCommand("connections.import"), run: () => ask({ kind: "import" }) },
    { ...listedCommand("connections.export"), run: () => ask({ kind: "export" }) },
    {
      ...listedCommand("connections.environments"),
      run: () => ask({ kind: "environments" }),
    },
    ...connections.map((connection) => ({
      id: `connections.switch.${connection.id}`,
      title: `Switch to ${visibleName(connection.name)}`,
      group: "Connections",
      run: () => select(connection.id),
    })),
  ]);
}

function ChipWords({
  chosen,
  branchId,
}: {
  readonly chosen: Connection | undefined;
  readonly branchId: string | null;
}) {
  const projectId = (chosen && branchingOf(chosen)?.projectId) ?? null;
  const branches = useRequest("branches.list", { projectId: projectId ?? "none" }, { enabled: projectId !== null });
  if (!chosen)
    return (
      <>
        <Plus aria-hidden className="connection-chip-icon" />
        <span>Choose a connection</span>
      </>
    );
  return (
    <>
      <EnvironmentBadge environment={shownEnvironmentOf(chosen, branchId, branches.data)} />
      <span className="connection-chip-name cut">{visibleName(chosen.name)}</span>
      <ChevronsUpDown aria-hidden className="connection-chip-icon" />
    </>
  );
}
