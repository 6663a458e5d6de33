import { CircleCheck, FileCode2, FileDiff, ShieldCheck, SquareTerminal } from "lucide-react";
import { useState } from "react";
import type { ScratchPlaceName } from "../../../../shared/comparison/check-model.ts";
import type { SchemaComparison } from "../../../../shared/comparison/schema-model.ts";
import { segmentedText } from "../../../../shared/comparison/script-text.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { useIntents } from "../../../state/intents.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { OperationBar } from "../../../ui/feedback/progress.tsx";
import { DifferingObjects } from "../objects/differing-objects.tsx";
import { MakeMigration } from "../script/make-migration.tsx";
import { ScriptCheckView } from "../script/script-check.tsx";
import { StatementList } from "../script/statement-list.tsx";
import "./file-view.css";

interface FileViewProps {
  readonly subject: DatabaseRef;
  readonly name: string;
}

type Way = "likeFile" | "likeDatabase";

/** A database held against a snapshot, a script, a Prisma schema or a folder of migrations. */
export function FileView({ subject, name }: FileViewProps) {
  const comparison = useOperation("comparison.schemas");
  const [path, setPath] = useState("");
  const [asked, setAsked] = useState<{ readonly path: string; readonly way: Way } | null>(null);
  const compare = (way: Way, of = path.trim()) => {
    setAsked({ path: of, way });
    comparison.start({ ...sidesOf(subject, of, way), acceptedRenames: [] });
  };
  const isRunning = comparison.state === "running";
  return (
    <div className="file-view">
      <form
        className="file-choice"
        aria-label="A file to compare with"
        onSubmit={(event) => {
          event.preventDefault();
          if (path.trim() !== "" && !isRunning) compare(asked?.way ?? "likeFile");
        }}
      >
        <div className="grow">
          <TextField
            label="File or folder"
            value={path}
            onChange={setPath}
            isMono
            placeholder="/home/me/shop/prisma/schema.prisma"
            description={`On the computer where Steward runs: a snapshot (.json), a script (.sql), a Prisma schema (.prisma, or the folder of its files) or a folder of migrations. All but the snapshot run in a scratch database of this computer, never in ${name}.`}
          />
        </div>
        <Button type="submit" variant="primary" icon={FileDiff} isDisabled={path.trim() === "" || isRunning}>
          Compare
        </Button>
      </form>
      {isRunning && (
        <div className="diff-message">
          <OperationBar title="Comparing" progress={comparison.progress} onCancel={comparison.cancel} />
        </div>
      )}
      {comparison.state === "failed" && (
        <div className="diff-message">
          <ErrorPanel error={comparison.error} />
        </div>
      )}
      {comparison.state === "idle" && (
        <EmptyState
          icon={FileCode2}
          title={`Is ${name} as a file says it should be?`}
          text="Name the file above. Reads both, changes nothing, and writes the script that makes the one like the other."
        />
      )}
      {comparison.output && asked && !isRunning && (
        <FileReport
          key={JSON.stringify(asked)}
          found={comparison.output}
          subject={subject}
          name={name}
          asked={asked}
          onWay={(way) => compare(way, asked.path)}
        />
      )}
    </div>
  );
}

interface FileReportProps extends FileViewProps {
  readonly found: SchemaComparison;
  readonly asked: { readonly path: string; readonly way: Way };
  readonly onWay: (way: Way) => void;
}

function FileReport({ found, subject, name, asked, onWay }: FileReportProps) {
  const bridge = useBridge();
  const check = useOperation("comparison.check");
  const { statements, scriptError } = found;
  const file = visibleName(asked.path.split(/[\\/]/).filter(Boolean).at(-1) ?? asked.path);
  const isForDatabase = asked.way === "likeFile";
  const title = isForDatabase ? `${name} like ${file}` : `${file} like ${name}`;
  if (found.objects.length === 0)
    return (
      <EmptyState
        icon={CircleCheck}
        title={`${name} is as ${file} says`}
        text="Neither the engine that writes scripts nor Steward's own reading of the catalog found a difference."
      />
    );
  const sides = sidesOf(subject, asked.path, asked.way);
  const start = (place: ScratchPlaceName) => check.start({ ...sides, acceptedRenames: [], form: "plain", place });
  const text = segmentedText(statements, [`Makes ${title}.`]);
  return (
    <>
      <p className="file-summary">
        <strong>{formatAmount(found.objects.length, "object")}</strong> of {name}{" "}
        {found.objects.length === 1 ? "differs" : "differ"} from what {file} makes.
      </p>
      <DifferingObjects
        label="Objects that differ from the file"
        objects={found.objects}
        from={isForDatabase ? name : file}
        to={isForDatabase ? file : name}
      />
      <div className="file-script-head">
        <Segmented<Way>
          label="What the script changes"
          value={asked.way}
          options={[
            { value: "likeFile", label: "The database, like the file" },
            { value: "likeDatabase", label: "The file, like the database" },
          ]}
          onChange={onWay}
        />
        <span className="grow" />
        {statements.length > 0 && (
          <Button icon={ShieldCheck} isDisabled={check.state === "running"} onPress={() => start("computer")}>
            Check on a copy
          </Button>
        )}
        {isForDatabase && statements.length > 0 && (
          <MakeMigration
            connectionId={subject.connectionId}
            title={title}
            form="plain"
            statements={statements}
            back={() => bridge.request("comparison.schemas", { from: sides.to, to: sides.from, acceptedRenames: [] })}
          />
        )}
        <Button
          icon={SquareTerminal}
          variant="primary"
          isDisabled={statements.length === 0}
          onPress={() => useIntents.getState().openQuery(subject, title, text)}
        >
          Open in the editor
        </Button>
      </div>
      <ScriptCheckView check={check} onCheckOnServer={() => start("server")} />
      {scriptError === null ? (
        <StatementList statements={statements} />
      ) : (
        <p className="diff-note" role="alert">
          There is no script: {visibleName(scriptError)}
        </p>
      )}
    </>
  );
}

function sidesOf(subject: DatabaseRef, path: string, way: Way) {
  return way === "likeFile" ? { from: subject, to: { path } } : { from: { path }, to: subject };
}
