import { ListX, X } from "lucide-react";
import type { MonitoredSession } from "../../../../shared/monitor/model.ts";
import { isIdleInTransaction } from "../../../../shared/monitor/rules/session-counts.ts";
import { waitWords } from "../../../../shared/monitor/rules/wait-words.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { formatCount } from "../../../ui/display/format.ts";
import { type KeyValue, KeyValueList } from "../../../ui/display/key-value.tsx";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { Inspector } from "../../../ui/frame/inspector.tsx";
import { PanelSection } from "../../../ui/frame/section.tsx";
import { durationText, sessionName } from "../monitor-words.ts";
import type { EndQuestion } from "./end-session-dialog.tsx";
import { SessionState } from "./session-state.tsx";

interface SessionInspectorProps {
  readonly session: MonitoredSession;
  readonly onClose: () => void;
  readonly onEnd: (question: EndQuestion) => void;
}

/** All that is known of one session, and what can be done with it. */
export function SessionInspector({ session, onClose, onEnd }: SessionInspectorProps) {
  const { statement, isHidden } = session;
  const words = waitWords(session.waitType, session.wait);
  return (
    <Inspector title={`Session ${session.pid}`} onClose={onClose}>
      <div className="monitor-inspector-actions">
        <EndButtons session={session} frees={0} onEnd={onEnd} />
      </div>
      <KeyValueList items={factsOf(session)} />
      {words && session.state === "active" && <p className="monitor-note">{words}</p>}
      <PanelSection title={session.state === "active" ? "Statement" : "Last statement"}>
        {isHidden && <p className="monitor-note">Not shown to this role.</p>}
        {statement !== null && statement !== "" && (
          <div className="monitor-statement">
            <SqlText sql={statement} />
          </div>
        )}
        {!isHidden && !statement && <p className="monitor-note">None.</p>}
      </PanelSection>
    </Inspector>
  );
}

interface EndButtonsProps {
  readonly session: MonitoredSession;
  /** Sessions that wait for it. */
  readonly frees: number;
  readonly onEnd: (question: EndQuestion) => void;
}

/** Cancel and end, as far as each does something. */
export function EndButtons({ session, frees, onEnd }: EndButtonsProps) {
  const hiddenReason = session.isHidden
    ? "This role is not shown when the session began, and so cannot name it."
    : undefined;
  const cancelReason =
    hiddenReason ??
    (isIdleInTransaction(session)
      ? "It runs no statement: a cancel does nothing. Its transaction ends with the session."
      : session.state === "active"
        ? undefined
        : "It runs no statement.");
  return (
    <>
      <Button
        isSmall
        icon={X}
        label={`Cancel statement of session ${session.pid}`}
        isDisabled={cancelReason !== undefined}
        disabledReason={cancelReason}
        onPress={() => onEnd({ session, how: "cancel", frees })}
      >
        Cancel statement
      </Button>
      <Button
        isSmall
        icon={ListX}
        label={`End session ${session.pid}`}
        isDisabled={hiddenReason !== undefined}
        disabledReason={hiddenReason}
        onPress={() => onEnd({ session, how: "terminate", frees })}
      >
        End session
      </Button>
    </>
  );
}

function factsOf(session: MonitoredSession): readonly KeyValue[] {
  const { awaited, blockedBy } = session;
  const facts: readonly (KeyValue | null)[] = [
    { key: "Who", value: sessionName(session) },
    session.database === null ? null : { key: "Database", value: visibleName(session.database) },
    session.clientAddress === null ? null : { key: "From", value: session.clientAddress, isMono: true },
    { key: "State", value: <SessionState session={session} /> },
    session.stateSeconds === null ? null : { key: "For", value: durationText(session.stateSeconds) },
    session.transactionSeconds === null
      ? null
      : { key: "Transaction", value: durationText(session.transactionSeconds) },
    session.wait === null ? null : { key: "Waits for", value: `${session.waitType ?? ""}: ${session.wait}` },
    blockedBy.length === 0 ? null : { key: "Blocked by", value: blockedBy.map(blockerText).join(", ") },
    awaited === null
      ? null
      : { key: "Wants", value: `${awaited.mode} on ${visibleName(awaited.relation ?? awaited.kind)}` },
    awaited?.waitedSeconds == null ? null : { key: "Waiting since", value: durationText(awaited.waitedSeconds) },
    session.horizonAge === null
      ? null
      : { key: "Holds back vacuum", value: `${formatCount(session.horizonAge)} transactions` },
    session.startedAt === "" ? null : { key: "Connected at", value: session.startedAt, isMono: true },
  ];
  return facts.filter((fact) => fact !== null);
}

function blockerText(pid: number): string {
  return pid === 0 ? "a prepared transaction" : `session ${pid}`;
}
