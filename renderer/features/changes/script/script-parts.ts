import type { StatementRange } from "../../../../shared/editor/model.ts";

/**
 * A script cut at its statements, without losing a byte: the texts of all parts in order are the script. `index` is
 * null for what stands after the last statement (comments, blank lines).
 */
export interface ScriptPart {
  readonly index: number | null;
  readonly text: string;
  /** 1-based line of the statement itself. */
  readonly line: number;
}

/** Cuts `script` at the ends of its statements; comments before a statement belong to it. */
export function cutScript(script: string, ranges: readonly StatementRange[]): readonly ScriptPart[] {
  const parts: ScriptPart[] = [];
  let from = 0;
  ranges.forEach((range, index) => {
    const next = ranges[index + 1]?.start ?? script.length;
    const end = endOfStatement(script, range.end, next);
    parts.push({ index, text: script.slice(from, end), line: lineAt(script, range.start) });
    from = end;
  });
  if (from < script.length) parts.push({ index: null, text: script.slice(from), line: lineAt(script, from) });
  return parts;
}

/** A part as it is shown: without the blank lines around it. Null when nothing is left to see. */
export function visibleText(part: ScriptPart): string | null {
  const text = part.text.replace(/^(?:[ \t]*\r?\n)+/, "").trimEnd();
  return text.trim() === "" || text.trim() === ";" ? null : text;
}

/** The statement's semicolon belongs to it, and so does a comment that follows on the same line. */
function endOfStatement(script: string, end: number, next: number): number {
  const tail = /^\s*;(?:[ \t]*--[^\n]*)?/.exec(script.slice(end, next));
  return tail ? end + tail[0].length : end;
}

function lineAt(script: string, offset: number): number {
  return script.slice(0, offset).split("\n").length;
}
