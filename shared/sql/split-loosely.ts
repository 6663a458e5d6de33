/** A piece of a script: UTF-16 offsets, `end` exclusive, without the semicolon. */
export interface SqlPiece {
  readonly start: number;
  readonly end: number;
}

/**
 * Splits a script at its semicolons by Postgres' lexical rules alone (strings, quoted names, dollar quotes, nested
 * comments, BEGIN ATOMIC bodies, rules with several actions), for texts that the grammar does not take: what is broken
 * stays one piece, and the pieces around it are right. Blank lines never split. A piece starts at its first word; pieces
 * of blanks and comments only are left out. Assumes standard_conforming_strings.
 */
export function splitLoosely(sql: string): readonly SqlPiece[] {
  const pieces: SqlPiece[] = [];
  let start = -1;
  let words: string[] = [];
  let depth = 0;
  let parentheses = 0;
  const finish = (end: number) => {
    if (start >= 0) pieces.push({ start, end: start + sql.slice(start, end).trimEnd().length });
    start = -1;
    words = [];
    depth = 0;
    parentheses = 0;
  };
  let at = 0;
  while (at < sql.length) {
    const token = nextToken(sql, at);
    at = token.end;
    if (token.kind === "blank") continue;
    if (token.kind === "semicolon" && depth === 0 && parentheses === 0) {
      finish(token.start);
      continue;
    }
    if (start < 0) start = token.start;
    if (token.kind === "word") {
      const word = sql.slice(token.start, token.end).toLowerCase();
      if (words.length < 4) words.push(word);
      depth = bodyDepth(word, depth, words);
    } else if (token.kind === "parenthesis" && isRule(words))
      parentheses = Math.max(0, parentheses + (sql[token.start] === "(" ? 1 : -1));
  }
  finish(sql.length);
  return pieces;
}

interface Token {
  readonly kind: "blank" | "semicolon" | "word" | "parenthesis" | "other";
  readonly start: number;
  readonly end: number;
}

const patterns: readonly (readonly [Token["kind"], RegExp])[] = [
  ["blank", /[ \t\n\r\f\v]+|--[^\n\r]*/y],
  ["other", /[eE]'(?:[^'\\]|''|\\[\s\S])*(?:'|$)/y],
  ["other", /'(?:[^']|'')*(?:'|$)/y],
  ["other", /"(?:[^"]|"")*(?:"|$)/y],
  ["word", /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y],
  ["other", /\d[\w.]*/y],
  ["semicolon", /;/y],
  ["parenthesis", /[()]/y],
];

const dollarQuote = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y;

function nextToken(sql: string, start: number): Token {
  if (sql.startsWith("/*", start)) return { kind: "blank", start, end: endOfComment(sql, start) };
  dollarQuote.lastIndex = start;
  const tag = dollarQuote.exec(sql)?.[0];
  if (tag !== undefined) {
    const close = sql.indexOf(tag, start + tag.length);
    return { kind: "other", start, end: close < 0 ? sql.length : close + tag.length };
  }
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start;
    const text = pattern.exec(sql)?.[0];
    if (text !== undefined && text.length > 0) return { kind, start, end: start + text.length };
  }
  return { kind: "other", start, end: start + 1 };
}

/** Comments nest. One without an end takes the rest. */
function endOfComment(sql: string, start: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start;
  let depth = 0;
  for (let mark = marks.exec(sql); mark !== null; mark = marks.exec(sql)) {
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return sql.length;
}

/** How deep a routine's BEGIN ATOMIC ... END is; CASE has an END of its own. */
function bodyDepth(word: string, depth: number, words: readonly string[]): number {
  const what = words[0] === "create" && words[1] === "or" && words[2] === "replace" ? words[3] : words[1];
  if (words[0] !== "create" || (what !== "function" && what !== "procedure")) return 0;
  if (word === "begin" || (word === "case" && depth > 0)) return depth + 1;
  return word === "end" ? Math.max(0, depth - 1) : depth;
}

function isRule(words: readonly string[]): boolean {
  return words[0] === "create" && (words[1] === "rule" || (words[1] === "or" && words[3] === "rule"));
}
