import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import type { SchemaCheckReport } from "../../../../shared/schema-check/model.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import { showToast } from "../../../state/toasts.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { countSeverities, ruleTitle } from "../rules/group-findings.ts";
import { useExceptions } from "../use-schema-check.ts";

interface ReportHeadProps {
  readonly databaseRef: DatabaseRef;
  readonly report: SchemaCheckReport;
}

/** The figures of a check, what it could not read, and exceptions that nothing needs any more. */
export function ReportHead({ databaseRef, report }: ReportHeadProps) {
  const { error, warning, info } = countSeverities(report.findings);
  const figures = [
    ["Tables", report.checkedTables],
    ["Errors", error],
    ["Warnings", warning],
    ["Remarks", info],
    ["Accepted", report.excepted.length],
  ] as const;
  return (
    <>
      <dl className="schema-check-figures">
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{formatCount(value)}</dd>
          </div>
        ))}
      </dl>
      {report.isCut && (
        <p className="schema-check-note">Only the largest tables were checked: there are more than one check takes.</p>
      )}
      {report.notChecked.length > 0 && (
        <ul className="schema-check-notes" aria-label="Not checked">
          {report.notChecked.map(({ what, message, hint, codes }, place) => (
            <li key={`${what} ${place}`} className="schema-check-note">
              <b>Not checked: {codes.length > 0 ? codes.map(ruleTitle).join(", ") : visibleName(what)}.</b> {message}{" "}
              {hint}
            </li>
          ))}
        </ul>
      )}
      <IdleExceptions databaseRef={databaseRef} report={report} />
    </>
  );
}

function IdleExceptions({ databaseRef, report: { idleExceptions } }: ReportHeadProps) {
  const { takeBack } = useExceptions(databaseRef);
  if (idleExceptions.length === 0) return null;
  const forget = async () => {
    try {
      for (const exception of idleExceptions) await takeBack(exception);
    } catch (error) {
      showToast({ tone: "error", text: asAppError(error).message });
    }
  };
  const words = idleExceptions.map(({ code, subject }) => `${ruleTitle(code)} on ${visibleName(subject)}`);
  return (
    <p className="schema-check-note">
      <b>Accepted, and no longer found:</b> {words.slice(0, 5).join("; ")}
      {words.length > 5 && ` and ${words.length - 5} more`}.{" "}
      <Button isSmall onPress={() => void forget()}>
        Forget
      </Button>
    </p>
  );
}
