import { ArrowLeftRight, Diff, MoveRight, RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { type Operation, useOperation } from "../../bridge/use-operation.ts";
import { useIntents } from "../../state/intents.ts";
import { diffTab, isSameRef } from "../../state/tabs.ts";
import { type DiffTab as DiffTabModel, useWorkspace } from "../../state/workspace.ts";
import { Button } from "../../ui/controls/button.tsx";
import { LineTabs } from "../../ui/controls/line-tabs.tsx";
import { Select } from "../../ui/controls/select.tsx";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { OperationBar } from "../../ui/feedback/progress.tsx";
import { Toolbar, ToolbarSpace } from "../../ui/frame/toolbar.tsx";
import "./diff-tab.css";
import { DriftView } from "./drift/drift-view.tsx";
import { FileView } from "./file/file-view.tsx";
import { ObjectsView } from "./objects/objects-view.tsx";
import { RowsView } from "./rows/rows-view.tsx";
import { ScriptView } from "./script/script-view.tsx";
import { type SideName, type SideNames, useSideName, wakeNote } from "./use-side-name.ts";
import { type Side, useSides } from "./use-sides.ts";

type View = "objects" | "script" | "rows" | "drift" | "file";

/** How two databases differ: their objects, the script between them, and the rows of their tables. */
export function DiffTab({ tab }: { readonly tab: DiffTabModel }) {
  const { ref: from, to } = tab;
  const names = { from: useSideName(from), to: useSideName(to) };
  const schemas = useOperation("comparison.schemas");
  const [view, setView] = useState<View>("objects");
  const [renames, setRenames] = useState<readonly string[]>([]);
  const compare = (accepted: readonly string[]) => {
    setRenames(accepted);
    schemas.start({ from, to, acceptedRenames: [...accepted] });
  };
  const isAsked = useIntents((intents) => intents.askedComparison === tab.id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only being asked for makes it compare by itself
  useEffect(() => {
    if (isAsked && useIntents.getState().takeComparison(tab.id)) compare([]);
  }, [isAsked]);
  const found = schemas.output;
  const isOne = isSameRef(from, to);
  return (
    <div className="diff-tab">
      <DiffHead
        from={from}
        to={to}
        names={names}
        isRunning={schemas.state === "running"}
        onCompare={() => compare(renames)}
      />
      {isOne ? (
        <EmptyState
          icon={Diff}
          title="Choose two databases"
          text="Above: the one that the script would change, and the one that it is to be like."
        />
      ) : (
        <>
          <LineTabs
            label="What is compared"
            value={view}
            onChange={setView}
            tabs={[
              { value: "objects", label: "Objects", count: found?.objects.length },
              { value: "script", label: "Script", count: found?.statements.length },
              { value: "rows", label: "Rows" },
              { value: "drift", label: `Drift of ${names.from.short}` },
              { value: "file", label: "Against a file" },
            ]}
          />
          <div className="diff-body" hidden={view !== "rows"}>
            <RowsView from={from} to={to} names={names} isShown={view === "rows"} />
          </div>
          <div className="diff-body" hidden={view !== "drift"}>
            <DriftView subject={from} name={names.from.short} />
          </div>
          <div className="diff-body" hidden={view !== "file"}>
            <FileView subject={from} name={names.from.short} />
          </div>
          <div className="diff-body" hidden={view !== "objects" && view !== "script"}>
            <SchemaState schemas={schemas} names={names} onCompare={() => compare(renames)} />
            {found && view === "objects" && <ObjectsView found={found} from={from} to={to} names={names} />}
            {found && view === "script" && (
              <ScriptView found={found} from={from} to={to} names={names} onRenames={(accepted) => compare(accepted)} />
            )}
          </div>
        </>
      )}
    </div>
  );
}

interface DiffHeadProps {
  readonly from: DatabaseRef;
  readonly to: DatabaseRef;
  readonly names: SideNames;
  readonly isRunning: boolean;
  readonly onCompare: () => void;
}

function DiffHead({ from, to, names, isRunning, onCompare }: DiffHeadProps) {
  const sides = useSides();
  const open = (left: DatabaseRef, right: DatabaseRef, leftName: string, rightName: string) => {
    const title = `${leftName} → ${rightName}`;
    if (isSameRef(left, right)) useWorkspace.getState().openTab(diffTab(left, right, title));
    else useIntents.getState().openComparison(left, right, title);
  };
  const isOne = isSameRef(from, to);
  return (
    <Toolbar label="Comparison">
      <SideChoice
        word="From"
        chosen={from}
        name={names.from}
        sides={sides}
        onChoose={({ ref, branch, connection }) => open(ref, to, branch ?? connection, names.to.short)}
      />
      <MoveRight aria-hidden className="diff-arrow" />
      <SideChoice
        word="To"
        chosen={to}
        name={names.to}
        sides={sides}
        onChoose={({ ref, branch, connection }) => open(from, ref, names.from.short, branch ?? connection)}
      />
      <ToolbarSpace />
      <Button icon={ArrowLeftRight} isDisabled={isOne} onPress={() => open(to, from, names.to.short, names.from.short)}>
        Turn round
      </Button>
      <Button icon={RefreshCw} isDisabled={isRunning || isOne} onPress={onCompare}>
        Compare again
      </Button>
    </Toolbar>
  );
}

interface SideChoiceProps {
  readonly word: string;
  readonly chosen: DatabaseRef;
  readonly name: SideName;
  readonly sides: readonly Side[];
  readonly onChoose: (side: Side) => void;
}

function SideChoice({ word, chosen, name, sides, onChoose }: SideChoiceProps) {
  const own = sides.find(({ ref }) => isSameRef(ref, chosen));
  const gone: Side = { ref: chosen, connection: name.connection, branch: name.branch };
  const all = own ? sides : [gone, ...sides];
  const keyOf = ({ ref }: Side) => JSON.stringify([ref.connectionId, ref.branchId ?? null]);
  return (
    <span className="diff-side">
      <span className="muted">{word}</span>
      <Select
        label={word}
        isLabelHidden
        value={keyOf(own ?? gone)}
        options={all.map((side) => ({ value: keyOf(side), label: sideLabel(side) }))}
        onChange={(key) => {
          const side = all.find((one) => keyOf(one) === key);
          if (side) onChoose(side);
        }}
      />
    </span>
  );
}

function sideLabel({ connection, branch }: Side): string {
  return branch === null ? connection : `${connection} / ${branch}`;
}

interface SchemaStateProps {
  readonly schemas: Operation<"comparison.schemas">;
  readonly names: SideNames;
  readonly onCompare: () => void;
}

/** What stands there while there is no answer. */
function SchemaState({ schemas, names, onCompare }: SchemaStateProps) {
  if (schemas.state === "running")
    return (
      <div className="diff-message">
        <OperationBar title="Comparing" progress={schemas.progress} onCancel={schemas.cancel} />
      </div>
    );
  if (schemas.state === "failed")
    return (
      <div className="diff-message">
        <ErrorPanel error={schemas.error} onRetry={onCompare} />
      </div>
    );
  if (schemas.state === "done") return null;
  return (
    <EmptyState
      icon={Diff}
      title={`${names.from.short} and ${names.to.short}`}
      text={`Reads the objects of both, changes nothing, and writes the script that makes the first like the second. ${wakeNote(names)}`}
      actions={
        <Button variant="primary" onPress={onCompare}>
          Compare
        </Button>
      }
    />
  );
}
