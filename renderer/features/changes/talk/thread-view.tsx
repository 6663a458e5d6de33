import { Check, RotateCcw } from "lucide-react";
import { useState } from "react";
import type { ChangeComment, ChangeRequest } from "../../../../shared/changes/model.ts";
import { describeThread, type Thread, type ThreadRemark } from "../../../../shared/changes/threads.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Badge } from "../../../ui/display/badge.tsx";
import { formatAgo } from "../../../ui/display/format.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { revealHidden } from "../rules/reveal-hidden.ts";
import { useRole } from "../use-role.ts";
import { PersonMark } from "./person.tsx";
import { ThreadForm } from "./thread-form.tsx";
import "./comments.css";

interface ThreadViewProps {
  readonly request: ChangeRequest;
  readonly comment: ChangeComment;
  /** What it is about, where that does not stand beside it. */
  readonly about?: string | undefined;
}

type Writing =
  | { readonly kind: "reply" }
  | { readonly kind: "edit"; readonly edits: string | null; readonly text: string };

/** A thread: what was said, what it said before, and whether it is settled. A settled one is one line until it is opened. */
export function ThreadView({ request, comment, about }: ThreadViewProps) {
  const thread = describeThread(comment);
  const [isShown, setIsShown] = useState(false);
  const [writing, setWriting] = useState<Writing | null>(null);
  const first = thread.remarks[0];
  if (thread.isResolved && !isShown)
    return (
      <section className="thread thread-settled" aria-label={`Resolved thread of ${comment.person}`}>
        <Badge tone="success" icon={Check}>
          Resolved
        </Badge>
        <span className="muted cut grow">
          by {thread.settledBy}: {revealHidden(first?.text ?? "")}
        </span>
        <Button variant="quiet" isSmall onPress={() => setIsShown(true)}>
          Show {thread.remarks.length === 1 ? "it" : `all ${thread.remarks.length}`}
        </Button>
      </section>
    );
  return (
    <section className="thread" aria-label={`Thread of ${comment.person}`}>
      {about && <p className="thread-about muted">{about}</p>}
      <ul className="remarks thread-remarks">
        {thread.remarks.map((remark) => (
          <RemarkItem
            key={remark.id ?? "first"}
            request={request}
            remark={remark}
            onEdit={() => setWriting({ kind: "edit", edits: remark.id, text: remark.text })}
          />
        ))}
      </ul>
      {writing ? (
        <ThreadForm request={request} threadId={thread.id} {...writing} onDone={() => setWriting(null)} />
      ) : (
        <ThreadActions request={request} thread={thread} onReply={() => setWriting({ kind: "reply" })} />
      )}
    </section>
  );
}

interface RemarkItemProps {
  readonly request: ChangeRequest;
  readonly remark: ThreadRemark;
  readonly onEdit: () => void;
}

function RemarkItem({ request, remark, onEdit }: RemarkItemProps) {
  const { role } = useRole(request.connectionId);
  const { person, at, text, earlier } = remark;
  return (
    <li>
      <PersonMark name={person} />
      <div className="grow">
        <b>{person}</b> <time className="muted">{formatAgo(at)}</time>
        <p className="remark-text">{revealHidden(text)}</p>
        {earlier.length > 0 && (
          <details className="thread-earlier">
            <summary>edited{earlier.length > 1 ? ` ${earlier.length} times` : ""}; what it said before is kept</summary>
            {earlier.map((old) => (
              <p key={old.at} className="remark-text">
                <time className="muted">{formatAgo(old.at)}</time> {revealHidden(old.text)}
              </p>
            ))}
          </details>
        )}
      </div>
      {person === role && (
        <Button variant="quiet" isSmall onPress={onEdit}>
          Edit
        </Button>
      )}
    </li>
  );
}

interface ThreadActionsProps {
  readonly request: ChangeRequest;
  readonly thread: Thread;
  readonly onReply: () => void;
}

function ThreadActions({ request, thread, onReply }: ThreadActionsProps) {
  const { role } = useRole(request.connectionId);
  const settle = useOperation("changes.thread", { invalidates: ["changes.read"] });
  const kind = thread.isResolved ? "reopen" : "resolve";
  const { connectionId, id } = request;
  const run = () => role !== null && settle.start({ connectionId, id, role, threadId: thread.id, kind });
  return (
    <div className="thread-actions">
      <Button variant="quiet" isSmall onPress={onReply} isDisabled={role === null}>
        Reply
      </Button>
      <Button
        variant="quiet"
        isSmall
        icon={thread.isResolved ? RotateCcw : Check}
        onPress={run}
        isDisabled={role === null || settle.state === "running"}
      >
        {thread.isResolved ? "Reopen" : "Resolve"}
      </Button>
      <ErrorPanel error={settle.error} isCompact />
    </div>
  );
}
