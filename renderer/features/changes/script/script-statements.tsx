import type { ReactNode } from "react";
import type { Direction, MigrationFinding, RehearsalPass, RehearsalReport } from "../../../../shared/changes/model.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import type { StatementStanding } from "../decision/application-progress.ts";
import { measuredLock } from "../locks/measured-locks.ts";
import { findingsOf } from "../rules/statement-class.ts";
import { transactionLabels } from "../rules/transactions.ts";
import { FindingStrip } from "./finding-strip.tsx";
import { HiddenCharacters } from "./hidden-characters.tsx";
import { StatementCard } from "./statement-card.tsx";
import { useScriptParts } from "./use-script-parts.ts";

interface ScriptStatementsProps {
  readonly migrationId: string;
  readonly direction: Direction;
  readonly script: string;
  readonly findings: readonly MigrationFinding[];
  readonly report: RehearsalReport | null;
  readonly standingOf?: ((index: number) => StatementStanding) | undefined;
  readonly actionsOf?: ((index: number) => ReactNode) | undefined;
  readonly belowOf?: ((index: number) => ReactNode) | undefined;
}

/** A script as its statements, byte for byte, each with its findings and measured time. */
export function ScriptStatements(props: ScriptStatementsProps) {
  const { migrationId, direction, script, findings, report, standingOf, actionsOf, belowOf } = props;
  const { parts, error } = useScriptParts(script);
  const pass: RehearsalPass = direction;
  const all = report?.statements.filter((statement) => statement.pass === pass) ?? [];
  const labels = transactionLabels(all);
  return (
    <section aria-label={`${migrationId}, ${direction} script`}>
      <HiddenCharacters script={script} />
      <ErrorPanel error={error} isCompact />
      {findingsOf(findings, migrationId, direction, null).map((finding, index) => (
        <div key={`${finding.code}-${index}`} className="statement-card">
          <FindingStrip finding={finding} />
        </div>
      ))}
      {parts.map((part) => {
        const { index } = part;
        if (index === null) return <StatementCard key="rest" part={part} findings={[]} />;
        const place = all.findIndex((statement) => statement.migrationId === migrationId && statement.index === index);
        return (
          <StatementCard
            key={index}
            part={part}
            findings={findingsOf(findings, migrationId, direction, index)}
            rehearsed={all[place] ?? null}
            measured={measuredLock(all, place)}
            runsAs={labels[place]}
            standing={standingOf?.(index)}
            actions={actionsOf?.(index)}
          >
            {belowOf?.(index)}
          </StatementCard>
        );
      })}
    </section>
  );
}
