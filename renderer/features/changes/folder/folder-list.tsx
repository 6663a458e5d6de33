import { useRequest } from "../../../bridge/use-request.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { SidebarItem, SidebarLabel } from "../../../ui/frame/section.tsx";
import "../changes-sidebar.css";
import { useChangesView } from "../changes-view.ts";
import { migrationStates } from "./migration-states.tsx";

interface FolderListProps {
  readonly connectionId: string;
  readonly filter: string;
  readonly selectedId: string | null;
}

/** The migrations of the folder with where each stands, newest first: what is pending is on top. */
export function FolderList({ connectionId, filter, selectedId }: FolderListProps) {
  const answer = useRequest("changes.folder", { connectionId });
  const select = useChangesView((view) => view.select);
  if (answer.error) return <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} isCompact />;
  if (!answer.data) return <Skeleton lines={3} />;
  const { path, migrations } = answer.data;
  const wanted = filter.trim().toLocaleLowerCase();
  const shown = migrations.filter(({ id }) => id.toLocaleLowerCase().includes(wanted)).reverse();
  return (
    <section aria-label="Migrations folder">
      <SidebarLabel count={migrations.length}>Migrations folder</SidebarLabel>
      {path === null && (
        <p className="changes-sidebar-empty">This connection has no folder yet. The first saved migration makes one.</p>
      )}
      {path !== null && migrations.length === 0 && <p className="changes-sidebar-empty">The folder is empty: {path}</p>}
      {shown.map((migration) => {
        const look = migrationStates[migration.state];
        return (
          <SidebarItem
            key={migration.id}
            icon={look.icon}
            label={migration.id}
            hint={look.label}
            title={`${migration.id}: ${look.label}, ${migration.class}`}
            isSelected={migration.id === selectedId}
            onPress={() => select(connectionId, { kind: "migration", id: migration.id })}
          />
        );
      })}
    </section>
  );
}
