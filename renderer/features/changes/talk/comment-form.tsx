import { useState } from "react";
import { useOperation } from "../../../bridge/use-operation.ts";
import { useDraft, useDrafts } from "../../../state/drafts.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { TextArea } from "../../../ui/controls/text-field.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { useRole } from "../use-role.ts";
import "./comments.css";

interface CommentFormProps {
  readonly connectionId: string;
  readonly requestId: string;
  /** The statement it is about; null for the whole request. */
  readonly about: { readonly migrationId: string; readonly statementIndex: number } | null;
  readonly onDone?: (() => void) | undefined;
}

/** Adds a comment under the acting role. What is typed outlives a crash. */
export function CommentForm({ connectionId, requestId, about, onDone }: CommentFormProps) {
  const place = about ? `${about.migrationId.slice(0, 40)}.${about.statementIndex}` : "all";
  const draftId = `comment.${requestId}.${place}`;
  const { text, setText } = useDraft(draftId);
  const { role } = useRole(connectionId);
  const comment = useOperation("changes.comment", { invalidates: ["changes.read"] });
  const [isAsked, setIsAsked] = useState(false);
  const send = () => {
    setIsAsked(true);
    if (text.trim() === "" || role === null) return;
    const target = { migrationId: about?.migrationId ?? null, statementIndex: about?.statementIndex ?? null };
    comment.run({ connectionId, id: requestId, role, text: text.trim(), ...target }).then(
      () => {
        useDrafts.getState().remove(draftId);
        setIsAsked(false);
        onDone?.();
      },
      // The rejection is also the operation's state, which is shown below.
      () => {},
    );
  };
  return (
    <div className="comment-form">
      <TextArea
        label={about ? `Comment on statement ${about.statementIndex + 1}` : "Comment on the request"}
        value={text}
        onChange={setText}
        rows={2}
        error={isAsked && text.trim() === "" ? "Write something first." : null}
        autoFocus={about !== null}
      />
      <div className="comment-form-actions">
        <span className="muted grow">{role !== null && `As ${role}; the ledger keeps it.`}</span>
        {onDone && (
          <Button variant="quiet" onPress={onDone}>
            Close
          </Button>
        )}
        <Button onPress={send} isDisabled={comment.state === "running" || role === null}>
          Comment
        </Button>
      </div>
      <ErrorPanel error={comment.error} isCompact />
    </div>
  );
}
