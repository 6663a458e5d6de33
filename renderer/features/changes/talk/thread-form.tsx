import { useState } from "react";
import type { ChangeRequest } from "../../../../shared/changes/model.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { TextArea } from "../../../ui/controls/text-field.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { useRole } from "../use-role.ts";

interface ThreadFormProps {
  readonly request: ChangeRequest;
  readonly threadId: string;
  readonly kind: "reply" | "edit";
  /** The reply that is edited; null for the thread's first comment. */
  readonly edits?: string | null;
  readonly text?: string;
  readonly onDone: () => void;
}

/** Answers in a thread, or writes a remark anew. The earlier text stays in the ledger. */
export function ThreadForm({ request, threadId, kind, edits = null, text = "", onDone }: ThreadFormProps) {
  const [typed, setTyped] = useState(text);
  const [isAsked, setIsAsked] = useState(false);
  const { role } = useRole(request.connectionId);
  const send = useOperation("changes.thread", { invalidates: ["changes.read"] });
  const run = () => {
    setIsAsked(true);
    if (typed.trim() === "" || role === null) return;
    const { connectionId, id } = request;
    // A failure is shown by the operation's state.
    send.run({ connectionId, id, role, threadId, kind, edits, text: typed.trim() }).then(onDone, () => {});
  };
  return (
    <div className="comment-form">
      <TextArea
        label={kind === "reply" ? "Reply" : "Edit"}
        value={typed}
        onChange={setTyped}
        rows={2}
        error={isAsked && typed.trim() === "" ? "Write something first." : null}
        autoFocus
      />
      <div className="comment-form-actions">
        <span className="muted grow">
          {kind === "edit" ? "What it said before stays in the ledger." : role !== null && `As ${role}.`}
        </span>
        <Button variant="quiet" onPress={onDone}>
          Close
        </Button>
        <Button onPress={run} isDisabled={send.state === "running" || role === null}>
          {kind === "reply" ? "Reply" : "Save"}
        </Button>
      </div>
      <ErrorPanel error={send.error} isCompact />
    </div>
  );
}
