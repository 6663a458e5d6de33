import {
  CheckCheck,
  CircleAlert,
  ClipboardCheck,
  Clock,
  FilePlus,
  PencilLine,
  Scale,
  ScrollText,
  Undo2,
  X,
} from "lucide-react";
import { useState } from "react";
import type { ChangeRequestSummary } from "../../../shared/changes/model.ts";
import type { Connection } from "../../../shared/connections/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useDraft } from "../../state/drafts.ts";
import { IconButton } from "../../ui/controls/button.tsx";
import { SearchField } from "../../ui/controls/text-field.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import { SidebarHead, SidebarItem, SidebarLabel } from "../../ui/frame/section.tsx";
import "./changes-sidebar.css";
import { useChangesView, useTargetConnection } from "./changes-view.ts";
import { draftIds } from "./draft/migration-draft.ts";
import { FolderList } from "./folder/folder-list.tsx";
import { groupRequests, type RequestGroupKey, requestStateLabels } from "./rules/group-requests.ts";
import { shortId } from "./rules/short-hash.ts";
import { useRole } from "./use-role.ts";
import { useShownSelection } from "./use-shown-selection.ts";

const icons = {
  stopped: CircleAlert,
  waiting: ClipboardCheck,
  inReview: Clock,
  approved: CheckCheck,
  applied: CheckCheck,
  closed: X,
} as const satisfies Record<RequestGroupKey, unknown>;

/** Change requests by what they wait for, then the migrations folder and the ledger. */
export function ChangesSidebar() {
  const connection = useTargetConnection();
  if (!connection)
    return (
      <nav className="changes-sidebar" aria-label="Changes">
        <SidebarHead title="Changes" />
        <p className="changes-sidebar-empty">Choose a connection in the title bar.</p>
      </nav>
    );
  return <ConnectionChanges key={connection.id} connection={connection} />;
}

function ConnectionChanges({ connection }: { readonly connection: Connection }) {
  const [filter, setFilter] = useState("");
  const select = useChangesView((view) => view.select);
  const selection = useShownSelection(connection.id);
  return (
    <nav className="changes-sidebar" aria-label="Changes">
      <SidebarHead
        title="Changes"
        actions={
          <IconButton
            label="New migration"
            icon={FilePlus}
            isSmall
            onPress={() => select(connection.id, { kind: "new" })}
          />
        }
      />
      <div className="changes-sidebar-find">
        <SearchField label="Filter changes" value={filter} onChange={setFilter} />
      </div>
      <RequestGroups connection={connection} filter={filter} />
      <DraftItem connectionId={connection.id} isSelected={selection.kind === "new"} />
      <FolderList
        connectionId={connection.id}
        filter={filter}
        selectedId={selection.kind === "migration" ? selection.id : null}
        isFolderSelected={selection.kind === "folder"}
      />
      <SidebarLabel>Record</SidebarLabel>
      <SidebarItem
        icon={ScrollText}
        label="Ledger"
        isSelected={selection.kind === "ledger"}
        onPress={() => select(connection.id, { kind: "ledger" })}
      />
      <SidebarItem
        icon={Scale}
        label="Policy"
        isSelected={selection.kind === "policy"}
        onPress={() => select(connection.id, { kind: "policy" })}
      />
    </nav>
  );
}

function RequestGroups({ connection, filter }: { readonly connection: Connection; readonly filter: string }) {
  const answer = useRequest("changes.list", { connectionId: connection.id });
  const { role } = useRole(connection.id);
  if (answer.error && !answer.data)
    return <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} isCompact />;
  if (!answer.data) return <Skeleton lines={3} />;
  const groups = groupRequests(answer.data, role, filter);
  if (groups.length === 0)
    return (
      <p className="changes-sidebar-empty">
        {filter.trim() === ""
          ? "No change request yet. Rehearse a migration of the folder and submit it."
          : "No change request fits."}
      </p>
    );
  return groups.map((group) => (
    <section key={group.key} aria-label={group.label}>
      <SidebarLabel count={group.requests.length}>{group.label}</SidebarLabel>
      {group.requests.map((request) => (
        <RequestItem key={request.id} connectionId={connection.id} request={request} group={group.key} />
      ))}
    </section>
  ));
}

interface RequestItemProps {
  readonly connectionId: string;
  readonly request: ChangeRequestSummary;
  readonly group: RequestGroupKey;
}

function RequestItem({ connectionId, request, group }: RequestItemProps) {
  const select = useChangesView((view) => view.select);
  const selection = useShownSelection(connectionId);
  return (
    <SidebarItem
      icon={request.state === "rolledBack" ? Undo2 : icons[group]}
      label={visibleName(request.title)}
      hint={shortId(request.id).slice(0, 4)}
      title={`${request.title}: ${requestStateLabels[request.state]}, by ${request.author}`}
      isSelected={selection.kind === "request" && selection.id === request.id}
      onPress={() => select(connectionId, { kind: "request", id: request.id })}
    />
  );
}

/** The migration that is being written; nothing while there is none. */
function DraftItem({ connectionId, isSelected }: { readonly connectionId: string; readonly isSelected: boolean }) {
  const ids = draftIds(connectionId);
  const { text: up } = useDraft(ids.up);
  const { text: name } = useDraft(ids.name);
  const select = useChangesView((view) => view.select);
  if (up === "" && name === "" && !isSelected) return null;
  return (
    <section aria-label="Drafts">
      <SidebarLabel count={1}>Drafts</SidebarLabel>
      <SidebarItem
        icon={PencilLine}
        label={name === "" ? "New migration" : visibleName(name)}
        isSelected={isSelected}
        onPress={() => select(connectionId, { kind: "new" })}
      />
    </section>
  );
}
