import { type Token, tokenize } from "./tokens.ts";

/** What one AND-ed part of a condition says, as far as an index could serve it. */
export type Condition =
  | { readonly kind: "equality"; readonly column: string; readonly isList: boolean; readonly text: string }
  | { readonly kind: "range"; readonly column: string; readonly text: string }
  | { readonly kind: "isNull"; readonly column: string; readonly text: string }
  | { readonly kind: "boolean"; readonly column: string; readonly isTrue: boolean; readonly text: string }
  /** `column operator constant` with an operator of GIN: `@>`, `?`, `&&`, `@@`. */
  | { readonly kind: "containment"; readonly column: string; readonly operator: string; readonly text: string }
  /** `(column ->> 'key') = constant`; `key` is a string constant with its quotes. */
  | { readonly kind: "jsonText"; readonly column: string; readonly key: string; readonly text: string }
  | { readonly kind: "like"; readonly column: string; readonly pattern: string; readonly text: string }
  /** A function or a changing cast around the column: `lower(email) = ...`. */
  | { readonly kind: "function"; readonly name: string; readonly text: string }
  | { readonly kind: "other"; readonly text: string };

const rangeOperators: ReadonlySet<string> = new Set(["<", "<=", ">", ">="]);
const ginOperators: ReadonlySet<string> = new Set(["@>", "?", "?|", "?&", "&&", "@@", "@?"]);
const likeOperators: ReadonlySet<string> = new Set(["~~", "~~*"]);
const logical: ReadonlySet<string> = new Set(["AND", "OR", "NOT", "IS", "NULL", "ANY", "ALL", "CASE"]);

/** The AND-ed parts of a `Filter`, `Index Cond` ... as EXPLAIN prints it. Parts that are not understood are `other`. */
export function readConditions(text: string): readonly Condition[] {
  // The value of an InitPlan is a constant of the run; before 17 it is printed as a parameter.
  const tokens = tokenize(text.replace(/\(InitPlan \d+\)\.col\d+/g, "$0"));
  if (tokens === null) return [{ kind: "other", text }];
  return splitConjuncts(stripParentheses(tokens)).map(readCondition);
}

function splitConjuncts(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === "open") depth += 1;
    if (token.kind === "close") depth -= 1;
    if (depth === 0 && token.kind === "name" && token.text === "OR") return [tokens];
    if (depth === 0 && token.kind === "name" && token.text === "AND") parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.flatMap((part) => {
    const inner = stripParentheses(part);
    const isNested = inner.length < part.length && inner.some((token) => token.text === "AND");
    return isNested ? splitConjuncts(inner) : [inner];
  });
}

function readCondition(tokens: readonly Token[]): Condition {
  const text = printTokens(tokens);
  if (tokens.some((token) => token.kind === "name" && token.text === "OR")) return { kind: "other", text };
  const bare = readColumn(tokens);
  if (bare !== null) return { kind: "boolean", column: bare, isTrue: true, text };
  if (tokens[0]?.text === "NOT") {
    const column = readColumn(stripParentheses(tokens.slice(1)));
    return column === null ? { kind: "other", text } : { kind: "boolean", column, isTrue: false, text };
  }
  const isNullAt = tokens.findIndex((token) => token.text === "IS");
  if (isNullAt > 0 && tokens[isNullAt + 1]?.text === "NULL" && tokens.length === isNullAt + 2) {
    const column = readColumn(stripParentheses(tokens.slice(0, isNullAt)));
    return column === null ? { kind: "other", text } : { kind: "isNull", column, text };
  }
  return readComparison(tokens, text);
}

function readComparison(tokens: readonly Token[], text: string): Condition {
  const at = topLevelOperator(tokens);
  if (at === null) return { kind: "other", text };
  const operator = tokens[at]?.text ?? "";
  const left = stripParentheses(tokens.slice(0, at));
  const right = tokens.slice(at + 1);
  const column = readColumn(left);
  if (column !== null) return compareColumn(column, operator, right, text);
  const mirrored = readColumn(stripParentheses(right));
  if (mirrored !== null && isConstant(left)) {
    if (operator === "=") return { kind: "equality", column: mirrored, isList: false, text };
    if (rangeOperators.has(operator)) return { kind: "range", column: mirrored, text };
  }
  const json = readJsonText(left);
  if (json !== null && operator === "=" && isConstant(right)) return { kind: "jsonText", ...json, text };
  const called = left[0]?.kind === "name" && left[1]?.text === "(" ? left[0].text : null;
  if (called !== null && (operator === "=" || rangeOperators.has(operator)))
    return { kind: "function", name: called, text };
  return { kind: "other", text };
}

function compareColumn(column: string, operator: string, right: readonly Token[], text: string): Condition {
  const isList = right[0]?.text === "ANY";
  const isFixed = isConstant(isList ? right.slice(1) : right);
  if (operator === "=" && isFixed) return { kind: "equality", column, isList, text };
  if (rangeOperators.has(operator) && isFixed && !isList) return { kind: "range", column, text };
  if (ginOperators.has(operator)) return { kind: "containment", column, operator, text };
  const pattern = right.find((token) => token.kind === "string")?.text;
  if (likeOperators.has(operator) && pattern !== undefined)
    return { kind: "like", column, pattern: pattern.slice(1, -1), text };
  return { kind: "other", text };
}

/** `alias.column`, `column`, or one of them relabelled to text (`(status)::text`), which an index still serves. */
function readColumn(tokens: readonly Token[]): string | null {
  const castAt = tokens.findIndex((token) => token.kind === "cast");
  if (castAt > 0) {
    const type = printTokens(tokens.slice(castAt + 1));
    return /^(text|bpchar|character varying)$/.test(type) && tokens[castAt - 1]?.text === ")"
      ? readColumn(stripParentheses(tokens.slice(0, castAt)))
      : null;
  }
  const names = tokens.filter((token) => token.kind === "name");
  if (names.some((token) => logical.has(token.text))) return null;
  if (tokens.length === 1 && names.length === 1) return names[0]?.text ?? null;
  const isQualified = tokens.length === 3 && names.length === 2 && tokens[1]?.kind === "dot";
  return isQualified ? (names[1]?.text ?? null) : null;
}

/** `(alias.payload ->> 'code'::text)` gives the column and the key, which is what an index on the expression needs. */
function readJsonText(tokens: readonly Token[]): { readonly column: string; readonly key: string } | null {
  const at = tokens.findIndex((token) => token.text === "->>");
  if (at <= 0) return null;
  const column = readColumn(stripParentheses(tokens.slice(0, at)));
  const [key, cast, type, ...rest] = tokens.slice(at + 1);
  const isText = cast === undefined || (cast.kind === "cast" && type?.text === "text");
  if (column === null || key?.kind !== "string" || !isText || rest.length > 0) return null;
  return { column, key: key.text };
}

/** No column in it: constants, parameters, casts and function calls such as now(). */
function isConstant(tokens: readonly Token[]): boolean {
  const bare = withoutCasts(tokens);
  return bare.every((token, place) => {
    if (token.kind === "dot") return false;
    return token.kind !== "name" || bare[place + 1]?.text === "(" || /^(CURRENT_\w+|true|false)$/.test(token.text);
  });
}

/** Drops `::type`: names with their schema, several words, a modifier, brackets. */
function withoutCasts(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.kind !== "cast") {
      kept.push(token);
      continue;
    }
    while (tokens[at + 1]?.kind === "name" || tokens[at + 1]?.kind === "dot") at += 1;
    while (tokens[at + 1]?.kind === "open") at += 1 + closingOf(tokens.slice(at + 1));
  }
  return kept;
}

/** The operator outside of all parentheses; arithmetic stands in parentheses of its own in what the server prints. */
export function topLevelOperator(tokens: readonly Token[]): number | null {
  let depth = 0;
  for (const [place, token] of tokens.entries()) {
    if (token.kind === "open") depth += 1;
    if (token.kind === "close") depth -= 1;
    if (depth === 0 && token.kind === "operator") return place;
  }
  return null;
}

/** Without parentheses that enclose the whole. */
export function stripParentheses(tokens: readonly Token[]): readonly Token[] {
  let rest = tokens;
  while (rest[0]?.text === "(" && closingOf(rest) === rest.length - 1) rest = rest.slice(1, -1);
  return rest;
}

function closingOf(tokens: readonly Token[]): number {
  let depth = 0;
  for (const [place, token] of tokens.entries()) {
    if (token.kind === "open") depth += 1;
    if (token.kind === "close") depth -= 1;
    if (depth === 0) return place;
  }
  return -1;
}

/** Tokens as SQL again, with one blank where one is needed; for messages, never to be run. */
export function printTokens(tokens: readonly Token[]): string {
  let text = "";
  for (const [place, token] of tokens.entries()) {
    const before = tokens[place - 1];
    const isTight =
      before === undefined ||
      before.kind === "open" ||
      before.kind === "dot" ||
      before.kind === "cast" ||
      token.kind === "close" ||
      token.kind === "comma" ||
      token.kind === "dot" ||
      token.kind === "cast" ||
      (token.kind === "open" && before.kind === "name");
    text += isTight ? token.text : ` ${token.text}`;
  }
  return text;
}
