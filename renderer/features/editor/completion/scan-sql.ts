/** A word or sign of SQL with its place. Names are unquoted and folded as the server folds them. */
export interface SqlWord {
  readonly kind: "name" | "quotedName" | "sign" | "literal";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const patterns: readonly (readonly [SqlWord["kind"] | "blank", RegExp])[] = [
  ["blank", /\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y],
  ["literal", /[eE]'(?:\\[\s\S]|''|[^'\\])*(?:'|$)|(?:[bBxXnN]|[uU]&)?'(?:''|[^'])*(?:'|$)/y],
  ["literal", /\$([A-Za-z_]\w*)?\$[\s\S]*?(?:\$\1\$|$)/y],
  ["quotedName", /"(?:""|[^"])*(?:"|$)/y],
  ["name", /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ["literal", /\d+(?:\.\d+)?/y],
  ["sign", /[\s\S]/y],
];

/** Splits SQL that may be half typed; comments are left out. */
export function scanSql(text: string): readonly SqlWord[] {
  const words: SqlWord[] = [];
  for (let at = 0; at < text.length; ) {
    const [kind, match] = matchAt(text, at);
    const end = at + match.length;
    if (kind !== "blank") words.push({ kind, text: wordText(kind, match), start: at, end });
    at = end;
  }
  return words;
}

function matchAt(text: string, at: number): readonly [SqlWord["kind"] | "blank", string] {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(text)?.[0];
    if (match) return [kind, match];
  }
  return ["sign", text[at] ?? " "];
}

function wordText(kind: SqlWord["kind"], match: string): string {
  if (kind === "name") return match.toLowerCase();
  if (kind !== "quotedName") return match;
  return match.slice(1, match.length > 1 && match.endsWith('"') ? -1 : undefined).replaceAll('""', '"');
}

/** The statement around an offset: its words, by the semicolons outside literals. */
export function wordsAround(words: readonly SqlWord[], offset: number): readonly SqlWord[] {
  const isEnd = (word: SqlWord) => word.kind === "sign" && word.text === ";";
  const before = words.findLastIndex((word) => isEnd(word) && word.start < offset);
  const after = words.findIndex((word) => isEnd(word) && word.start >= offset);
  return words.slice(before + 1, after < 0 ? undefined : after);
}
