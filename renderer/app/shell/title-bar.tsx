import { Database, PanelRight, ScrollText, Search } from "lucide-react";
import { branchingOf } from "../../../shared/connections/branching-of.ts";
import { useEnvironment } from "../../bridge/use-environment.ts";
import { AccountsDialog } from "../../features/accounts/accounts-dialog.tsx";
import { BranchChip } from "../../features/branches/branch-chip.tsx";
import { ConnectionChip } from "../../features/connections/connection-chip.tsx";
import { UnlockChip } from "../../features/sessions/unlock-chip.tsx";
import { useLayout } from "../../state/layout.ts";
import { useDatabaseRef } from "../../state/workspace.ts";
import { IconButton } from "../../ui/controls/button.tsx";
import { KeysOf } from "../../ui/controls/keys.tsx";
import { runCommand } from "../keys/use-keys.ts";
import "./title-bar.css";
import type { ShownDatabase } from "./use-database.ts";

/** Where the window is, and the way to anywhere else. */
export function TitleBar({ database }: { readonly database: ShownDatabase }) {
  const { isInspectorOpen, isLogOpen, toggleInspector, toggleLog } = useLayout();
  const { guard } = useEnvironment(useDatabaseRef());
  return (
    <header className="title-bar" data-region="title">
      <span className="title-bar-mark" aria-hidden="true">
        <Database className="title-bar-icon" />
      </span>
      <div className="title-bar-where">
        <span className="title-bar-part" data-tour="connection">
          <ConnectionChip Accounts={AccountsDialog} />
        </span>
        {database.connection && branchingOf(database.connection) && (
          <>
            <span className="muted" aria-hidden="true">
              /
            </span>
            <span className="title-bar-part" data-tour="branch">
              <BranchChip />
            </span>
          </>
        )}
        {database.environment && guard === "locked" && <UnlockChip environment={database.environment} />}
      </div>
      <button type="button" className="omnibox" data-tour="omnibox" onClick={() => runCommand("open-anything")}>
        <Search aria-hidden className="omnibox-icon" />
        <span className="grow cut omnibox-words">Open a table, branch or command</span>
        <KeysOf command="open-anything" />
        <KeysOf command="palette.open" />
      </button>
      <div className="title-bar-end">
        <IconButton
          label="Statement log"
          icon={ScrollText}
          command="panel.log"
          isPressed={isLogOpen}
          onPress={toggleLog}
        />
        <IconButton
          label="Details"
          icon={PanelRight}
          command="panel.inspector"
          isPressed={isInspectorOpen}
          onPress={toggleInspector}
        />
      </div>
    </header>
  );
}
