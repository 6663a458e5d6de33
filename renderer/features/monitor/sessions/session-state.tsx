import type { MonitoredSession } from "../../../../shared/monitor/model.ts";
import { isIdleInTransaction } from "../../../../shared/monitor/rules/session-counts.ts";
import { Badge } from "../../../ui/display/badge.tsx";

/** A session's state as a word. */
export function SessionState({ session }: { readonly session: MonitoredSession }) {
  const { state, backendType, blockedBy, isHidden } = session;
  if (isHidden) return <span className="muted">hidden</span>;
  if (blockedBy.length > 0) return <Badge tone="danger">waiting</Badge>;
  if (isIdleInTransaction(session)) return <Badge tone="warning">{state}</Badge>;
  if (state === "active") return <Badge tone="info">active</Badge>;
  return <span className="muted">{state ?? backendType ?? ""}</span>;
}
