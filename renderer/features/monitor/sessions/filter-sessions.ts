import type { MonitoredSession } from "../../../../shared/monitor/model.ts";
import { isClient } from "../../../../shared/monitor/rules/session-counts.ts";

/** Clients that run or hold something, all clients, or the server's own processes. */
export type SessionScope = "working" | "clients" | "server";

/** The sessions of a scope in which the text occurs, in their order. */
export function filterSessions(
  sessions: readonly MonitoredSession[],
  scope: SessionScope,
  text: string,
): readonly MonitoredSession[] {
  const wanted = text.trim().toLowerCase();
  return sessions.filter((session) => inScope(session, scope) && (wanted === "" || hasText(session, wanted)));
}

function inScope(session: MonitoredSession, scope: SessionScope): boolean {
  if (scope === "server") return !isClient(session);
  if (!isClient(session)) return false;
  // A hidden session may be at work: it is not left out of the list that is looked at first.
  return scope === "clients" || session.isHidden || session.state !== "idle" || session.blockedBy.length > 0;
}

function hasText(session: MonitoredSession, wanted: string): boolean {
  const { pid, user, application, database, statement, clientAddress, backendType } = session;
  return [String(pid), user, application, database, statement, clientAddress, backendType].some((part) =>
    part?.toLowerCase().includes(wanted),
  );
}
