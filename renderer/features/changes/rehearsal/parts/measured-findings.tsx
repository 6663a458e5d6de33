import type { MigrationFinding } from "../../../../../shared/changes/model.ts";
import { visibleName } from "../../../../ui/display/visible-name.ts";
import { ReportHead } from "./report-head.tsx";

const words = { confirmed: "confirmed", notSeen: "not seen", added: "added" } as const;

/** What the rehearsal said to each finding of the lint that can be measured. */
export function MeasuredFindings({ findings }: { readonly findings: readonly MigrationFinding[] }) {
  const measured = findings.flatMap((finding) =>
    finding.measured ? [{ ...finding, measured: finding.measured }] : [],
  );
  if (measured.length === 0) return null;
  const order = ["added", "notSeen", "confirmed"];
  const sorted = [...measured].sort((a, b) => order.indexOf(a.measured.verdict) - order.indexOf(b.measured.verdict));
  return (
    <>
      <ReportHead title="The lint, as measured" note="what it claims of rewrites, scans and locks" />
      <ul className="rehearsal-list" aria-label="Findings as measured">
        {sorted.map(({ code, migrationId, direction, statementIndex, measured: { verdict, text } }, index) => (
          <li key={index} className="rehearsal-finding">
            <b className="rehearsal-verdict" data-verdict={verdict}>
              {words[verdict]}
            </b>
            <span className="grow">
              <code>{code}</code>
              <span className="muted">
                {" "}
                {Number.parseInt(migrationId, 10)}:{(statementIndex ?? 0) + 1}
                {direction === "down" && " down"}
              </span>{" "}
              {visibleName(text)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
