import { LoaderCircle } from "lucide-react";
import { useState } from "react";
import type { Direction, MigrationFinding } from "../../../../../shared/changes/model.ts";
import { applyEdits, type TextEdit } from "../../../../../shared/changes/text-edits.ts";
import { Button } from "../../../../ui/controls/button.tsx";
import { SqlText } from "../../../../ui/display/sql-text.tsx";
import { revealHidden } from "../../rules/reveal-hidden.ts";
import { ClassBadge } from "../../script/class-badge.tsx";
import { DraftFinding } from "./draft-finding.tsx";
import { type FindingGroup, fixKey, groupFindings, suppressionEdit } from "./group-findings.ts";
import type { LiveLint } from "./use-draft-lint.ts";
import "./draft-lint.css";

interface DraftLintPanelProps {
  readonly live: LiveLint;
  readonly connectionName: string;
  /** The finding whose fix is shown, by `fixKey`. */
  readonly openFix: string | null;
  readonly onOpenFix: (key: string | null) => void;
  readonly onChange: (direction: Direction, script: string) => void;
  /** Selects a part of a script where it is written. */
  readonly onSelect: (direction: Direction, start: number, end: number) => void;
}

/** What the lint says of the scripts that are being written, beside each statement that it is about. */
export function DraftLintPanel(props: DraftLintPanelProps) {
  const { live, connectionName, openFix, onOpenFix, onChange, onSelect } = props;
  const { lint, scripts, isCurrent } = live;
  const [before, setBefore] = useState<{
    readonly direction: Direction;
    readonly script: string;
    readonly after: string;
  } | null>(null);
  if (lint === null) return null;
  const groups = groupFindings(lint);
  const scriptOf = (direction: Direction) => (direction === "up" ? scripts.up : (scripts.down ?? ""));
  const change = (direction: Direction, edits: readonly TextEdit[]) => {
    const script = scriptOf(direction);
    const after = applyEdits(script, edits);
    setBefore({ direction, script, after });
    onOpenFix(null);
    onChange(direction, after);
  };
  const canUndo = before !== null && scriptOf(before.direction) === before.after;
  return (
    <section className="draft-lint" aria-label="Lint">
      <header className="draft-lint-head">
        <h2>Lint</h2>
        <ClassBadge value={lint.class} />
        <span aria-live="polite">{countText(lint.findings)}</span>
        {!isCurrent && <LoaderCircle className="draft-lint-busy" aria-label="Checking" />}
        <span className="grow" />
        {canUndo && before && (
          <Button
            isSmall
            variant="quiet"
            onPress={() => {
              setBefore(null);
              onChange(before.direction, before.script);
            }}
          >
            Take the last fix back
          </Button>
        )}
        <span className="muted cut">
          {lint.against.kind === "database"
            ? `By ${connectionName}, PostgreSQL ${lint.against.serverVersion}`
            : `By the text alone: ${lint.against.reason}`}
        </span>
      </header>
      {groups.map((group) => (
        <div key={group.key} className="draft-lint-group">
          <StatementOfGroup group={group} script={scriptOf(group.direction)} onSelect={onSelect} />
          <div className="draft-lint-findings">
            {group.findings.map((finding, index) => {
              const key = fixKey(group, finding, index);
              return (
                <DraftFinding
                  key={key}
                  finding={finding}
                  statement={statementOf(group, scriptOf(group.direction))}
                  isCurrent={isCurrent}
                  isFixOpen={openFix === key}
                  onToggleFix={() => onOpenFix(openFix === key ? null : key)}
                  onApply={() => change(group.direction, finding.fix?.edits ?? [])}
                  onIgnore={(reason) =>
                    change(group.direction, [
                      suppressionEdit(scriptOf(group.direction), finding.code, reason, group.place),
                    ])
                  }
                />
              );
            })}
          </div>
        </div>
      ))}
    </section>
  );
}

function statementOf({ place }: FindingGroup, script: string): string {
  return place === null ? "" : script.slice(place.start, place.end);
}

function StatementOfGroup(props: {
  readonly group: FindingGroup;
  readonly script: string;
  readonly onSelect: DraftLintPanelProps["onSelect"];
}) {
  const { group, script, onSelect } = props;
  const { place, direction } = group;
  const name = direction === "up" ? "Up" : "Down";
  if (place === null) return <p className="draft-lint-statement muted">{name} script as a whole</p>;
  return (
    <div className="draft-lint-statement">
      <Button isSmall variant="quiet" onPress={() => onSelect(direction, place.start, place.end)}>
        {`${name}, line ${place.line}`}
      </Button>
      <SqlText sql={revealHidden(statementOf(group, script))} maxLines={6} />
    </div>
  );
}

function countText(findings: readonly MigrationFinding[]): string {
  const open = findings.filter(({ suppression }) => !suppression);
  const count = (severity: MigrationFinding["severity"]) => open.filter((one) => one.severity === severity).length;
  const parts = [
    [count("error"), "error"],
    [count("warning"), "warning"],
    [count("info"), "note"],
    [findings.length - open.length, "ignored"],
  ] as const;
  const said = parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}${number === 1 || word === "ignored" ? "" : "s"}`);
  return said.length === 0 ? "No findings" : said.join(", ");
}
