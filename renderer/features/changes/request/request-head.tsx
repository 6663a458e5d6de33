import type { ChangeRequest } from "../../../../shared/changes/model.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { Badge } from "../../../ui/display/badge.tsx";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { EnvironmentBadge } from "../../../ui/display/environment-badge.tsx";
import { formatAgo } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { useTargetName } from "../changes-view.ts";
import { approvalsOf, validDecisions } from "../decision/next-step.ts";
import { requestStateLabels } from "../rules/group-requests.ts";
import { groupedHash, shortId } from "../rules/short-hash.ts";
import { ClassBadge } from "../script/class-badge.tsx";
import { PersonMark } from "../talk/person.tsx";
import "./request-head.css";

/** Who asks for what, against which target, under which hash, and how far it is. */
export function RequestHead({
  request,
  connection,
}: {
  readonly request: ChangeRequest;
  readonly connection: Connection;
}) {
  const targetName = useTargetName(connection);
  return (
    <header className="request-head">
      <h1 className="request-title">
        <span className="request-id">{shortId(request.id)}</span> {visibleName(request.title)}
      </h1>
      <div className="request-meta">
        <span>
          <PersonMark name={request.author} />
          {request.author} <time className="muted">{formatAgo(request.createdAt)}</time>
        </span>
        <span>
          <span className="muted">Target</span>
          <EnvironmentBadge environment={connection.environment} />
          {visibleName(targetName)}
        </span>
        <span>
          <span className="muted">Policy</span>
          <PolicyBadge request={request} />
        </span>
        <span>
          <span className="muted">Class</span>
          <ClassBadge value={request.class} />
        </span>
        {request.detail.specReference !== "" && (
          <span>
            <span className="muted">Spec</span>
            <SpecReference text={request.detail.specReference} />
          </span>
        )}
        {request.detail.promotedFrom && (
          <span>
            <span className="muted">Promoted from</span>
            <ConnectionName id={request.detail.promotedFrom.connectionId} />{" "}
            <code>{shortId(request.detail.promotedFrom.requestId)}</code>
          </span>
        )}
        <span>
          <span className="muted">Hash</span>
          <code title={request.hash}>{groupedHash(request.hash)}</code>
          <CopyButton text={request.hash} label="Copy the whole hash" />
        </span>
      </div>
      {request.description !== "" && <p className="request-description">{visibleName(request.description)}</p>}
    </header>
  );
}

/** Four eyes: approvals by other roles than the author's, as many as the policy asks for. Who gave it stands beside. */
function PolicyBadge({ request }: { readonly request: ChangeRequest }) {
  const approvers = validDecisions(request)
    .filter((decision) => decision.verdict === "approve")
    .map((decision) => decision.person);
  const { given, needed } = approvalsOf(request);
  const marks = approvers.map((person) => <PersonMark key={person} name={person} />);
  if (request.state === "open")
    return (
      <>
        <Badge tone="warning">
          {given} of {needed} {needed === 1 ? "approval" : "approvals"}, not by the author
        </Badge>
        {marks}
      </>
    );
  const tones = { refused: "danger", failed: "danger", interrupted: "warning", rolledBack: "neutral" } as const;
  const tone = request.state in tones ? tones[request.state as keyof typeof tones] : "success"; // narrowed by the `in` before it
  return (
    <>
      <Badge tone={tone}>{requestStateLabels[request.state]}</Badge>
      {marks}
      {approvers.length > 0 && <span className="muted">approved by {approvers.join(", ")}</span>}
    </>
  );
}

/** Where the reason is written down. A link is shown as its text and copied, never opened: anybody could have put it there. */
function SpecReference({ text }: { readonly text: string }) {
  return (
    <>
      <span className="request-spec cut" title={visibleName(text)}>
        {visibleName(text)}
      </span>
      <CopyButton text={text} label="Copy the reference" />
    </>
  );
}

/** The name that the connection has here; another person's app knows others, of which only the id is told. */
function ConnectionName({ id }: { readonly id: string }) {
  const connections = useRequest("connections.list", {}).data;
  return <span>{visibleName(connections?.find((one) => one.id === id)?.name ?? id)}</span>;
}
