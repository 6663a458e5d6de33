import { useEffect } from "react";
import type { RequestInput } from "../../../../shared/ipc/contracts.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { formatAmount, formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { SentSql } from "../running/sent-sql.tsx";
import { useSettled } from "./use-settled.ts";

const shownProblems = 5;

interface ImportCheckProps {
  readonly input: RequestInput<"transfer.previewImport">;
  /** Told, as JSON, for which input the statements stand on the screen. */
  readonly onShown: (input: string) => void;
}

/** What will be sent, and which of the first rows the table would refuse. */
export function ImportCheck({ input: asked, onShown }: ImportCheckProps) {
  const input = useSettled(asked);
  const check = useRequest("transfer.previewImport", input, { staleMs: 0 });
  const shown = check.data ? JSON.stringify(input) : null;
  useEffect(() => {
    if (shown !== null) onShown(shown);
  }, [shown, onShown]);
  if (check.error) return <ErrorPanel error={check.error} onRetry={() => void check.refetch()} isCompact />;
  if (!check.data) return <p className="muted">Checking the first rows</p>;
  const { statements, checkedRows, problems } = check.data;
  return (
    <section className="export-place" aria-label="What will be sent">
      {input.target.batches && (
        <p className="muted">
          Sent for every {formatAmount(input.target.batches.rows, "row")}, and again without the rows that are refused.
        </p>
      )}
      <SentSql statements={statements} />
      {problems.length > 0 ? (
        <div role="status">
          <p className="import-problems-head">{formatAmount(problems.length, "value")} would be refused:</p>
          <ul className="import-problems">
            {problems.slice(0, shownProblems).map((problem) => (
              <li key={`${problem.line} ${problem.column}`}>
                Line {formatCount(problem.line)}, {visibleName(problem.column)}: {problem.message}
              </li>
            ))}
            {problems.length > shownProblems && <li>and {formatCount(problems.length - shownProblems)} more</li>}
          </ul>
        </div>
      ) : (
        <p className="muted" role="status">
          {checkedRows > 0
            ? `The first ${formatAmount(checkedRows, "row")} fit the columns. Keys and references are checked by the import itself.`
            : "This server cannot check values before it takes them; the import checks every row."}
        </p>
      )}
    </section>
  );
}
