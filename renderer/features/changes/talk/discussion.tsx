import type { ChangeComment, ChangeRequest, Decision } from "../../../../shared/changes/model.ts";
import { Badge } from "../../../ui/display/badge.tsx";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { CommentForm } from "./comment-form.tsx";
import { RemarkList } from "./comment-list.tsx";
import { ThreadView } from "./thread-view.tsx";

type Said =
  | { readonly at: string; readonly comment: ChangeComment }
  | { readonly at: string; readonly decision: Decision };

/** Everything that was said about a request, decisions included, in the order of time. */
export function Discussion({ request }: { readonly request: ChangeRequest }) {
  const said: readonly Said[] = [
    ...request.comments.map((comment) => ({ at: comment.at, comment })),
    ...request.decisions.map((decision) => ({ at: decision.at, decision })),
  ].sort((left, right) => left.at.localeCompare(right.at));
  return (
    <div className="discussion">
      {said.length === 0 && (
        <EmptyState
          title="Nobody has said anything"
          text="Ask about a statement with the mark at its right, or about the whole request here. Comments stay in the ledger."
        />
      )}
      {said.map((one) =>
        "comment" in one ? (
          <ThreadView key={one.comment.id} request={request} comment={one.comment} about={aboutText(one.comment)} />
        ) : (
          <RemarkList
            key={`${one.decision.person} ${one.decision.at}`}
            remarks={[
              { ...one.decision, text: one.decision.comment, about: <Verdict of={one.decision} hash={request.hash} /> },
            ]}
          />
        ),
      )}
      <CommentForm connectionId={request.connectionId} requestId={request.id} about={null} />
    </div>
  );
}

function aboutText({ migrationId, statementIndex }: ChangeComment): string | undefined {
  return migrationId === null || statementIndex === null
    ? undefined
    : `Statement ${statementIndex + 1} of ${migrationId}`;
}

function Verdict({ of, hash }: { readonly of: Decision; readonly hash: string }) {
  return (
    <>
      <Badge tone={of.verdict === "approve" ? "success" : "danger"}>
        {of.verdict === "approve" ? "approved" : "refused"}
      </Badge>
      {of.hash !== hash && <Badge>void: other bytes</Badge>}
    </>
  );
}
