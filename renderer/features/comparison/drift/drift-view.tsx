import { CircleCheck, FolderSync, SquareTerminal } from "lucide-react";
import { useState } from "react";
import { type DriftBase, type DriftReport, hasDrift } from "../../../../shared/comparison/drift-model.ts";
import { segmentedText } from "../../../../shared/comparison/script-text.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { useIntents } from "../../../state/intents.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { OperationBar } from "../../../ui/feedback/progress.tsx";
import { DifferingObjects } from "../objects/differing-objects.tsx";
import { MakeMigration } from "../script/make-migration.tsx";
import { StatementList } from "../script/statement-list.tsx";
import "./drift-view.css";

interface DriftViewProps {
  readonly subject: DatabaseRef;
  readonly name: string;
}

/** A database held against the migrations that its history says were applied. */
export function DriftView({ subject, name }: DriftViewProps) {
  const drift = useOperation("comparison.drift");
  const look = (place: "computer" | "server") => drift.start({ ref: subject, folder: null, place });
  if (drift.state === "running")
    return (
      <div className="diff-message">
        <OperationBar title="Looking for drift" progress={drift.progress} onCancel={drift.cancel} />
      </div>
    );
  if (drift.state === "failed")
    return (
      <div className="diff-message">
        <ErrorPanel error={drift.error} onRetry={() => look("computer")} />
        {drift.error.code === "unsupported" && (
          <Button onPress={() => look("server")}>Use a scratch database on the server</Button>
        )}
      </div>
    );
  if (drift.output)
    return <Report report={drift.output} subject={subject} name={name} onAgain={() => look("computer")} />;
  return (
    <EmptyState
      icon={FolderSync}
      title={`Is ${name} as its migrations make it?`}
      text="Runs the migrations that its history says were applied in a scratch database of this computer, and holds the database against what they make. Changes nothing."
      actions={
        <Button variant="primary" onPress={() => look("computer")}>
          Look for drift
        </Button>
      }
    />
  );
}

interface ReportProps extends DriftViewProps {
  readonly report: DriftReport;
  readonly onAgain: () => void;
}

type Way = "adopt" | "revert";

function Report({ report, subject, name, onAgain }: ReportProps) {
  const [way, setWay] = useState<Way>("adopt");
  const { base, adopt } = report;
  const script = report[way];
  const title = way === "adopt" ? `What was changed in ${name}` : `${name} back to its migrations`;
  if (!hasDrift(report))
    return (
      <EmptyState
        icon={CircleCheck}
        title={`${name} is as its migrations make it`}
        text={<BaseText base={base} />}
        actions={<Button onPress={onAgain}>Look again</Button>}
      />
    );
  return (
    <div className="drift">
      <div className="drift-head">
        <div className="grow">
          <strong>{formatAmount(adopt.objects.length, "object")}</strong> of {name}{" "}
          {adopt.objects.length === 1 ? "is" : "are"} not as the migrations make{" "}
          {adopt.objects.length === 1 ? "it" : "them"}.
          <BaseText base={base} />
        </div>
        <Button onPress={onAgain}>Look again</Button>
      </div>
      <DifferingObjects label="Objects that drifted" objects={adopt.objects} from="Migrations" to={name} />
      <div className="drift-script-head">
        <Segmented
          label="What the script does"
          value={way}
          options={[
            { value: "adopt", label: "Make it a migration" },
            { value: "revert", label: "Take it back" },
          ]}
          onChange={setWay}
        />
        <span className="grow" />
        {way === "adopt" && script.statements.length > 0 && (
          <MakeMigration
            connectionId={subject.connectionId}
            title={title}
            form="plain"
            statements={script.statements}
            back={() => Promise.resolve(report.revert)}
          />
        )}
        <Button
          icon={SquareTerminal}
          variant="primary"
          isDisabled={script.statements.length === 0}
          onPress={() =>
            useIntents.getState().openQuery(subject, title, segmentedText(script.statements, [`${title}.`]))
          }
        >
          Open in the editor
        </Button>
      </div>
      {script.scriptError === null ? (
        <StatementList statements={script.statements} />
      ) : (
        <p className="diff-note" role="alert">
          There is no script: {visibleName(script.scriptError)}
        </p>
      )}
    </div>
  );
}

function BaseText({ base }: { readonly base: DriftBase }) {
  const { folder, applied, pending, notes } = base;
  return (
    <span className="drift-base muted">
      Held against {formatAmount(applied.length, "migration")} of {visibleName(folder)}
      {pending.length > 0 && `; ${formatAmount(pending.length, "pending one does", "pending ones do")} not count`}.
      {notes.map((note) => (
        <span key={note}> {visibleName(note)}</span>
      ))}
    </span>
  );
}
