import type { FolderMigration } from "../../../../shared/changes/model.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { EnvironmentBadge } from "../../../ui/display/environment-badge.tsx";
import { formatAgo } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { useChangesView, useTargetName } from "../changes-view.ts";
import { groupedHash, shortId } from "../rules/short-hash.ts";
import { ClassBadge } from "../script/class-badge.tsx";
import { MigrationStateBadge, migrationStates } from "./migration-states.tsx";
import "./migration-page.css";

/** The name of a migration, where it stands against the target, and its hash. */
export function MigrationHead({
  connection,
  migration,
}: {
  readonly connection: Connection;
  readonly migration: FolderMigration;
}) {
  const targetName = useTargetName(connection);
  const select = useChangesView((view) => view.select);
  const { advice } = migrationStates[migration.state];
  const { requestId } = migration;
  return (
    <header className="migration-head">
      <h1 className="migration-title">
        <span className="migration-order">{migration.version}</span> {visibleName(migration.name)}
      </h1>
      <div className="migration-meta">
        <MigrationStateBadge state={migration.state} />
        <ClassBadge value={migration.class} />
        <span className="muted">Target</span>
        <EnvironmentBadge environment={connection.environment} />
        <span>{visibleName(targetName)}</span>
        {migration.appliedAt !== null && <span className="muted">applied {formatAgo(migration.appliedAt)}</span>}
        <span className="muted">Hash</span>
        <code title={migration.sha256}>{groupedHash(migration.sha256)}</code>
        <CopyButton text={migration.sha256} label="Copy the whole hash" />
        {requestId !== null && (
          <Button isSmall variant="quiet" onPress={() => select(connection.id, { kind: "request", id: requestId })}>
            Request {shortId(requestId)}
          </Button>
        )}
      </div>
      {advice !== null && <p className="migration-advice">{advice}</p>}
      {migration.note !== null && <p className="migration-remark">{visibleName(migration.note)}</p>}
    </header>
  );
}
