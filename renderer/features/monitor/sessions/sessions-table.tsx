import { Lock } from "lucide-react";
import { useState } from "react";
import type { MonitoredSession, MonitorSample } from "../../../../shared/monitor/model.ts";
import { isClient } from "../../../../shared/monitor/rules/session-counts.ts";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import { SearchField } from "../../../ui/controls/text-field.tsx";
import { formatCount } from "../../../ui/display/format.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { Toolbar, ToolbarSpace } from "../../../ui/frame/toolbar.tsx";
import { type DataColumn, DataTable } from "../../../ui/tables/data-table.tsx";
import { durationText, oneLine, sessionName } from "../monitor-words.ts";
import { filterSessions, type SessionScope } from "./filter-sessions.ts";
import { SessionState } from "./session-state.tsx";

interface SessionsTableProps {
  readonly sample: MonitorSample;
  readonly chosenKey: string | null;
  readonly keyOf: (session: MonitoredSession) => string;
  readonly onChoose: (session: MonitoredSession) => void;
}

/** Rows that are drawn at most: the ones that wait and work come first. */
const shownAtMost = 300;

const columns: readonly DataColumn<MonitoredSession>[] = [
  { id: "pid", header: "Process", width: 72, isNumeric: true, cell: ({ pid }) => pid, sortBy: ({ pid }) => pid },
  { id: "who", header: "Who", width: 220, cell: (session) => sessionName(session), sortBy: sessionName },
  {
    id: "database",
    header: "Database",
    width: 110,
    cell: ({ database }) => database ?? "",
    sortBy: ({ database }) => database,
  },
  {
    id: "state",
    header: "State",
    width: 150,
    cell: (session) => <SessionState session={session} />,
    sortBy: ({ state }) => state,
  },
  {
    id: "wait",
    header: "Waits for",
    width: 150,
    cell: ({ waitType, wait, state, blockedBy }) =>
      blockedBy.length > 0 ? (
        <span className="monitor-blocked">
          <Lock aria-hidden className="monitor-blocked-icon" /> {wait ?? "a lock"}
        </span>
      ) : state === "active" || waitType === "Lock" ? (
        (wait ?? "")
      ) : (
        ""
      ),
    sortBy: ({ wait }) => wait,
  },
  {
    id: "transaction",
    header: "Transaction",
    width: 104,
    isNumeric: true,
    cell: ({ transactionSeconds }) => durationText(transactionSeconds),
    sortBy: ({ transactionSeconds }) => transactionSeconds,
  },
  {
    id: "statement-time",
    header: "Statement",
    width: 104,
    isNumeric: true,
    cell: ({ state, statementSeconds }) => (state === "active" ? durationText(statementSeconds) : ""),
    sortBy: ({ state, statementSeconds }) => (state === "active" ? statementSeconds : null),
  },
  {
    id: "statement",
    header: "Text",
    isMono: true,
    cell: ({ statement, isHidden }) =>
      isHidden ? <span className="muted">not shown to this role</span> : oneLine(statement),
  },
];

/** The sessions of the server. */
export function SessionsTable({ sample, chosenKey, keyOf, onChoose }: SessionsTableProps) {
  const [scope, setScope] = useState<SessionScope>("working");
  const [text, setText] = useState("");
  const found = filterSessions(sample.sessions, scope, text);
  const hidden = sample.sessions.filter((session) => session.isHidden && isClient(session)).length;
  return (
    <>
      <Toolbar label="Sessions">
        <Segmented
          label="Which sessions"
          value={scope}
          options={[
            { value: "working", label: "At work" },
            { value: "clients", label: "All clients" },
            { value: "server", label: "Server" },
          ]}
          onChange={setScope}
        />
        <span className="muted">
          {formatCount(Math.min(found.length, shownAtMost))}
          {found.length > shownAtMost && ` of ${formatCount(found.length)}`}
          {sample.unreadSessions > 0 && `, ${formatCount(sample.unreadSessions)} more were not read`}
        </span>
        <ToolbarSpace />
        <div className="monitor-find">
          <SearchField label="Filter sessions" placeholder="User, application, text" value={text} onChange={setText} />
        </div>
      </Toolbar>
      {hidden > 0 && (
        <p className="monitor-note" role="note">
          This role is not shown what {formatCount(hidden)}{" "}
          {hidden === 1 ? "session of another role does" : "sessions of other roles do"}. A member of{" "}
          <code>pg_read_all_stats</code> or <code>pg_monitor</code> is.
        </p>
      )}
      <DataTable
        label="Sessions"
        rows={found.slice(0, shownAtMost)}
        rowKey={keyOf}
        columns={columns}
        selectedKey={chosenKey}
        onSelect={onChoose}
        empty={
          <EmptyState
            title={text === "" ? "Nobody is at work" : "No session fits"}
            text={
              text === ""
                ? "No client runs a statement or holds a transaction open."
                : "Try fewer letters, or all clients."
            }
          />
        }
      />
    </>
  );
}
