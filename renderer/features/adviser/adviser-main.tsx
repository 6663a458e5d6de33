import { Sparkles } from "lucide-react";
import { useEffect } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { useIntents } from "../../state/intents.ts";
import { useKeptOperation } from "../../state/kept-operations.ts";
import { useDatabaseRef } from "../../state/workspace.ts";
import { Button } from "../../ui/controls/button.tsx";
import { TextArea } from "../../ui/controls/text-field.tsx";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { OperationBar } from "../../ui/feedback/progress.tsx";
import { Toolbar } from "../../ui/frame/toolbar.tsx";
import { AdviceView } from "./advice-view.tsx";
import "./adviser.css";
import { type AdviceQuestion, useAdviser } from "./adviser-store.ts";
import { useAskAdviser } from "./use-ask-adviser.ts";
import { WorkloadView } from "./workload-view.tsx";

/** Which index a query needs, proven on a branch. */
export function AdviserMain() {
  const ref = useDatabaseRef();
  const { questions, selectedId } = useAdviser();
  const ask = useAskAdviser();
  const asked = useIntents((state) => state.askedAdvice);
  const takeAdvice = useIntents((state) => state.takeAdvice);
  useEffect(() => {
    const question = asked === null ? null : takeAdvice();
    if (question !== null) ask(question.ref, question.sql);
  }, [asked, takeAdvice, ask]);
  const selected = questions.find(({ id }) => id === selectedId);
  if (!ref)
    return <EmptyState icon={Sparkles} title="No connection" text="Choose a connection to ask about a query." />;
  return (
    <div className="adviser">
      <Toolbar label="Index adviser">
        <h1 className="adviser-title">Index adviser</h1>
      </Toolbar>
      <div className="adviser-body">
        <AskForm databaseRef={ref} onAsk={ask} />
        {selected ? <Answer key={selected.id} question={selected} onAsk={ask} /> : <NothingAsked />}
      </div>
    </div>
  );
}

interface AskFormProps {
  readonly databaseRef: DatabaseRef;
  readonly onAsk: (ref: DatabaseRef, sql: string | null) => void;
}

function AskForm({ databaseRef, onAsk }: AskFormProps) {
  const { text, write } = useAdviser();
  const isEmpty = text.trim() === "";
  return (
    <form
      className="adviser-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty) onAsk(databaseRef, text);
      }}
    >
      <TextArea
        label="Query"
        value={text}
        onChange={write}
        rows={6}
        isMono
        placeholder="SELECT ... WHERE ... ORDER BY ... LIMIT ..."
        description="It runs on a throw-away branch, never here. Without branches it is planned, not run. $1, $2 ... get usual values."
      />
      <div className="adviser-form-actions">
        <Button variant="primary" type="submit" isDisabled={isEmpty} disabledReason="Write a query first.">
          Advise an index
        </Button>
        <Button onPress={() => onAsk(databaseRef, null)}>Ask about the workload</Button>
      </div>
    </form>
  );
}

interface AnswerProps {
  readonly question: AdviceQuestion;
  readonly onAsk: (ref: DatabaseRef, sql: string | null) => void;
}

function Answer({ question, onAsk }: AnswerProps) {
  const { id, ref, sql, answer, workload, error } = question;
  const operation = useKeptOperation(id, ["adviser.query", "adviser.workload"]);
  if (workload !== null && workload.queries.length === 0 && workload.partitions.length === 0)
    return (
      <EmptyState title="No workload to ask about" text={workload.notRead ?? "No query of a table was counted yet."} />
    );
  if (workload !== null) return <WorkloadView advice={workload} />;
  if (answer !== null) return <AdviceView advice={answer} />;
  const askAgain = () => onAsk(ref, sql);
  if (error?.code === "cancelled")
    return (
      <EmptyState
        title="Cancelled"
        text="Nothing is left behind: the branch is gone."
        actions={<Button onPress={askAgain}>Ask again</Button>}
      />
    );
  if (error !== null) return <ErrorPanel error={error} onRetry={askAgain} />;
  return (
    <OperationBar title="Index adviser" progress={operation?.progress ?? null} onCancel={() => operation?.cancel()} />
  );
}

function NothingAsked() {
  return (
    <EmptyState
      icon={Sparkles}
      title="Ask about one query, or about the workload"
      text="Indexes that could serve it are built on a branch, the query is run with each of them, and only what reads at most half of the pages in 70 % of the time is advised. Every other answer comes with its reason."
    />
  );
}
