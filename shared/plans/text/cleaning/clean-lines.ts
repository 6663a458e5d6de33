import { breaksAt } from "../plan-text-error.ts";
import { stripFrames } from "./frames.ts";
import { isHeader, noiseOf, printedRows } from "./noise.ts";
import { pickLogged } from "./pick-logged.ts";
import { splitLines } from "./split-lines.ts";
import type { TextLine } from "./text-line.ts";

/**
 * The lines of a pasted text that may be parts of plans, without what terminals, tables, logs and mails put around them.
 * Throws `invalidInput` when psql counted more rows than are there.
 */
export function cleanLines(text: string): readonly TextLine[] {
  const lines = stripFrames(pickLogged(splitLines(text)));
  checkRowCounts(lines);
  const kept: TextLine[] = [];
  let afterBreak = false;
  for (const line of lines) {
    const noise = noiseOf(line.text);
    if (noise === "break" || line.afterBreak === true) afterBreak = true;
    if (noise !== null) continue;
    const isFilled = line.text !== "";
    kept.push(afterBreak && isFilled ? { ...line, afterBreak } : line);
    if (isFilled) afterBreak = false;
  }
  return kept;
}

/** Fewer lines than rows between psql's head and its count: some were lost on the way. */
function checkRowCounts(lines: readonly TextLine[]): void {
  let count: number | null = null;
  let goesOn = false;
  for (const line of lines) {
    const rows = printedRows(line.text);
    if (isHeader(line.text)) count = 0;
    else if (rows !== null) {
      if (count !== null && count < rows)
        throw breaksAt(line.number, `psql printed ${rows} rows, and only ${count} of them are here.`);
      count = null;
    } else if (count !== null && noiseOf(line.text) === null) {
      if (!goesOn) count += 1;
      goesOn = line.goesOn === true;
    }
  }
}
