import type { DraftLint, StatementPlace } from "../../../../../shared/changes/draft-lint.ts";
import type { Direction, MigrationFinding } from "../../../../../shared/changes/model.ts";
import type { TextEdit } from "../../../../../shared/changes/text-edits.ts";

/** Findings about one statement; `place` is null for those about a whole script. */
export interface FindingGroup {
  readonly key: string;
  readonly direction: Direction;
  readonly place: StatementPlace | null;
  readonly findings: readonly MigrationFinding[];
}

const ranks = { error: 0, warning: 1, info: 2 } as const;

/** The up script's first, each in the order of its statements; in a group the gravest first. */
export function groupFindings({ findings, places }: DraftLint): readonly FindingGroup[] {
  return (["up", "down"] as const).flatMap((direction) => {
    const own = findings.filter((finding) => finding.direction === direction);
    const indexes = [...new Set(own.map(({ statementIndex }) => statementIndex))];
    indexes.sort((left, right) => (left ?? -1) - (right ?? -1));
    return indexes.map((index): FindingGroup => {
      const ofStatement = own.filter(({ statementIndex }) => statementIndex === index);
      return {
        key: `${direction} ${index ?? "script"}`,
        direction,
        place: places.find((one) => one.direction === direction && one.statementIndex === index) ?? null,
        findings: ofStatement.toSorted((left, right) => rankOf(left) - rankOf(right)),
      };
    });
  });
}

function rankOf({ severity, suppression }: MigrationFinding): number {
  return ranks[severity] + (suppression ? 1 : 0);
}

/** The group whose statement the caret stands in; of none the next one below. */
export function groupAt(
  groups: readonly FindingGroup[],
  direction: Direction,
  caret: number,
): FindingGroup | undefined {
  const own = groups.filter((group) => group.direction === direction && group.place !== null);
  return own.find(({ place }) => place !== null && caret <= place.end) ?? own.at(-1);
}

/** The comment that answers a finding, as an edit of its script: on a line of its own, before the statement. */
export function suppressionEdit(
  script: string,
  code: string,
  reason: string,
  place: Pick<StatementPlace, "start"> | null,
): TextEdit {
  const start = place?.start ?? 0;
  const text = reason.replaceAll(/\s+/g, " ").trim();
  // Behind another statement, on its line, it would be about that one.
  const isOwnLine = script.slice(script.lastIndexOf("\n", start - 1) + 1, start).trim() === "";
  return { start, end: start, text: `${isOwnLine ? "" : "\n"}-- steward:ignore ${code}: ${text}\n` };
}

/** What names a finding's fix while it is open. */
export function fixKey(
  group: Pick<FindingGroup, "key">,
  finding: Pick<MigrationFinding, "code">,
  place: number,
): string {
  return `${group.key} ${finding.code} ${place}`;
}
