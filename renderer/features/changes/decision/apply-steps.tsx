import { type ReactNode, useState } from "react";
import type { ChangeRequest } from "../../../../shared/changes/model.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { useTargetName } from "../changes-view.ts";
import { upStatements } from "../rehearsal/rehearsal-figures.ts";
import { courseText } from "../rules/course-text.ts";
import { describeStop } from "./application-progress.ts";
import { DecisionText } from "./decision-text.tsx";
import { PromoteButton } from "./promote-button.tsx";
import { RestoreDialog } from "./restore-dialog.tsx";
import { RollBackDialog } from "./roll-back-dialog.tsx";
import type { RequestActions } from "./use-request-actions.ts";

interface StepProps {
  readonly request: ChangeRequest;
  readonly connection: Connection;
  readonly role: string | null;
  readonly actions: RequestActions;
  readonly roleSelect: ReactNode;
}

/** Approved: names the target and the limits before the button that sends it. */
export function ApplyStep({ request, connection, role, actions, roleSelect }: StepProps) {
  const targetName = useTargetName(connection);
  const count = request.report ? upStatements(request.report).length : null;
  return (
    <>
      <DecisionText
        strong={`Applying sends ${count === null ? "the scripts" : `${count} statements`} to ${targetName}.`}
      >
        {courseText(request)} One applier at a time; target, policy and bytes are checked again first, and each
        statement is written to the ledger.
      </DecisionText>
      {roleSelect}
      <Button variant="primary" isDisabled={role === null} onPress={() => role !== null && actions.apply(role)}>
        Apply to {connection.environment}
      </Button>
    </>
  );
}

interface RollBackProps extends StepProps {
  readonly whyNoRollback: string | null;
}

/** Applied: offers the tested way back. */
export function AppliedStep({ request, connection, role, actions, whyNoRollback, roleSelect }: RollBackProps) {
  const last = request.applications.findLast((application) => application.direction === "up");
  return (
    <>
      <DecisionText strong="Applied">
        {last ? `by ${last.person} at ${new Date(last.endedAt ?? last.startedAt).toLocaleString("en-GB")}.` : "."}{" "}
        {whyNoRollback ?? "The down scripts are the way back; they are shown before they run."}
      </DecisionText>
      {roleSelect}
      <RestoreButton request={request} connection={connection} role={role} actions={actions} />
      <RollBackButton request={request} connection={connection} role={role} actions={actions} reason={whyNoRollback} />
      <PromoteButton request={request} connection={connection} />
    </>
  );
}

/** Stopped part of the way: says exactly where, and offers both ways on. */
export function StoppedStep(props: RollBackProps & { readonly isRollback: boolean }) {
  const { request, connection, role, actions, whyNoRollback, isRollback, roleSelect } = props;
  const totals = new Map<string, number>();
  for (const statement of request.report ? upStatements(request.report) : [])
    totals.set(statement.migrationId, (totals.get(statement.migrationId) ?? 0) + 1);
  const run = isRollback ? actions.rollBack : actions.apply;
  return (
    <>
      <DecisionText strong={stopWord(request)}>{describeStop(request, totals)} Nothing runs now.</DecisionText>
      {roleSelect}
      {!isRollback && (
        <RollBackButton
          request={request}
          connection={connection}
          role={role}
          actions={actions}
          reason={whyNoRollback}
        />
      )}
      <Button variant="primary" isDisabled={role === null} onPress={() => role !== null && run(role)}>
        {isRollback ? "Continue the roll back" : "Continue"}
      </Button>
    </>
  );
}

function stopWord(request: ChangeRequest): string {
  if (request.state === "interrupted") return "It was interrupted.";
  const newest = [...request.applications].sort((left, right) => right.startedAt.localeCompare(left.startedAt))[0];
  return newest?.outcome === "cancelled" ? "It was cancelled part of the way." : "It failed part of the way.";
}

interface RollBackButtonProps extends Omit<StepProps, "roleSelect"> {
  readonly reason: string | null;
}

function RollBackButton({ request, connection, role, actions, reason }: RollBackButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        variant="danger"
        isDisabled={reason !== null || role === null}
        disabledReason={reason ?? undefined}
        onPress={() => setIsOpen(true)}
      >
        Roll back
      </Button>
      {isOpen && role !== null && (
        <RollBackDialog
          request={request}
          connection={connection}
          onClose={() => setIsOpen(false)}
          onConfirm={() => {
            setIsOpen(false);
            actions.rollBack(role);
          }}
        />
      )}
    </>
  );
}

/** Back to the newest restore point, where one was kept. */
function RestoreButton({ request, connection, role, actions }: Omit<StepProps, "roleSelect">) {
  const [isAsked, setIsAsked] = useState(false);
  const point = request.restorePoints.at(-1);
  if (!point) return null;
  return (
    <>
      <Button variant="danger" isDisabled={role === null} onPress={() => setIsAsked(true)}>
        Restore…
      </Button>
      {isAsked && role !== null && (
        <RestoreDialog
          request={request}
          connection={connection}
          point={point}
          onClose={() => setIsAsked(false)}
          onConfirm={() => {
            setIsAsked(false);
            actions.restore(role, point.id);
          }}
        />
      )}
    </>
  );
}
