/** A word or sign of SQL with its place (UTF-16). Names are unquoted and folded as the server folds them. */
export interface SqlWord {
  readonly kind: "name" | "quotedName" | "sign" | "literal" | "comment";
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** It has no end yet: everything behind it belongs to it. */
  readonly isOpen: boolean;
}

const patterns: readonly (readonly [SqlWord["kind"], RegExp])[] = [
  ["comment", /--[^\n]*/y],
  ["literal", /[eE]'(?:\\[\s\S]|''|[^'\\])*(?:'|$)|(?:[bBxXnN]|[uU]&)?'(?:''|[^'])*(?:'|$)/y],
  ["quotedName", /(?:[uU]&)?"(?:""|[^"])*(?:"|$)/y],
  ["name", /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ["literal", /\d[\w.]*|\.\d+|\$\d+/y],
  ["sign", /::|:=|=>|\.\.|[-+/<>=~!@#%^&|`?]+/y],
  // `:name` of a parameter
  ["literal", /:[\p{L}_][\p{L}\p{N}_]*/uy],
];

const dollarQuote = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;

/** Splits SQL that may be half typed. Comments are words too, because a cursor may stand in one. */
export function scanWords(text: string): readonly SqlWord[] {
  const words: SqlWord[] = [];
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at] ?? "")) {
      at++;
      continue;
    }
    const word = wordAt(text, at);
    words.push(word);
    at = word.end;
  }
  return words;
}

function wordAt(text: string, start: number): SqlWord {
  if (text.startsWith("/*", start)) return blockComment(text, start);
  dollarQuote.lastIndex = start;
  const tag = dollarQuote.exec(text)?.[0];
  if (tag !== undefined) {
    const close = text.indexOf(tag, start + tag.length);
    const end = close < 0 ? text.length : close + tag.length;
    return { kind: "literal", text: text.slice(start, end), start, end, isOpen: close < 0 };
  }
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start;
    let match = pattern.exec(text)?.[0];
    if (!match) continue;
    // An operator ends where a comment begins.
    if (kind === "sign") match = match.replace(/(?<=.)(--|\/\*).*/, "");
    const end = start + match.length;
    return { kind, text: wordText(kind, match), start, end, isOpen: isOpenWord(kind, match) };
  }
  return { kind: "sign", text: text[start] ?? "", start, end: start + 1, isOpen: false };
}

function isOpenWord(kind: SqlWord["kind"], match: string): boolean {
  if (kind === "comment") return true;
  const quote = kind === "quotedName" ? '"' : kind === "literal" && match.includes("'") ? "'" : null;
  if (quote === null) return false;
  const body = match.slice(match.indexOf(quote) + 1);
  if (!body.endsWith(quote)) return true;
  const escaped = /^[eE]/.test(match) ? body.replace(/\\[\s\S]/g, "") : body;
  return !new RegExp(`^(?:${quote}${quote}|[^${quote}])*${quote}$`).test(escaped);
}

/** Comments nest. One without an end takes the rest. */
function blockComment(text: string, start: number): SqlWord {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start;
  let depth = 0;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) return { kind: "comment", text: "", start, end: marks.lastIndex, isOpen: false };
  }
  return { kind: "comment", text: "", start, end: text.length, isOpen: true };
}

function wordText(kind: SqlWord["kind"], match: string): string {
  if (kind === "name") return match.toLowerCase();
  if (kind !== "quotedName") return match;
  const inner = match.slice(match.indexOf('"') + 1);
  return (inner.endsWith('"') ? inner.slice(0, -1) : inner).replaceAll('""', '"');
}

/** The words of the statement around an offset, by the semicolons outside literals. */
export function wordsAround(words: readonly SqlWord[], offset: number): readonly SqlWord[] {
  const isEnd = (word: SqlWord) => word.kind === "sign" && word.text === ";";
  const before = words.findLastIndex((word) => isEnd(word) && word.start < offset);
  const after = words.findIndex((word) => isEnd(word) && word.start >= offset);
  return words.slice(before + 1, after < 0 ? undefined : after);
}
