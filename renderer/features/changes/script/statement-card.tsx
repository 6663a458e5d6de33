import type { ReactNode } from "react";
import type { MigrationFinding, RehearsedStatement } from "../../../../shared/changes/model.ts";
import { formatCount, formatMs } from "../../../ui/display/format.ts";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import type { StatementStanding } from "../decision/application-progress.ts";
import type { MeasuredLock } from "../locks/measured-locks.ts";
import { revealHidden } from "../rules/reveal-hidden.ts";
import { worstClass } from "../rules/statement-class.ts";
import { ClassBadge } from "./class-badge.tsx";
import { FindingStrip } from "./finding-strip.tsx";
import { MeasuredStrip } from "./measured-strip.tsx";
import { type ScriptPart, visibleText } from "./script-parts.ts";
import { StandingBadge } from "./standing-badge.tsx";
import "./statement-card.css";

interface StatementCardProps {
  readonly part: ScriptPart;
  readonly findings: readonly MigrationFinding[];
  /** How it was measured; null before a rehearsal, or when a failure kept it from running. */
  readonly rehearsed?: RehearsedStatement | null | undefined;
  /** What it was seen to block. */
  readonly measured?: MeasuredLock | null | undefined;
  /** `transaction 2`, or alone. */
  readonly runsAs?: string | undefined;
  /** Where it stands on the target; absent while nothing was applied. */
  readonly standing?: StatementStanding | undefined;
  readonly actions?: ReactNode;
  /** Comments below. */
  readonly children?: ReactNode;
}

/** One statement as it was written, with what is known of it. */
export function StatementCard(props: StatementCardProps) {
  const { part, findings, rehearsed, measured, runsAs, standing, actions, children } = props;
  const text = visibleText(part) ?? "";
  if (part.index === null)
    return (
      <article className="statement-card" aria-label="After the last statement">
        <pre className="statement-card-sql muted">{revealHidden(text)}</pre>
      </article>
    );
  const number = part.index + 1;
  return (
    <article className="statement-card" aria-label={`Statement ${number}`} data-statement={part.index}>
      <header className="statement-card-head">
        <b className="statement-card-number">{number}</b>
        <ClassBadge value={worstClass(findings)} />
        {runsAs && <span className="statement-card-runs cut">{runsAs}</span>}
        {standing && <StandingBadge standing={standing} />}
        <span className="grow" />
        {rehearsed && (
          <span className="statement-card-time">
            {rehearsed.rows !== null &&
              rehearsed.rows > 0 &&
              `${formatCount(rehearsed.rows)} ${rehearsed.rows === 1 ? "row" : "rows"}, `}
            {formatMs(rehearsed.durationMs)}
          </span>
        )}
        {actions}
      </header>
      <div className="statement-card-sql">
        <SqlText sql={revealHidden(text)} />
      </div>
      {findings.map((finding, index) => (
        <FindingStrip key={`${finding.code}-${index}`} finding={finding} />
      ))}
      {measured && <MeasuredStrip lock={measured} />}
      {rehearsed?.error && (
        <p className="statement-card-error" role="alert">
          Failed in the rehearsal: {rehearsed.error.message}
          {rehearsed.error.postgres && ` (SQLSTATE ${rehearsed.error.postgres.sqlstate})`}
        </p>
      )}
      {children}
    </article>
  );
}
