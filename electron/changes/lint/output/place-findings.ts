import type { MigrationFinding } from "../../../../shared/changes/model.ts";
import type { PlacedFinding, Region } from "./to-sarif.ts";

/** A part of a text, in UTF-16 offsets. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** Gives findings of one script their places in its text: that of their statement, by `spans`. */
export function placeFindings(
  text: string,
  spans: ReadonlyMap<number, TextSpan>,
  findings: readonly MigrationFinding[],
): readonly PlacedFinding[] {
  const regionOf = regionsOf(text);
  return findings.map((finding) => {
    const span = finding.statementIndex === null ? undefined : spans.get(finding.statementIndex);
    return {
      finding,
      region: span ? regionOf(span.start, span.end) : null,
      fixRegions: (finding.fix?.edits ?? []).map(({ start, end }) => regionOf(start, end)),
    };
  });
}

function regionsOf(text: string): (start: number, end: number) => Region {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  const place = (offset: number) => {
    let [low, high] = [0, lineStarts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
  };
  return (start, end) => {
    const [from, to] = [place(start), place(end)];
    return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
  };
}
