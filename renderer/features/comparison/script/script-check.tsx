import { CircleCheck, CircleHelp, CircleX } from "lucide-react";
import { kindWords } from "../../../../shared/catalog/object-kinds.ts";
import type { ScriptCheck } from "../../../../shared/comparison/check-model.ts";
import type { Operation } from "../../../bridge/use-operation.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { OperationBar } from "../../../ui/feedback/progress.tsx";

interface ScriptCheckViewProps {
  readonly check: Operation<"comparison.check">;
  /** Checks again, in a scratch database on the server itself. */
  readonly onCheckOnServer: () => void;
}

/** How the check of a script goes, and what came out. */
export function ScriptCheckView({ check, onCheckOnServer }: ScriptCheckViewProps) {
  if (check.state === "running")
    return (
      <div className="diff-message">
        <OperationBar title="Checking the script" progress={check.progress} onCancel={check.cancel} />
      </div>
    );
  if (check.state === "failed")
    return (
      <div className="diff-message">
        <ErrorPanel error={check.error} />
      </div>
    );
  return check.output ? <Outcome found={check.output} onCheckOnServer={onCheckOnServer} /> : null;
}

function Outcome({ found, onCheckOnServer }: { readonly found: ScriptCheck; readonly onCheckOnServer: () => void }) {
  if (found.state === "equal")
    return (
      <p className="diff-check diff-check-equal" role="status">
        <CircleCheck aria-hidden className="diff-check-icon" />
        <span>Checked on {found.place}: a copy of the first schema became like the second.</span>
      </p>
    );
  if (found.state === "notPossible")
    return (
      <div className="diff-check diff-check-open" role="status">
        <CircleHelp aria-hidden className="diff-check-icon" />
        <span className="grow">The script could not be checked. {visibleName(found.reason)}</span>
        <Button isSmall onPress={onCheckOnServer}>
          Check on the server itself
        </Button>
      </div>
    );
  return (
    <div className="diff-check diff-check-differs" role="alert">
      <CircleX aria-hidden className="diff-check-icon" />
      <div className="grow">
        <p>Checked on {found.place}: the script does not make the first schema like the second.</p>
        {found.refused && (
          <>
            <p>
              Statement {found.refused.at + 1} is refused: {visibleName(found.refused.message)}
            </p>
            <SqlText sql={found.refused.sql} />
          </>
        )}
        {found.objects.length > 0 && (
          <ul>
            {found.objects.map(({ address, parts }) => (
              <li key={JSON.stringify(address)}>
                {kindWords[address.kind].word} {visibleName(`${address.schema}.${address.name}`)}
                {parts.length > 0 && (
                  <span className="muted">
                    {" "}
                    {parts.map(({ word, name }) => visibleName(`${word} ${name}`)).join(", ")}
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
