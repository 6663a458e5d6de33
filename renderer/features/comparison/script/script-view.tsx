import { Equal, SquareTerminal, TriangleAlert } from "lucide-react";
import type {
  Hazard,
  RenameQuestion,
  SchemaComparison,
  ScriptStatement,
} from "../../../../shared/comparison/schema-model.ts";
import { scriptText } from "../../../../shared/comparison/script-text.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { useIntents } from "../../../state/intents.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { Badge } from "../../../ui/display/badge.tsx";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import type { SideNames } from "../use-side-name.ts";
import "./script-view.css";

interface ScriptViewProps {
  readonly found: SchemaComparison;
  readonly from: DatabaseRef;
  readonly names: SideNames;
  readonly onRenames: (accepted: readonly string[]) => void;
}

/** The script that makes the first database like the second, each statement with what it may cost. */
export function ScriptView({ found, from, names, onRenames }: ScriptViewProps) {
  const { statements, scriptError, renames } = found;
  const text = scriptText(statements, [`Makes ${names.from.short} like ${names.to.short}.`]);
  if (scriptError !== null)
    return (
      <p className="diff-note" role="alert">
        <TriangleAlert aria-hidden className="diff-note-icon" />
        <span>The engine cannot write this script: {visibleName(scriptError)}</span>
      </p>
    );
  if (statements.length === 0)
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
  const losses = statements.filter(({ hazards }) => hazards.some(({ code }) => code === "dataLoss")).length;
  return (
    <div className="diff-script">
      <div className="diff-script-head">
        <span className="grow">
          {formatAmount(statements.length, "statement")} that {statements.length === 1 ? "makes" : "make"}{" "}
          <strong>{names.from.short}</strong> like <strong>{names.to.short}</strong>
          {losses > 0 && <Badge tone="danger">{formatAmount(losses, "loses", "lose")} data</Badge>}
        </span>
        <CopyButton label="Copy the script" text={text} />
        <Button
          icon={SquareTerminal}
          variant="primary"
          onPress={() => useIntents.getState().openQuery(from, `${names.from.short} like ${names.to.short}`, text)}
        >
          Open in the editor
        </Button>
      </div>
      <Renames renames={renames} onRenames={onRenames} />
      <ol className="diff-statements" aria-label="Statements of the script">
        {statements.map((statement, at) => (
          <Statement key={at} statement={statement} />
        ))}
      </ol>
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

function Statement({ statement }: { readonly statement: ScriptStatement }) {
  return (
    <li className="diff-statement">
      <SqlText sql={`${statement.sql};`} />
      {statement.hazards.length > 0 && (
        <ul className="diff-hazards">
          {statement.hazards.map(({ code, message }) => (
            <li key={code}>
              <Badge tone={toneOf(code)}>{words[code]}</Badge> <span className="muted">{message}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

const words: Readonly<Record<Hazard["code"], string>> = {
  dataLoss: "loses data",
  rewrite: "rewrites",
  blocks: "blocks all",
  blocksWrites: "blocks writes",
  commitAfter: "commit after",
  ownTransaction: "own transaction",
  secret: "secret",
  incomplete: "incomplete",
};

function toneOf(code: Hazard["code"]): "danger" | "warning" | "info" {
  if (code === "dataLoss" || code === "incomplete") return "danger";
  return code === "commitAfter" || code === "ownTransaction" ? "info" : "warning";
}
