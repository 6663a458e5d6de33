import { Activity, Moon } from "lucide-react";
import { useMemo, useState } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { MonitoredSession } from "../../../shared/monitor/model.ts";
import { buildBlockingForest } from "../../../shared/monitor/rules/blocking-tree.ts";
import { type LookingRule, lookingRule } from "../../bridge/branches/looking-rule.ts";
import { useBranchOf } from "../../bridge/branches/use-branch-of.ts";
import { useDatabaseRef } from "../../state/workspace.ts";
import { LineTabs } from "../../ui/controls/line-tabs.tsx";
import { formatClock } from "../../ui/display/format.ts";
import { visibleName } from "../../ui/display/visible-name.ts";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import { useIsVisible } from "../../ui/frame/slots.tsx";
import { Toolbar, ToolbarSpace } from "../../ui/frame/toolbar.tsx";
import { LiveControl } from "./looking/live-control.tsx";
import { type Looks, useLooks } from "./looking/use-looks.ts";
import "./monitor.css";
import { MonitorCharts } from "./server/monitor-charts.tsx";
import { MonitorFigures } from "./server/monitor-figures.tsx";
import { ServerPanel } from "./server/server-panel.tsx";
import { BlockingTree } from "./sessions/blocking-tree.tsx";
import { type EndQuestion, EndSessionDialog } from "./sessions/end-session-dialog.tsx";
import { LocksTable } from "./sessions/locks-table.tsx";
import { SessionInspector } from "./sessions/session-inspector.tsx";
import { SessionsTable } from "./sessions/sessions-table.tsx";

type MonitorTab = "sessions" | "blocking" | "locks" | "server";

/** What the server does now. */
export function MonitorMain() {
  const ref = useDatabaseRef();
  if (!ref) return <EmptyState title="No connection" text="Choose a connection to watch its server." />;
  return <DatabaseMonitor key={`${ref.connectionId} ${ref.branchId ?? ""}`} databaseRef={ref} />;
}

function DatabaseMonitor({ databaseRef }: { readonly databaseRef: DatabaseRef }) {
  const place = useBranchOf(databaseRef);
  const isVisible = useIsVisible();
  const rule = useMemo(() => lookingRule(place === undefined ? undefined : (place?.branch ?? null)), [place]);
  const looks = useLooks(databaseRef, rule, isVisible);
  const { sample, error } = looks;
  return (
    <div className="monitor">
      <Toolbar label="Live monitor">
        <h1 className="monitor-title">Live monitor</h1>
        <LookedAt looks={looks} />
        <ToolbarSpace />
        <LiveControl rule={rule} place={place ?? null} looks={looks} />
      </Toolbar>
      {error && <ErrorPanel error={error} onRetry={looks.look} />}
      {sample === null && error === null && <NotLooked rule={rule} looks={looks} />}
      {sample !== null && <Looked databaseRef={databaseRef} looks={looks} />}
    </div>
  );
}

function LookedAt({ looks }: { readonly looks: Looks }) {
  if (looks.sample === null) return null;
  return (
    <span className="muted" aria-live="off">
      {looks.isLive ? "live, " : "as of "}
      {formatClock(looks.sample.at)}
    </span>
  );
}

function NotLooked({ rule, looks }: { readonly rule: LookingRule; readonly looks: Looks }) {
  if (rule.kind !== "asked" || looks.isLooking) return <Skeleton lines={10} />;
  return (
    <EmptyState
      icon={rule.isAsleep ? Moon : Activity}
      title={rule.isAsleep ? `The compute of ${visibleName(rule.branchName)} is suspended` : "Nothing was read yet"}
      text={
        rule.isAsleep
          ? "Nothing runs on it, so there is nothing to see. Looking wakes it; live mode keeps it awake for as long as you say."
          : "This compute sleeps when nobody uses it. The monitor looks when you ask, and repeats only in live mode."
      }
    />
  );
}

function Looked({ databaseRef, looks }: { readonly databaseRef: DatabaseRef; readonly looks: Looks }) {
  const { sample, points } = looks;
  const [tab, setTab] = useState<MonitorTab>("sessions");
  const [chosen, setChosen] = useState<string | null>(null);
  const [question, setQuestion] = useState<EndQuestion | null>(null);
  const forest = useMemo(() => (sample === null ? null : buildBlockingForest(sample)), [sample]);
  if (sample === null || forest === null) return null;
  const session = sample.sessions.find((one) => keyOf(one) === chosen) ?? null;
  const choose = (one: MonitoredSession) => setChosen(keyOf(one));
  return (
    <div className="monitor-body">
      <MonitorFigures sample={sample} rates={points.at(-1)?.rates ?? null} waiting={forest.waitingSessions} />
      <MonitorCharts points={points} maxConnections={sample.server.maxConnections} />
      <LineTabs
        label="Live monitor"
        value={tab}
        tabs={[
          { value: "sessions", label: "Sessions", count: sample.sessions.length },
          { value: "blocking", label: "Blocking", count: forest.waitingSessions },
          { value: "locks", label: "Locks" },
          { value: "server", label: "Server" },
        ]}
        onChange={setTab}
      />
      <div className="monitor-panel">
        {tab === "sessions" && <SessionsTable sample={sample} chosenKey={chosen} keyOf={keyOf} onChoose={choose} />}
        {tab === "blocking" && (
          <BlockingTree forest={forest} chosenKey={chosen} onChoose={choose} onEnd={setQuestion} />
        )}
        {tab === "locks" && <LocksTable databaseRef={databaseRef} lookedAt={sample.at} />}
        {tab === "server" && <ServerPanel sample={sample} />}
      </div>
      {session && <SessionInspector session={session} onClose={() => setChosen(null)} onEnd={setQuestion} />}
      {question && (
        <EndSessionDialog
          databaseRef={databaseRef}
          question={question}
          onClose={() => setQuestion(null)}
          onEnded={looks.look}
        />
      )}
    </div>
  );
}

function keyOf({ pid, startedAt }: MonitoredSession): string {
  return `${pid} ${startedAt}`;
}
