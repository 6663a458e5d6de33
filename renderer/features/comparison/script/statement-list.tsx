import { cutSegments, type Hazard, type ScriptStatement } from "../../../../shared/comparison/script-model.ts";
import { Badge } from "../../../ui/display/badge.tsx";
import { SqlText } from "../../../ui/display/sql-text.tsx";

/** The statements of a script, each with what it may cost; where one transaction ends and the next begins is shown. */
export function StatementList({ statements }: { readonly statements: readonly ScriptStatement[] }) {
  const segments = cutSegments(statements);
  const isPlain = segments.length === 1 && segments[0]?.isTransactional === true;
  const starts = segments.map((_, at) => segments.slice(0, at).reduce((sum, one) => sum + one.statements.length, 0));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <ol className="diff-statements" aria-label="Statements of the script" tabIndex={0}>
      {segments.flatMap(({ isTransactional, statements: inside }, at) =>
        inside.map((statement, place) => (
          <li className="diff-statement" key={(starts[at] ?? 0) + place}>
            {!isPlain && place === 0 && (
              <p className="diff-step">
                Step {at + 1} of {segments.length}
                <span className="muted">{isTransactional ? "one transaction" : "outside of a transaction"}</span>
              </p>
            )}
            <SqlText sql={`${statement.sql};`} />
            <Hazards hazards={statement.hazards} />
          </li>
        )),
      )}
    </ol>
  );
}

function Hazards({ hazards }: Pick<ScriptStatement, "hazards">) {
  if (hazards.length === 0) return null;
  return (
    <ul className="diff-hazards">
      {hazards.map(({ code, message }) => (
        <li key={code}>
          <Badge tone={toneOf(code)}>{words[code]}</Badge> <span className="muted">{message}</span>
        </li>
      ))}
    </ul>
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
