import { Check, CircleHelp, Info, X } from "lucide-react";
import { useMemo } from "react";
import type { RehearsalReport, SchemaDifference } from "../../../../shared/changes/model.ts";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { formatAgo, formatAmount, formatMs } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { layoutLockTimeline } from "../locks/lock-timeline.ts";
import { shortHash } from "../rules/short-hash.ts";
import { HeldLocks } from "./parts/held-locks.tsx";
import { MeasuredFindings } from "./parts/measured-findings.tsx";
import { PreviousRehearsal } from "./parts/previous-rehearsal.tsx";
import { QueryPlans } from "./parts/query-plans.tsx";
import { ReportHead } from "./parts/report-head.tsx";
import { SaveReport } from "./parts/save-report.tsx";
import { SurvivalTable } from "./parts/survival-table.tsx";
import { TargetTimes } from "./parts/target-times.tsx";
import { RehearsalFailure } from "./rehearsal-failure.tsx";
import {
  type AfterwardsLine,
  afterwardsLines,
  dataAnswer,
  passesText,
  type RehearsalAnswer,
  reversibleAnswer,
  rewrittenRelations,
  schemaAnswer,
  totalUpMs,
} from "./rehearsal-figures.ts";
import "./rehearsal-panel.css";

/** What a rehearsal measured: figures, locks over time, rewrites, the schema's changes, and what to expect afterwards. */
export function RehearsalPanel({ report }: { readonly report: RehearsalReport }) {
  const timeline = useMemo(() => layoutLockTimeline(report.statements), [report]);
  const upMs = totalUpMs(report);
  return (
    <section className="rehearsal-panel" aria-label="Rehearsal report">
      <header className="rehearsal-head">
        <h2>Rehearsal</h2>
        <span className="muted grow">
          {passesText(report)} on a branch, {formatAgo(report.startedAt)}
        </span>
        <code className="muted">{shortHash(report.hash)}</code>
        <CopyButton text={report.hash} label="Copy the report's hash" />
        <SaveReport report={report} />
      </header>
      <RehearsalFailure report={report} />
      <dl className="rehearsal-figures">
        <Figure label="Reversible" answer={reversibleAnswer(report)} />
        <Figure label="Same after down" answer={schemaAnswer(report)} />
        <Figure label="Rows survive" answer={dataAnswer(report)} />
        <Figure
          label="Writes blocked"
          answer={{ text: blockedText(timeline.writesBlockedMs), tone: "unknown" }}
          isPlain
        />
        <Figure label="Total, up" answer={{ text: formatMs(upMs), tone: "unknown" }} isPlain />
      </dl>

      <HeldLocks report={report} />

      <Rewrites relations={rewrittenRelations(report)} />
      {report.data && <SurvivalTable data={report.data} />}
      {report.queries && <QueryPlans queries={report.queries} />}
      <MeasuredFindings findings={report.findings} />
      <TargetTimes report={report} />
      <SchemaLines title="Schema changes" differences={report.schema.changes} empty="none" />
      {report.schema.downDifferences.length > 0 && (
        <SchemaLines title="Left over after down" differences={report.schema.downDifferences} empty="" />
      )}

      <PreviousRehearsal report={report} />
      <ReportHead title="Afterwards" />
      <ul className="rehearsal-after">
        {afterwardsLines(report).map((line) => (
          <li key={line.text}>
            <ToneIcon tone={line.tone} />
            {line.text}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rewrites({ relations }: { readonly relations: readonly string[] }) {
  return (
    <>
      <header className="rehearsal-head">
        <h2>Rewrites</h2>
        {relations.length === 0 && <span className="muted">none: no table got a new file</span>}
      </header>
      {relations.length > 0 && (
        <ul className="rehearsal-rewrites">
          {relations.map((relation) => (
            <li key={relation}>
              <code>{visibleName(relation)}</code> was rewritten; nobody could read or write it meanwhile
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function blockedText(ms: number): string {
  return ms === 0 ? "not at all" : formatMs(ms);
}

interface FigureProps {
  readonly label: string;
  readonly answer: RehearsalAnswer;
  readonly isPlain?: boolean;
}

function Figure({ label, answer, isPlain }: FigureProps) {
  return (
    <div>
      <dt className="cut">{label}</dt>
      <dd data-tone={answer.tone}>
        {!isPlain && <ToneIcon tone={answer.tone} />}
        {answer.text}
      </dd>
    </div>
  );
}

function ToneIcon({ tone }: { readonly tone: AfterwardsLine["tone"] | RehearsalAnswer["tone"] }) {
  if (tone === "good") return <Check aria-label="good" className="rehearsal-icon rehearsal-good" />;
  if (tone === "bad") return <X aria-label="bad" className="rehearsal-icon rehearsal-bad" />;
  if (tone === "note") return <Info aria-hidden className="rehearsal-icon" />;
  return <CircleHelp aria-hidden className="rehearsal-icon" />;
}

interface SchemaLinesProps {
  readonly title: string;
  readonly differences: readonly SchemaDifference[];
  readonly empty: string;
}

function SchemaLines({ title, differences, empty }: SchemaLinesProps) {
  return (
    <>
      <header className="rehearsal-head">
        <h2>{title}</h2>
        <span className="muted">{differences.length === 0 ? empty : formatAmount(differences.length, "line")}</span>
      </header>
      {differences.length > 0 && (
        <ul className="rehearsal-schema">
          {differences.map((difference, index) => (
            <li key={index} data-side={difference.side}>
              <b role="img" aria-label={difference.side === "found" ? "added" : "removed"}>
                {difference.side === "found" ? "+" : "−"}
              </b>
              <code>{visibleName(difference.line)}</code>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
