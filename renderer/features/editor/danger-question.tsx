import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Environment } from "../../../shared/connections/model.ts";
import type { AskedDanger, RunConfirmation, RunQuestion } from "../../../shared/editor/model.ts";
import { useOperation } from "../../bridge/use-operation.ts";
import { Button } from "../../ui/controls/button.tsx";
import { TextField } from "../../ui/controls/text-field.tsx";
import { formatAmount, formatCount } from "../../ui/display/format.ts";
import { SqlText } from "../../ui/display/sql-text.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Dialog } from "../../ui/overlays/dialog.tsx";
import "./danger-question.css";

interface DangerQuestionProps {
  readonly tabId: string;
  readonly environment: Environment;
  /** The text that was asked about. */
  readonly sql: string;
  readonly question: RunQuestion;
  readonly onConfirm: (confirmation: RunConfirmation) => void;
  readonly onClose: () => void;
}

/** Asks before something is destroyed: what it is, how many rows, and where it is locked its name. Nothing was sent yet. */
export function DangerQuestion({ tabId, environment, sql, question, onConfirm, onClose }: DangerQuestionProps) {
  const { id, dangers, typed } = question;
  const [text, setText] = useState("");
  const isReady = typed === null || text === typed;
  const confirm = () => isReady && onConfirm({ id, typed: typed === null ? null : text });
  return (
    <Dialog
      title={dangers.length === 1 ? "Run this statement?" : `Run this? It asks about ${dangers.length} things`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose} autoFocus={typed === null}>
            Do not run
          </Button>
          <Button variant="danger" isDisabled={!isReady} onPress={confirm}>
            {typed === null ? "Run it" : `Run it on ${environment}`}
          </Button>
        </>
      }
    >
      <ul className="danger-list">
        {dangers.map((danger, index) => (
          <li key={index} className="danger-item">
            <TriangleAlert aria-hidden className="danger-icon" />
            <div className="grow">
              <p className="danger-message">{visibleName(danger.message)}</p>
              <DangerRows tabId={tabId} id={id} index={index} danger={danger} />
              <SqlText sql={sql.slice(danger.range.start, danger.range.end)} maxLines={6} />
            </div>
          </li>
        ))}
      </ul>
      {typed !== null && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            confirm();
          }}
        >
          <TextField label={`Type ${visibleName(typed)} to confirm`} value={text} onChange={setText} isMono autoFocus />
        </form>
      )}
    </Dialog>
  );
}

interface DangerRowsProps {
  readonly tabId: string;
  readonly id: string;
  readonly index: number;
  readonly danger: AskedDanger;
}

function DangerRows({ tabId, id, index, danger }: DangerRowsProps) {
  const count = useOperation("editor.countRows");
  if (count.output) return <p className="danger-rows">Exactly {formatAmount(count.output.rows, "row")}.</p>;
  if (danger.rows === null && !danger.canCount) return null;
  return (
    <>
      <p className="danger-rows">
        {danger.rows === null
          ? "The planner has no estimate."
          : `About ${formatCount(danger.rows)} rows, as the planner estimates.`}
        {danger.canCount && (
          <Button
            variant="quiet"
            isSmall
            isDisabled={count.state === "running"}
            onPress={() => count.start({ sessionId: tabId, id, index })}
          >
            {count.state === "running" ? "Counting" : "Count exactly"}
          </Button>
        )}
      </p>
      <ErrorPanel error={count.error} isCompact />
    </>
  );
}
