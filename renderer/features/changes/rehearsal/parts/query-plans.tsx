import { useState } from "react";
import type { QueryVerdict, RehearsedQueries, RehearsedQuery } from "../../../../../shared/changes/rehearsal-model.ts";
import { Button } from "../../../../ui/controls/button.tsx";
import { formatAmount, formatShortCount } from "../../../../ui/display/format.ts";
import { SqlText } from "../../../../ui/display/sql-text.tsx";
import { visibleName } from "../../../../ui/display/visible-name.ts";
import { ReportHead } from "./report-head.tsx";

const words: Readonly<Record<QueryVerdict, string>> = {
  breaking: "breaks",
  regressed: "slower plan",
  planChanged: "other plan",
  better: "better plan",
  same: "as before",
  notPlanned: "not planned",
};
/** Shown at once; the rest is not what a reviewer looks for. */
const striking: ReadonlySet<QueryVerdict> = new Set(["breaking", "regressed", "planChanged", "better"]);

/** The target's queries with their plans before and after up, the worst first. */
export function QueryPlans({ queries: { queries, reason, source } }: { readonly queries: RehearsedQueries }) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? queries : queries.filter(({ verdict }) => striking.has(verdict));
  const hidden = queries.length - shown.length;
  const from = source === "file" ? "from the given file" : "by time on the target";
  return (
    <>
      <ReportHead
        title="Queries of the target"
        note={
          queries.length > 0
            ? `${formatAmount(queries.length, "query", "queries")} ${from}, planned before and after up`
            : "none planned"
        }
      />
      {reason !== null && <p className="rehearsal-note">{reason}</p>}
      {shown.length > 0 && (
        <ul className="rehearsal-list" aria-label="Queries before and after">
          {shown.map((query, index) => (
            <QueryLine key={index} query={query} />
          ))}
        </ul>
      )}
      {hidden > 0 && (
        <Button variant="quiet" onPress={() => setShowsAll(true)}>
          {shown.length === 0 ? `No plan changed: show all ${hidden}` : `Show ${hidden} more without a change`}
        </Button>
      )}
    </>
  );
}

function QueryLine({ query }: { readonly query: RehearsedQuery }) {
  const { sql, verdict, before, after, error, calls } = query;
  const shape = before && after && before.shape.join("\n") !== after.shape.join("\n") ? { before, after } : null;
  return (
    <li>
      <details>
        <summary>
          <b className="rehearsal-verdict" data-verdict={verdict}>
            {words[verdict]}
          </b>
          <code className="cut grow">{visibleName(sql.replaceAll(/\s+/g, " "))}</code>
          <span className="rehearsal-cost">
            {costText(before)} → {costText(after)}
          </span>
        </summary>
        <SqlText sql={sql} />
        {calls !== null && <p className="muted">{formatAmount(calls, "call")} counted on the target</p>}
        {error !== null && <p className="rehearsal-bad">{visibleName(error)}</p>}
        {shape && (
          <div className="rehearsal-shapes">
            <pre>{shape.before.shape.map(visibleName).join("\n")}</pre>
            <pre>{shape.after.shape.map(visibleName).join("\n")}</pre>
          </div>
        )}
      </details>
    </li>
  );
}

function costText(brief: RehearsedQuery["before"]): string {
  if (brief === null) return "–";
  return brief.cost < 1_000 ? brief.cost.toFixed(1) : formatShortCount(Math.round(brief.cost));
}
