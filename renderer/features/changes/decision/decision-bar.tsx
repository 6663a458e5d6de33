import { CircleCheck, CircleX, ShieldCheck, X } from "lucide-react";
import type { ChangeRequest } from "../../../../shared/changes/model.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import type { Channel } from "../../../../shared/ipc/contracts.ts";
import { IconButton } from "../../../ui/controls/button.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { OperationBar } from "../../../ui/feedback/progress.tsx";
import { RoleSelect } from "../role-select.tsx";
import { useRole } from "../use-role.ts";
import { AppliedStep, ApplyStep, StoppedStep } from "./apply-steps.tsx";
import { type NextStep, nextStep } from "./next-step.ts";
import { PauseButton } from "./pause-button.tsx";
import { PolicyStrip } from "./policy-strip.tsx";
import "./decision-bar.css";
import { DecisionText } from "./decision-text.tsx";
import { ReviewStep } from "./review-step.tsx";
import { useRequestActions } from "./use-request-actions.ts";

interface DecisionBarProps {
  readonly request: ChangeRequest;
  readonly connection: Connection;
}

/** What happens next, what it binds and touches, and the buttons for it. */
export function DecisionBar({ request, connection }: DecisionBarProps) {
  const { role } = useRole(connection.id);
  const actions = useRequestActions(request);
  const { last } = actions;
  const step = nextStep(request, role);
  return (
    <section className="decision" aria-label="Decision">
      {last?.state === "running" && (
        <div className="decision-running">
          <OperationBar title={last.title} progress={last.progress} onCancel={last.cancel} />
          {(last.channel === "changes.apply" || last.channel === "changes.rollback") && (
            <PauseButton request={request} />
          )}
        </div>
      )}
      <PolicyStrip request={request} role={role} />
      {last?.error && last.state === "failed" && (
        <div className="decision-error">
          <div className="grow">
            <ErrorPanel error={last.error} isCompact />
          </div>
          <IconButton label="Dismiss" icon={X} isSmall onPress={actions.dismiss} />
        </div>
      )}
      {last?.state === "cancelled" && (
        <p className="decision-cancelled" role="status">
          <CircleX aria-hidden className="decision-icon" />
          {cancelledTexts[last.channel] ?? "You cancelled it."}
        </p>
      )}
      {last?.state === "done" && last.channel === "changes.promote" && (
        <p className="decision-cancelled" role="status">
          <CircleCheck aria-hidden className="decision-icon" />
          {last.title}: rehearsed and submitted there. It waits for approvals of its own.
        </p>
      )}
      <div className="decision-row">
        <ShieldCheck aria-hidden className="decision-icon" />
        <StepContent step={step} request={request} connection={connection} role={role} actions={actions} />
      </div>
    </section>
  );
}

interface StepContentProps extends DecisionBarProps {
  readonly step: NextStep;
  readonly role: string | null;
  readonly actions: ReturnType<typeof useRequestActions>;
}

function StepContent({ step, request, connection, role, actions }: StepContentProps) {
  const roleSelect = <RoleSelect connectionId={connection.id} author={request.author} />;
  const shared = { request, connection, role, actions, roleSelect };
  if (actions.isRunning)
    return <DecisionText strong="On its way.">{runningText(connection, actions.last?.channel)}</DecisionText>;
  switch (step.kind) {
    case "chooseRole":
      return <DecisionText strong="Reading your roles.">The acting role decides what you may do here.</DecisionText>;
    case "waitForOthers":
      return (
        <>
          <DecisionText strong="Not yours to approve.">{step.reason}</DecisionText>
          {roleSelect}
        </>
      );
    case "decide":
      return (
        role && (
          <ReviewStep
            request={request}
            connection={connection}
            role={role}
            doubt={step.doubt}
            roleSelect={roleSelect}
          />
        )
      );
    case "apply":
      return <ApplyStep {...shared} />;
    case "running":
      return (
        <DecisionText strong={step.isRollback ? "Being rolled back" : "Being applied"}>
          by another window or the command line. This page follows it.
        </DecisionText>
      );
    case "stopped":
      return <StoppedStep {...shared} isRollback={step.isRollback} whyNoRollback={step.whyNoRollback} />;
    case "applied":
      return <AppliedStep {...shared} whyNoRollback={step.whyNoRollback} />;
    case "closed":
      return <DecisionText strong="Closed.">{step.reason}</DecisionText>;
  }
}

const undone =
  "You cancelled it. The statement that ran was ended and its transaction undone; what was committed before stays.";
const cancelledTexts: Readonly<Partial<Record<Channel, string>>> = {
  "changes.apply": undone,
  "changes.rollback": undone,
  "changes.promote": "You cancelled the promotion. Nothing was submitted there.",
  "changes.restore": "You cancelled the restore. Branches shows what the target holds now.",
};

function runningText(connection: Connection, channel: Channel | undefined): string {
  if (channel === "changes.promote")
    return "You may leave this page. It is rehearsed on the target, then submitted there.";
  if (channel === "changes.restore") return `${connection.name} gets its former content. Its sessions end meanwhile.`;
  return `You may leave this page; it goes on. Cancel ends the statement that runs on ${connection.name} and undoes its transaction.`;
}
