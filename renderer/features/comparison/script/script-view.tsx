import { Equal, ShieldCheck, SquareTerminal, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { ScratchPlaceName } from "../../../../shared/comparison/check-model.ts";
import type { RenameQuestion, SchemaComparison } from "../../../../shared/comparison/schema-model.ts";
import type { ScriptForm } from "../../../../shared/comparison/script-model.ts";
import { segmentedText } from "../../../../shared/comparison/script-text.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { useIntents } from "../../../state/intents.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import { Badge } from "../../../ui/display/badge.tsx";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import type { SideNames } from "../use-side-name.ts";
import { MakeMigration } from "./make-migration.tsx";
import { ScriptCheckView } from "./script-check.tsx";
import "./script-view.css";
import { StatementList } from "./statement-list.tsx";

interface ScriptViewProps {
  readonly found: SchemaComparison;
  readonly from: DatabaseRef;
  readonly to: DatabaseRef;
  readonly names: SideNames;
  readonly onRenames: (accepted: readonly string[]) => void;
}

/** The script that makes the first database like the second, in either form, and whether it was proven on a copy. */
export function ScriptView(props: ScriptViewProps) {
  const { found, names } = props;
  if (found.scriptError !== null)
    return (
      <p className="diff-note" role="alert">
        <TriangleAlert aria-hidden className="diff-note-icon" />
        <span>There is no script: {visibleName(found.scriptError)}</span>
      </p>
    );
  if (found.statements.length === 0)
    return (
      <EmptyState
        icon={Equal}
        title="Nothing to do"
        text={
          found.isIdentical
            ? "The schemas are identical."
            : "The engine sees no difference. What the catalogs tell beyond that stands under Objects."
        }
      />
    );
  // An answer of its own for each comparison: a check is about that script only.
  return <Script key={JSON.stringify([names.from, names.to])} {...props} />;
}

function Script({ found, from, to, names, onRenames }: ScriptViewProps) {
  const bridge = useBridge();
  const [form, setForm] = useState<ScriptForm>("plain");
  const check = useOperation("comparison.check");
  const statements = form === "online" ? found.onlineStatements : found.statements;
  const acceptedRenames = found.renames.filter(({ isAccepted }) => isAccepted).map(({ id }) => id);
  const title = `${names.from.short} like ${names.to.short}`;
  const text = segmentedText(statements, [`Makes ${title}.`]);
  const losses = statements.filter(({ hazards }) => hazards.some(({ code }) => code === "dataLoss")).length;
  const start = (place: ScratchPlaceName) => check.start({ from, to, acceptedRenames, form, place });
  return (
    <div className="diff-script">
      <div className="diff-script-head">
        <Segmented
          label="Form of the script"
          value={form}
          options={[
            { value: "plain", label: "Plain" },
            { value: "online", label: "Online" },
          ]}
          onChange={(next) => {
            setForm(next);
            check.reset();
          }}
        />
        <span className="grow">
          {formatAmount(statements.length, "statement")} that {statements.length === 1 ? "makes" : "make"}{" "}
          <strong>{names.from.short}</strong> like <strong>{names.to.short}</strong>
          {losses > 0 && <Badge tone="danger">{formatAmount(losses, "loses", "lose")} data</Badge>}
        </span>
        <CopyButton label="Copy the script" text={text} />
        <Button icon={ShieldCheck} isDisabled={check.state === "running"} onPress={() => start("computer")}>
          Check on a copy
        </Button>
        <MakeMigration
          connectionId={from.connectionId}
          title={title}
          form={form}
          statements={statements}
          back={() => bridge.request("comparison.schemas", { from: to, to: from, acceptedRenames: [] })}
        />
        <Button
          icon={SquareTerminal}
          variant="primary"
          onPress={() => useIntents.getState().openQuery(from, title, text)}
        >
          Open in the editor
        </Button>
      </div>
      <ScriptCheckView check={check} onCheckOnServer={() => start("server")} />
      <Renames
        renames={found.renames}
        onRenames={(accepted) => {
          check.reset();
          onRenames(accepted);
        }}
      />
      <StatementList statements={statements} />
    </div>
  );
}

interface RenamesProps {
  readonly renames: readonly RenameQuestion[];
  readonly onRenames: (accepted: readonly string[]) => void;
}

function Renames({ renames, onRenames }: RenamesProps) {
  const open = renames.filter(({ state }) => state !== "unlike");
  if (open.length === 0) return null;
  const accepted = open.filter(({ isAccepted }) => isAccepted).map(({ id }) => id);
  return (
    <fieldset className="diff-renames">
      <legend>Is this a rename? Only you can know. Without a yes the script drops the one and makes the other.</legend>
      {open.map(({ id, word, from, to, state, isAccepted, reason }) => (
        <Checkbox
          key={id}
          isSelected={isAccepted}
          onChange={(isYes) => onRenames(isYes ? [...accepted, id] : accepted.filter((one) => one !== id))}
          description={state === "ambiguous" ? "Several would fit." : (reason ?? undefined)}
        >
          {word} {visibleName(from)} became {visibleName(to)}
        </Checkbox>
      ))}
    </fieldset>
  );
}
