import { ClipboardCheck, FilePlus } from "lucide-react";
import { useEffect } from "react";
import { listedCommand } from "../../../shared/commands/command-list.ts";
import type { Connection } from "../../../shared/connections/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useCommands } from "../../state/commands.ts";
import { useDrafts } from "../../state/drafts.ts";
import { useIntents } from "../../state/intents.ts";
import { Button } from "../../ui/controls/button.tsx";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import { useChangesView, useTargetConnection } from "./changes-view.ts";
import { draftIds, fileName } from "./draft/migration-draft.ts";
import { NewMigration } from "./draft/new-migration.tsx";
import { FolderPage } from "./folder/folder-page.tsx";
import { MigrationPage } from "./folder/migration-page.tsx";
import { LedgerPage } from "./ledger/ledger-page.tsx";
import { PolicyPage } from "./policy/policy-page.tsx";
import { RequestPage } from "./request/request-page.tsx";
import { useShownSelection } from "./use-shown-selection.ts";

/** The Changes section: a request, a migration of the folder, a new one, or the ledger. */
export function ChangesMain() {
  const connection = useTargetConnection();
  if (!connection)
    return (
      <EmptyState
        icon={ClipboardCheck}
        title="No connection is chosen"
        text="Changes belong to a database. Choose a connection in the title bar."
      />
    );
  return <ConnectionChanges key={connection.id} connection={connection} />;
}

function ConnectionChanges({ connection }: { readonly connection: Connection }) {
  const selection = useShownSelection(connection.id);
  const select = useChangesView((view) => view.select);
  useProposals(connection.id);
  // What was chosen for the user stays when it is decided and no longer wants attention.
  useEffect(() => {
    if (selection.kind === "request" || selection.kind === "migration") select(connection.id, selection);
  }, [selection, select, connection.id]);
  useCommands([
    {
      ...listedCommand("changes.new"),
      run: () => select(connection.id, { kind: "new" }),
    },
  ]);
  switch (selection.kind) {
    case "request":
      return <RequestPage key={selection.id} connection={connection} id={selection.id} />;
    case "migration":
      return <ChosenMigration key={selection.id} connection={connection} id={selection.id} />;
    case "folder":
      return <FolderPage connection={connection} />;
    case "new":
      return <NewMigration connection={connection} />;
    case "ledger":
      return <LedgerPage connection={connection} />;
    case "policy":
      return <PolicyPage connection={connection} />;
    case "auto":
      return <NothingToDo connection={connection} />;
  }
}

/** A migration that another part of the app proposes becomes the draft, and is shown. */
function useProposals(connectionId: string): void {
  const proposed = useIntents((intents) => intents.draftMigration);
  const take = useIntents((intents) => intents.takeDraft);
  const select = useChangesView((view) => view.select);
  useEffect(() => {
    if (proposed === null) return;
    const draft = take();
    if (draft === null) return;
    const { setText } = useDrafts.getState();
    const ids = draftIds(connectionId);
    setText(ids.name, fileName(draft.title));
    setText(ids.reason, draft.reason);
    setText(ids.up, draft.upSql);
    setText(ids.down, draft.downSql ?? "");
    setText(ids.whyNoDown, "");
    select(connectionId, { kind: "new" });
  }, [proposed, take, select, connectionId]);
}

function ChosenMigration({ connection, id }: { readonly connection: Connection; readonly id: string }) {
  const answer = useRequest("changes.folder", { connectionId: connection.id });
  if (answer.error && !answer.data) return <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton lines={8} />;
  const migration = answer.data.migrations.find((candidate) => candidate.id === id);
  if (migration) return <MigrationPage connection={connection} folder={answer.data} migration={migration} />;
  return (
    <EmptyState
      title={`${id} is gone`}
      text="Its files are no longer in the folder."
      actions={<Button onPress={() => void answer.refetch()}>Look again</Button>}
    />
  );
}

function NothingToDo({ connection }: { readonly connection: Connection }) {
  const list = useRequest("changes.list", { connectionId: connection.id });
  const folder = useRequest("changes.folder", { connectionId: connection.id });
  const select = useChangesView((view) => view.select);
  const error = list.error ?? folder.error;
  const retry = () => void Promise.all([list.refetch(), folder.refetch()]);
  if (error) return <ErrorPanel error={error} onRetry={retry} />;
  if (list.isPending || folder.isPending) return <Skeleton lines={8} />;
  return (
    <EmptyState
      icon={ClipboardCheck}
      title="No change is on its way"
      text="A change starts as a migration: an up script and the down script that undoes it. It is rehearsed on a throw-away branch, approved by a second person byte for byte, and only then applied. A finding in Health or under a plan can draft one for you."
      actions={
        <Button variant="primary" icon={FilePlus} onPress={() => select(connection.id, { kind: "new" })}>
          Write a migration
        </Button>
      }
    />
  );
}
