import { formatAmount, formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { cellText } from "../../../ui/grid/cells/cell-text.ts";
import type { ValueProblem } from "../staging/use-value-checks.ts";

const shownProblems = 3;
const shownCharacters = 40;

/** Staged values that the types of their columns would refuse. The commit would say so of the first only. */
export function ProblemList({ problems }: { readonly problems: readonly ValueProblem[] }) {
  const more = problems.length - shownProblems;
  return (
    <div className="staged-problems" role="status">
      <strong>{formatAmount(problems.length, "value")} would be refused</strong>
      <ul>
        {problems.slice(0, shownProblems).map(({ column, text, message }) => (
          <li key={`${column} ${text}`}>
            <span className="mono">
              {visibleName(column)} = {cellText(text.slice(0, shownCharacters))}
            </span>
            : {message}
          </li>
        ))}
        {more > 0 && <li>and {formatCount(more)} more</li>}
      </ul>
    </div>
  );
}
