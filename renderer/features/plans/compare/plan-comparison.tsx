import { ArrowLeftRight, TriangleAlert, X } from "lucide-react";
import { useMemo } from "react";
import { type PlanComparison as Compared, comparePlans } from "../../../../shared/plans/comparing/compare-plans.ts";
import type { PlanRun } from "../../../../shared/plans/contract.ts";
import type { Plan } from "../../../../shared/plans/model.ts";
import { IconButton } from "../../../ui/controls/button.tsx";
import { dayAndTime } from "../../../ui/display/day-and-time.ts";
import { formatCount, formatMs } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { usePlaceNames } from "../history/use-place-names.ts";
import "./comparison.css";
import { ComparedFigures } from "./compared-figures.tsx";
import { ComparedNodes } from "./compared-nodes.tsx";
import { PlannerChanges } from "./planner-changes.tsx";

interface PlanComparisonProps {
  readonly earlier: PlanRun;
  readonly later: PlanRun;
  readonly before: Plan;
  readonly after: Plan;
  /** The run that the window shows: the other one is opened when the sides are swapped. */
  readonly onSwap: () => void;
  readonly onClose: () => void;
  /** A node of the plan that the window shows; null when the other one alone has it. */
  readonly onSelect: (nodeId: number) => void;
  readonly isSwapped: boolean;
}

/** Two plans of one statement: their figures, what the planner did differently, and node by node. */
export function PlanComparison(props: PlanComparisonProps) {
  const { earlier, later, before, after, isSwapped, onSelect } = props;
  const compared = useMemo(() => comparePlans(before, after), [before, after]);
  const notes = [...versionNote(earlier, later), ...compared.cautions.map(({ message }) => message)];
  return (
    <section className="comparison" aria-label="Comparison of two plans">
      <header className="comparison-head">
        <Side word="Before" run={earlier} plan={before} here={later} />
        <IconButton label="Swap before and after" icon={ArrowLeftRight} isSmall onPress={props.onSwap} />
        <Side word="After" run={later} plan={after} here={later} />
        <span className="grow" />
        <Verdict compared={compared} />
        <IconButton label="Close the comparison" icon={X} isSmall onPress={props.onClose} />
      </header>
      {notes.length > 0 && (
        <ul className="comparison-cautions" aria-label="Why the figures may not be comparable">
          {notes.map((note) => (
            <li key={note}>
              <TriangleAlert aria-hidden className="comparison-caution-icon" />
              {visibleName(note)}
            </li>
          ))}
        </ul>
      )}
      <div className="comparison-top">
        <ComparedFigures totals={compared.totals} />
        <PlannerChanges compared={compared} onSelect={isSwapped ? undefined : onSelect} />
      </div>
      <ComparedNodes
        pairs={compared.pairs}
        isAnalyzed={before.isAnalyzed && after.isAnalyzed}
        onSelect={(pair) => {
          const shown = isSwapped ? pair.before : pair.after;
          if (shown) onSelect(shown.id);
        }}
      />
    </section>
  );
}

interface SideProps {
  readonly word: string;
  readonly run: PlanRun;
  readonly plan: Plan;
  readonly here: PlanRun;
}

function Side({ word, run, plan, here }: SideProps) {
  const placeOf = usePlaceNames(here);
  return (
    <div className="comparison-side">
      <span className="comparison-word">
        {word}: {dayAndTime(run.at)}, {placeOf(run)}
      </span>
      <strong>{plan.executionMs === null ? "estimate" : formatMs(plan.executionMs)}</strong>
    </div>
  );
}

/** How many times faster or slower; a word for what is about the same. */
function Verdict({ compared }: { readonly compared: Compared }) {
  const { before, after } = compared.totals.executionMs;
  if (before === null || after === null) return null;
  const isFaster = after <= before;
  const factor = Math.max(before, 0.001) / Math.max(after, 0.001);
  const times = isFaster ? factor : 1 / factor;
  if (times < 1.05) return <span className="muted">about the same time</span>;
  return (
    <strong className={isFaster ? "comparison-better" : "comparison-worse"}>
      {times < 10 ? times.toFixed(1) : formatCount(Math.round(times))} times {isFaster ? "faster" : "slower"}
    </strong>
  );
}

function versionNote(earlier: PlanRun, later: PlanRun): readonly string[] {
  return [
    ...(earlier.serverVersion === later.serverVersion
      ? []
      : [`The servers differ: Postgres ${earlier.serverVersion} before, ${later.serverVersion} after.`]),
    ...statementNote(earlier, later),
  ];
}

function statementNote(earlier: PlanRun, later: PlanRun): readonly string[] {
  if (earlier.fingerprint !== later.fingerprint) return ["These are plans of two different statements."];
  if (earlier.sql.trim() === later.sql.trim()) return [];
  return ["The statements differ in constants, blanks or comments: they may not ask for the same rows."];
}
