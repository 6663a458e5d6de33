import { useEffect, useState } from "react";
import type { ChangeRequest } from "../../../../shared/changes/model.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { LineTabs } from "../../../ui/controls/line-tabs.tsx";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { SplitPane } from "../../../ui/frame/split.tsx";
import { DecisionBar } from "../decision/decision-bar.tsx";
import { LedgerEvents } from "../ledger/ledger-events.tsx";
import { RehearsalPanel } from "../rehearsal/rehearsal-panel.tsx";
import { objectChanges } from "../rules/object-changes.ts";
import { Discussion } from "../talk/discussion.tsx";
import { ApplicationConsole } from "./application-console.tsx";
import { ObjectDiff } from "./object-diff.tsx";
import { RequestHead } from "./request-head.tsx";
import "./request-page.css";
import { RequestStatements } from "./request-statements.tsx";
import { ScriptDiff } from "./script-diff.tsx";

const followMs = 2_000;

interface RequestPageProps {
  readonly connection: Connection;
  readonly id: string;
}

/** A change request: what it does, what the rehearsal proved, what people said, and the decision. */
export function RequestPage({ connection, id }: RequestPageProps) {
  const answer = useRequest("changes.read", { connectionId: connection.id, id });
  const { data, refetch } = answer;
  const isRunning = data?.state === "applying" || data?.state === "rollingBack";
  // Whoever runs it may be another program, or may have died: only the ledger knows.
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => void refetch(), followMs);
    return () => clearInterval(timer);
  }, [isRunning, refetch]);
  if (answer.error && !answer.data) return <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton lines={8} />;
  return <LoadedRequest connection={connection} request={answer.data} />;
}

type RequestTab = "statements" | "objects" | "scripts" | "down" | "discussion" | "runs" | "ledger";

function LoadedRequest({ connection, request }: { readonly connection: Connection; readonly request: ChangeRequest }) {
  const [tab, setTab] = useState<RequestTab>("statements");
  const { supersedes } = request.detail;
  const downCount = request.migrations.filter((migration) => migration.downSql !== null).length;
  return (
    <article className="request-page" aria-label={request.title}>
      <RequestHead request={request} connection={connection} />
      <LineTabs
        label="Parts of the request"
        value={tab}
        tabs={[
          { value: "statements", label: "Statements and rehearsal" },
          { value: "objects", label: "Object diff", count: objectChanges(request.report?.schema.changes ?? []).length },
          ...(supersedes === null ? [] : [{ value: "scripts", label: "Since the last review" } as const]),
          { value: "down", label: downCount === 1 ? "Down script" : "Down scripts", count: downCount },
          { value: "discussion", label: "Discussion", count: request.comments.length + request.decisions.length },
          { value: "runs", label: "Application", count: request.applications.length },
          { value: "ledger", label: "Ledger", count: request.events.length },
        ]}
        onChange={setTab}
      />
      <div className="request-body" role="tabpanel">
        {tab === "statements" && <StatementsAndRehearsal request={request} />}
        {tab === "down" && (
          <div className="request-panel request-sunken">
            <RequestStatements request={request} direction="down" />
          </div>
        )}
        {tab === "objects" && <ObjectDiff request={request} />}
        {tab === "scripts" && supersedes !== null && <ScriptDiff request={request} supersedes={supersedes} />}
        {tab === "runs" && <ApplicationConsole request={request} />}
        {tab === "discussion" && <Discussion request={request} />}
        {tab === "ledger" && <LedgerEvents connectionId={connection.id} events={request.events} />}
      </div>
      <DecisionBar request={request} connection={connection} />
    </article>
  );
}

function StatementsAndRehearsal({ request }: { readonly request: ChangeRequest }) {
  return (
    <SplitPane
      id="request"
      orientation="horizontal"
      defaultFirst="55%"
      minFirst={320}
      minSecond={360}
      first={
        <section className="request-panel request-sunken" aria-label="Statements">
          <RequestStatements request={request} direction="up" />
        </section>
      }
      second={
        <div className="request-panel">
          {request.report ? (
            <RehearsalPanel report={request.report} />
          ) : (
            <EmptyState
              title="Not rehearsed"
              text="The target has no control plane that could make a branch of it. Its locks and times are not known."
            />
          )}
        </div>
      }
    />
  );
}
