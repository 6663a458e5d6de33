import { TriangleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { ChangeRequest } from "../../../../shared/changes/model.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { TextArea } from "../../../ui/controls/text-field.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import { useTargetName } from "../changes-view.ts";
import { upStatements } from "../rehearsal/rehearsal-figures.ts";
import { courseText } from "../rules/course-text.ts";
import { shortHash } from "../rules/short-hash.ts";
import { DecisionText } from "./decision-text.tsx";

interface ReviewStepProps {
  readonly request: ChangeRequest;
  readonly connection: Connection;
  readonly role: string;
  readonly doubt: string | null;
  readonly roleSelect: ReactNode;
}

/** Approve or refuse: says what the yes binds and what voids it. */
export function ReviewStep({ request, connection, role, doubt, roleSelect }: ReviewStepProps) {
  const approve = useOperation("changes.approve", { invalidates: ["changes.read", "changes.list"] });
  const [isRefusing, setIsRefusing] = useState(false);
  const targetName = useTargetName(connection);
  const { report, hash } = request;
  const input = { connectionId: connection.id, id: request.id, role, expectedHash: hash };
  return (
    <>
      <DecisionText strong="Your approval binds these exact bytes:">
        {scriptsText(request)}, options, target {targetName}
        {report && (
          <>
            {" "}
            and rehearsal <code>{shortHash(report.hash)}</code>
          </>
        )}
        , together <code title={hash}>{shortHash(hash)}</code>. Any changed byte, option, target or rehearsal voids it.
        Applying: {courseText(request)} Your answer is recorded under your role <code>{role}</code>.
        {doubt !== null && (
          <span className="decision-doubt">
            <TriangleAlert aria-hidden className="decision-icon" />
            {doubt}
          </span>
        )}
        <ErrorPanel error={approve.error} isCompact />
      </DecisionText>
      {roleSelect}
      <Button variant="danger" onPress={() => setIsRefusing(true)}>
        Refuse with a comment
      </Button>
      <Button variant="primary" isDisabled={approve.state === "running"} onPress={() => approve.start(input)}>
        Approve for {connection.environment}
      </Button>
      {isRefusing && (
        <RefuseDialog request={request} connection={connection} role={role} onClose={() => setIsRefusing(false)} />
      )}
    </>
  );
}

function scriptsText(request: ChangeRequest): string {
  const statements = request.report ? upStatements(request.report).length : 0;
  const downs = request.migrations.filter((migration) => migration.downSql !== null).length;
  const up =
    statements > 0
      ? `${statements} ${statements === 1 ? "statement" : "statements"}`
      : `${request.migrations.length} ${request.migrations.length === 1 ? "script" : "scripts"}`;
  if (downs === 0) return `${up} without a down script`;
  return `${up} and ${downs === 1 ? "the down script" : `${downs} down scripts`}`;
}

interface RefuseDialogProps {
  readonly request: ChangeRequest;
  readonly connection: Connection;
  readonly role: string;
  readonly onClose: () => void;
}

function RefuseDialog({ request, connection, role, onClose }: RefuseDialogProps) {
  const refuse = useOperation("changes.refuse", { invalidates: ["changes.read", "changes.list"] });
  const [comment, setComment] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const run = () => {
    setIsAsked(true);
    if (comment.trim() === "") return;
    const input = { connectionId: connection.id, id: request.id, role, expectedHash: request.hash };
    // A failure is shown by the operation's state.
    refuse.run({ ...input, comment: comment.trim() }).then(onClose, () => {});
  };
  return (
    <Dialog
      title="Refuse this request"
      isOpen
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Keep it open</Button>
          <Button variant="danger" onPress={run} isDisabled={refuse.state === "running"}>
            Refuse
          </Button>
        </>
      }
    >
      <p>The request is closed. Its author can change the scripts and submit them again.</p>
      <TextArea
        label="What should change"
        value={comment}
        onChange={setComment}
        error={isAsked && comment.trim() === "" ? "Say why, so that the author knows what to do." : null}
        autoFocus
      />
      <ErrorPanel error={refuse.error} isCompact />
    </Dialog>
  );
}
