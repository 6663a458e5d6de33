import type { ChangeRequest } from "../../../../shared/changes/model.ts";
import { Badge } from "../../../ui/display/badge.tsx";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { CommentForm } from "./comment-form.tsx";
import { type Remark, RemarkList } from "./comment-list.tsx";

/** Everything that was said about a request, decisions included, in the order of time. */
export function Discussion({ request }: { readonly request: ChangeRequest }) {
  const remarks = remarksOf(request);
  return (
    <div className="discussion">
      {remarks.length === 0 ? (
        <EmptyState
          title="Nobody has said anything"
          text="Ask about a statement with the mark at its right, or about the whole request here. Comments stay in the ledger."
        />
      ) : (
        <RemarkList remarks={remarks} />
      )}
      <CommentForm connectionId={request.connectionId} requestId={request.id} about={null} />
    </div>
  );
}

function remarksOf(request: ChangeRequest): readonly Remark[] {
  const comments = request.comments.map((comment) => ({
    ...comment,
    about:
      comment.migrationId !== null && comment.statementIndex !== null ? (
        <span className="muted">
          on statement {comment.statementIndex + 1} of {comment.migrationId}
        </span>
      ) : null,
  }));
  const decisions = request.decisions.map((decision) => ({
    person: decision.person,
    at: decision.at,
    text: decision.comment,
    about: (
      <>
        <Badge tone={decision.verdict === "approve" ? "success" : "danger"}>
          {decision.verdict === "approve" ? "approved" : "refused"}
        </Badge>
        {decision.hash !== request.hash && <Badge>void: other bytes</Badge>}
      </>
    ),
  }));
  return [...comments, ...decisions].sort((left, right) => left.at.localeCompare(right.at));
}
