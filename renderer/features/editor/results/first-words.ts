/** The beginning of a statement on one line, without comments. Enough of it is looked at, however long it is. */
export function firstWords(sql: string): string {
  return sql
    .slice(0, 2_000)
    .replace(/\/\*[\s\S]*?\*\/|--[^\n]*/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 60);
}

/** A line of a text with the one before and the one behind, and where in it something is. */
export interface Excerpt {
  readonly text: string;
  readonly mark: { readonly start: number; readonly end: number };
  /** Of the place: line and column of the whole text, from 1. */
  readonly line: number;
  readonly column: number;
}

const longestLine = 160;

/** What stands around an offset; of a long line only the part around it. */
export function excerptAround(text: string, offset: number): Excerpt {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  const lineEnd = endOfLine(text, offset);
  const from = Math.max(lineStart, offset - longestLine / 2);
  const to = Math.min(lineEnd, from + longestLine);
  const earlier =
    lineStart > 0 ? cutLine(text.slice(before.lastIndexOf("\n", lineStart - 2) + 1, lineStart - 1)) : null;
  const later = lineEnd < text.length ? cutLine(text.slice(lineEnd + 1, endOfLine(text, lineEnd + 1))) : null;
  const head = `${earlier === null ? "" : `${earlier}\n`}${from > lineStart ? "…" : ""}`;
  const shown = `${head}${text.slice(from, to)}${to < lineEnd ? "…" : ""}${later === null ? "" : `\n${later}`}`;
  const start = head.length + offset - from;
  const word = /^(?:[\p{L}\p{N}_$]+|"[^"\n]*"|'[^'\n]*'|.)/u.exec(text.slice(offset, to))?.[0].length ?? 0;
  return {
    text: shown,
    mark: { start, end: start + word },
    line: before.split("\n").length,
    column: offset - lineStart + 1,
  };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

function cutLine(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
}
