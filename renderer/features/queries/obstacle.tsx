import { CircleSlash } from "lucide-react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { SnapshotObstacle } from "../../../shared/queries/model.ts";
import { useIntents } from "../../state/intents.ts";
import { Button } from "../../ui/controls/button.tsx";
import { CopyButton } from "../../ui/display/copy-button.tsx";
import { SqlText } from "../../ui/display/sql-text.tsx";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";

interface ObstacleProps {
  readonly databaseRef: DatabaseRef;
  readonly obstacle: SnapshotObstacle;
  /** Older snapshots are shown below. */
  readonly isSmall: boolean;
}

const titles: Readonly<Record<SnapshotObstacle["why"], string>> = {
  notInstalled: "Statements are counted, but cannot be seen here yet",
  notLoaded: "The server does not count statements yet",
  notReadable: "This role may not see what was counted",
  tooOld: "The extension is older than the server",
};

/** Why no snapshot could be taken, and the way out of it. */
export function Obstacle({ databaseRef, obstacle, isSmall }: ObstacleProps) {
  const openQuery = useIntents((state) => state.openQuery);
  const { why, message, hint, sql } = obstacle;
  if (isSmall)
    return (
      <p className="queries-note" role="alert">
        {message} {hint}
      </p>
    );
  return (
    <EmptyState
      icon={CircleSlash}
      title={titles[why]}
      text={
        <>
          {message} {hint}
          {sql !== null && (
            <span className="queries-obstacle-sql">
              <SqlText isInline sql={sql} />
              <CopyButton text={sql} label="Copy the SQL" />
            </span>
          )}
        </>
      }
      actions={
        sql !== null && (
          <Button onPress={() => openQuery(databaseRef, "pg_stat_statements", `${sql};`)}>Open in the editor</Button>
        )
      }
    />
  );
}
