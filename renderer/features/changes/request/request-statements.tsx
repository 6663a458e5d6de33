import { MessageSquare } from "lucide-react";
import { useState } from "react";
import type { ChangeRequest, Direction, RequestMigration } from "../../../../shared/changes/model.ts";
import { IconButton } from "../../../ui/controls/button.tsx";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { standingOf, statementRecords } from "../decision/application-progress.ts";
import { ScriptStatements } from "../script/script-statements.tsx";
import { CommentForm } from "../talk/comment-form.tsx";
import { ThreadView } from "../talk/thread-view.tsx";
import "./request-statements.css";

interface RequestStatementsProps {
  readonly request: ChangeRequest;
  readonly direction: Direction;
}

/** The scripts of all migrations of a request as statement cards. */
export function RequestStatements({ request, direction }: RequestStatementsProps) {
  return (
    <>
      {request.migrations.map((migration) => (
        <section key={migration.id} className="request-migration">
          {request.migrations.length > 1 && <h2 className="request-migration-name">{migration.id}</h2>}
          <MigrationScript request={request} migration={migration} direction={direction} />
        </section>
      ))}
    </>
  );
}

interface MigrationScriptProps extends RequestStatementsProps {
  readonly migration: RequestMigration;
}

function MigrationScript({ request, migration, direction }: MigrationScriptProps) {
  const [commented, setCommented] = useState<number | null>(null);
  const script = direction === "up" ? migration.upSql : migration.downSql;
  if (script === null)
    return (
      <EmptyState
        title="No down script"
        text={`${migration.id} cannot be rolled back by Steward. Look in its up script for the stated reason.`}
      />
    );
  const records = statementRecords(request, migration.id, direction);
  const wasSent = records.size > 0;
  const canComment = direction === "up";
  return (
    <ScriptStatements
      migrationId={migration.id}
      direction={direction}
      script={script}
      findings={request.report?.findings ?? request.findings}
      report={request.report}
      standingOf={wasSent ? (index) => standingOf(records.get(index)) : undefined}
      actionsOf={
        canComment
          ? (index) => (
              <IconButton
                label={`Comment on statement ${index + 1}`}
                icon={MessageSquare}
                isSmall
                onPress={() => setCommented(commented === index ? null : index)}
              />
            )
          : undefined
      }
      belowOf={(index) => {
        const remarks = request.comments.filter(
          (comment) => comment.migrationId === migration.id && comment.statementIndex === index,
        );
        const error = records.get(index)?.error;
        return (
          <>
            {error && <p className="request-target-error">On the target: {error}</p>}
            {canComment &&
              remarks.map((comment) => <ThreadView key={comment.id} request={request} comment={comment} />)}
            {canComment && commented === index && (
              <CommentForm
                connectionId={request.connectionId}
                requestId={request.id}
                about={{ migrationId: migration.id, statementIndex: index }}
                onDone={() => setCommented(null)}
              />
            )}
          </>
        );
      }}
    />
  );
}
