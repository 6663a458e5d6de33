import { FlaskConical, Send } from "lucide-react";
import { useState } from "react";
import type { FolderMigration, MigrationFolder } from "../../../../shared/changes/model.ts";
import { branchingOf } from "../../../../shared/connections/branching-of.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import { useKeepOperation, useKeptOperation, useKeptOperations } from "../../../state/kept-operations.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { OperationBar } from "../../../ui/feedback/progress.tsx";
import { SplitPane } from "../../../ui/frame/split.tsx";
import { RehearsalPanel } from "../rehearsal/rehearsal-panel.tsx";
import { RoleSelect } from "../role-select.tsx";
import { useRole } from "../use-role.ts";
import { MigrationHead } from "./migration-head.tsx";
import "./migration-page.css";
import { MigrationScripts } from "./migration-scripts.tsx";
import { useRehearsal, useRehearsals } from "./rehearsals.ts";
import { SubmitDialog } from "./submit-dialog.tsx";
import { TogetherWith } from "./together-with.tsx";

interface MigrationPageProps {
  readonly connection: Connection;
  readonly folder: MigrationFolder;
  readonly migration: FolderMigration;
}

/** A migration of the folder: its scripts with their findings, its rehearsal, and the way into review. */
export function MigrationPage({ connection, folder, migration }: MigrationPageProps) {
  const [others, setOthers] = useState<readonly string[]>([]);
  const [isSubmitting, setIsSubmitting] = useState(false);
  const { role } = useRole(connection.id);
  const canRehearse = branchingOf(connection) !== null;
  const canGo = migration.state === "pending" || migration.state === "outOfOrder";
  const chosen = folder.migrations.filter(({ id }) => id === migration.id || others.includes(id));
  const rehearsal = useRehearsal(connection.id, chosen);
  const rehearse = useRehearse(connection.id, chosen);

  return (
    <article className="migration-page" aria-label={migration.name}>
      <MigrationHead connection={connection} migration={migration} />
      {rehearse.running && (
        <OperationBar title="Rehearsing" progress={rehearse.running.progress} onCancel={rehearse.running.cancel} />
      )}
      <div className="migration-body">
        <SplitPane
          id="migration"
          orientation="horizontal"
          defaultFirst="55%"
          minFirst={320}
          minSecond={360}
          first={
            <MigrationScripts
              migration={migration}
              format={folder.format}
              report={rehearsal && !rehearsal.isStale ? rehearsal.report : null}
            />
          }
          second={
            <RehearsalSide
              rehearsal={rehearsal}
              error={rehearse.error}
              canGo={canGo}
              canRehearse={canRehearse}
              onRetry={role === null ? undefined : () => rehearse.run(role)}
            />
          }
        />
      </div>
      {canGo && (
        <footer className="migration-foot">
          <TogetherWith folder={folder} migration={migration} chosen={others} onChange={setOthers} />
          <span className="grow" />
          <RoleSelect connectionId={connection.id} />
          <MigrationButtons
            rehearsal={rehearsal}
            canRehearse={canRehearse}
            isRunning={rehearse.running !== null}
            hasProblems={chosen.some((one) => one.problems.length > 0)}
            onRehearse={role === null ? null : () => rehearse.run(role)}
            onSubmit={() => setIsSubmitting(true)}
          />
        </footer>
      )}
      {isSubmitting && role !== null && (
        <SubmitDialog connection={connection} migrations={chosen} role={role} onClose={() => setIsSubmitting(false)} />
      )}
    </article>
  );
}

interface MigrationButtonsProps {
  readonly rehearsal: ReturnType<typeof useRehearsal>;
  readonly canRehearse: boolean;
  readonly isRunning: boolean;
  readonly hasProblems: boolean;
  /** Null while the acting role is not known. */
  readonly onRehearse: (() => void) | null;
  readonly onSubmit: () => void;
}

function MigrationButtons(props: MigrationButtonsProps) {
  const { rehearsal, canRehearse, isRunning, hasProblems, onRehearse, onSubmit } = props;
  const unparsed = hasProblems ? "A script cannot be parsed; correct it first." : null;
  const whyNotRehearse = canRehearse ? unparsed : noBranches;
  const whyNotSubmit = canRehearse || rehearsal ? whySubmitIsRefused(rehearsal) : unparsed;
  return (
    <>
      <Button
        icon={FlaskConical}
        variant={whyNotSubmit === null ? "secondary" : "primary"}
        isDisabled={isRunning || onRehearse === null || whyNotRehearse !== null}
        disabledReason={whyNotRehearse ?? undefined}
        onPress={() => onRehearse?.()}
      >
        {rehearsal ? "Rehearse again" : "Rehearse"}
      </Button>
      <Button
        icon={Send}
        variant={whyNotSubmit === null ? "primary" : "secondary"}
        isDisabled={isRunning || onRehearse === null || whyNotSubmit !== null}
        disabledReason={whyNotSubmit ?? undefined}
        onPress={onSubmit}
      >
        Submit for review
      </Button>
    </>
  );
}

const noBranches =
  "This connection is one server, with nothing to make a branch with. It can be submitted without a rehearsal, unless the policy asks for one; branches by template databases are turned on in the connection's settings.";

interface RehearsalSideProps {
  readonly rehearsal: ReturnType<typeof useRehearsal>;
  readonly canRehearse: boolean;
  readonly error: AppError | null;
  readonly canGo: boolean;
  readonly onRetry: (() => void) | undefined;
}

function RehearsalSide({ rehearsal, canRehearse, error, canGo, onRetry }: RehearsalSideProps) {
  return (
    <div className="migration-panel">
      <ErrorPanel error={error} onRetry={onRetry} />
      {rehearsal?.isStale && (
        <p className="migration-stale" role="status">
          A script was changed after this rehearsal. It proves nothing for the new bytes; rehearse again.
        </p>
      )}
      {rehearsal ? (
        <RehearsalPanel report={rehearsal.report} />
      ) : (
        <EmptyState icon={FlaskConical} {...withoutRehearsal(canGo, canRehearse)} />
      )}
    </div>
  );
}

function withoutRehearsal(canGo: boolean, canRehearse: boolean) {
  if (!canGo)
    return {
      title: "Nothing to rehearse",
      text: "It is on the target already. Its change request has the rehearsal that was approved.",
    };
  if (!canRehearse) return { title: "No rehearsal here", text: noBranches };
  return {
    title: "Not rehearsed yet",
    text: "A rehearsal makes a throw-away branch of the target, runs up, down and up again on its real rows, and measures each statement: its time, its locks, what it rewrites. The target itself is not touched.",
  };
}

/** The report is part of what is reviewed: without a fresh one that ran through there is nothing to review. */
function whySubmitIsRefused(rehearsal: ReturnType<typeof useRehearsal>): string | null {
  if (!rehearsal) return "Rehearse it first: the report is part of what is reviewed.";
  if (rehearsal.isStale) return "A script was changed; rehearse it again.";
  return rehearsal.report.outcome === "failed" ? "It failed in the rehearsal; correct it first." : null;
}

function useRehearse(connectionId: string, migrations: readonly FolderMigration[]) {
  const subject = JSON.stringify([connectionId, ...migrations.map(({ id }) => id)]);
  const keep = useKeepOperation();
  const last = useKeptOperation(subject, ["changes.rehearse"]);
  const dismiss = useKeptOperations((state) => state.dismiss);
  const run = (role: string) => {
    if (last) dismiss(last.id);
    const migrationIds = migrations.map(({ id }) => id);
    const title = { subject, title: "Rehearse", detail: migrationIds.join(", ") };
    keep("changes.rehearse", { connectionId, migrationIds, role }, title).then(
      (report) => useRehearsals.getState().keep(connectionId, migrations, report),
      // A failure is kept with the operation, and shown.
      () => {},
    );
  };
  return { run, running: last?.state === "running" ? last : null, error: last?.error ?? null };
}
