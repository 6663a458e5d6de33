import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { endSessionSql } from "../../../../shared/monitor/end-session-sql.ts";
import type { MonitoredSession, SessionEnd } from "../../../../shared/monitor/model.ts";
import { isClient } from "../../../../shared/monitor/rules/session-counts.ts";
import { quoteLiteral } from "../../../../shared/sql/quote.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { showToast } from "../../../state/toasts.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import { durationText, sessionName } from "../monitor-words.ts";

/** What a person is asked before something is stopped. */
export interface EndQuestion {
  readonly session: MonitoredSession;
  readonly how: SessionEnd;
  /** Sessions that wait for it. */
  readonly frees: number;
}

interface EndSessionDialogProps {
  readonly databaseRef: DatabaseRef;
  readonly question: EndQuestion;
  readonly onClose: () => void;
  readonly onEnded: () => void;
}

/** Shows what is stopped, what is lost by it and the statement that is sent; only then it is sent. */
export function EndSessionDialog({ databaseRef, question, onClose, onEnded }: EndSessionDialogProps) {
  const { session, how, frees } = question;
  const operation = useOperation("monitor.endSession");
  const { pid, startedAt, statementStartedAt } = session;
  const send = async () => {
    const { outcome } = await operation.run({ ref: databaseRef, pid, startedAt, statementStartedAt, how });
    const isEnded = outcome === "ended";
    showToast({
      tone: isEnded ? "success" : "info",
      text: isEnded
        ? `${how === "cancel" ? "The statement of session" : "Session"} ${pid} ended.`
        : `Session ${pid} was told, and is still there after 2 seconds. ${how === "cancel" ? "If it does not stop, end the session." : "It ends as soon as it can."}`,
    });
    onClose();
    onEnded();
  };
  const verb = how === "cancel" ? "Cancel statement" : "End session";
  return (
    <Dialog
      title={`${verb} of process ${pid}?`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Keep it</Button>
          <Button
            variant="danger"
            isDisabled={operation.state === "running"}
            // The failure is shown below.
            onPress={() => void send().catch(() => undefined)}
          >
            {verb}
          </Button>
        </>
      }
    >
      <div className="monitor-dialog">
        <p>
          <b>{sessionName(session)}</b>
          {session.transactionSeconds !== null && `, transaction open for ${durationText(session.transactionSeconds)}`}.{" "}
          {consequence(session, how)}
          {frees > 0 && ` ${formatAmount(frees, "session")} can go on then.`}
        </p>
        {session.statement && <SqlText sql={session.statement} maxLines={8} />}
        <p className="muted">This is sent to the server:</p>
        <SqlText sql={statementOf(question)} />
        {operation.error && <ErrorPanel error={operation.error} />}
      </div>
    </Dialog>
  );
}

function consequence(session: MonitoredSession, how: SessionEnd): string {
  if (!isClient(session))
    return `It is a process of the server (${session.backendType ?? "unknown"}); what it does is begun again later by the server.`;
  if (how === "cancel")
    return "Its statement fails with an error; its session stays, and a transaction that it is in must be rolled back.";
  return "Its connection is cut and what its transaction did is rolled back. The program behind it has to connect again.";
}

/** The statement as it is sent, its values put in to be read. */
function statementOf({ session, how }: EndQuestion): string {
  const values = [String(session.pid), quoteLiteral(session.startedAt), quoteLiteral(session.statementStartedAt ?? "")];
  return endSessionSql[how].replace(/\$([123])/g, (_whole, place: string) => values[Number(place) - 1] ?? "");
}
