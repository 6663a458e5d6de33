import { FolderTree } from "lucide-react";
import type { FolderMigration, MigrationFolder, MigrationState } from "../../../../shared/changes/model.ts";
import { migrationFormatNames } from "../../../../shared/migrations/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { SidebarItem, SidebarLabel } from "../../../ui/frame/section.tsx";
import "../changes-sidebar.css";
import { useChangesView } from "../changes-view.ts";
import { titleOf } from "../rules/short-hash.ts";
import { migrationStates } from "./migration-states.tsx";

interface FolderListProps {
  readonly connectionId: string;
  readonly filter: string;
  readonly selectedId: string | null;
  readonly isFolderSelected: boolean;
}

/** The migrations of the folder by where each stands, in their order. */
export function FolderList({ connectionId, filter, selectedId, isFolderSelected }: FolderListProps) {
  const answer = useRequest("changes.folder", { connectionId });
  const select = useChangesView((view) => view.select);
  if (answer.error && !answer.data)
    return <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} isCompact />;
  if (!answer.data) return <Skeleton lines={3} />;
  const { path, migrations } = answer.data;
  const wanted = filter.trim().toLocaleLowerCase();
  const shown = migrations.filter(({ id }) => id.toLocaleLowerCase().includes(wanted));
  return (
    <section aria-label="Migrations folder">
      {path === null && <SidebarLabel>Migrations folder</SidebarLabel>}
      {path === null && (
        <p className="changes-sidebar-empty">
          None is named. Change the connection, and name the folder that holds them.
        </p>
      )}
      {path !== null && (
        <>
          <SidebarLabel>Migrations folder</SidebarLabel>
          <SidebarItem
            icon={FolderTree}
            label={folderLabel(answer.data)}
            hint={answer.data.strays.length > 0 ? `${answer.data.strays.length} passed over` : undefined}
            title={path}
            isSelected={isFolderSelected}
            onPress={() => select(connectionId, { kind: "folder" })}
          />
        </>
      )}
      {path !== null && answer.data.format !== null && migrations.length === 0 && (
        <p className="changes-sidebar-empty">The migrations folder is empty: {path}</p>
      )}
      {order.map((state) => (
        <StateGroup
          key={state}
          state={state}
          migrations={shown.filter((migration) => migration.state === state)}
          selectedId={selectedId}
          onSelect={(id) => select(connectionId, { kind: "migration", id })}
        />
      ))}
    </section>
  );
}

function folderLabel({ format }: MigrationFolder): string {
  return format === null ? "Choose a format" : migrationFormatNames[format];
}

/** What wants attention stands first. */
const order = ["unfinished", "failed", "changed", "missing", "outOfOrder", "unknown", "pending", "applied"] as const;

interface StateGroupProps {
  readonly state: MigrationState;
  readonly migrations: readonly FolderMigration[];
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
}

function StateGroup({ state, migrations, selectedId, onSelect }: StateGroupProps) {
  if (migrations.length === 0) return null;
  const look = migrationStates[state];
  return (
    <>
      <SidebarLabel count={migrations.length}>{`Migrations, ${look.label}`}</SidebarLabel>
      {migrations.map((migration) => (
        <SidebarItem
          key={migration.id}
          icon={look.icon}
          label={visibleName(titleOf(migration.name))}
          hint={migration.version}
          title={`${migration.id}: ${look.label}, ${migration.class}`}
          isSelected={migration.id === selectedId}
          onPress={() => onSelect(migration.id)}
        />
      ))}
    </>
  );
}
