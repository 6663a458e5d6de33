import { printTokens, stripParentheses, topLevelOperator } from "../../plans/conditions/read-conditions.ts";
import { type Token, tokenize } from "../../plans/conditions/tokens.ts";
import type { Predicate } from "./predicate.ts";
import { readKey, refersTo, refersToOthers } from "./read-key.ts";

const comparisons: ReadonlySet<string> = new Set(["<", "<=", ">", ">="]);
const mirrored: Readonly<Record<string, string>> = { "@>": "<@", "<@": "@>", "&&": "&&", "=": "=" };

/**
 * The AND-ed parts of a condition that EXPLAIN (VERBOSE) printed, as one table sees them: names of the columns stand
 * behind `alias`. Parts that are not understood are `other`, and no index is ever drawn from them.
 */
export function readPredicates(text: string, alias: string): readonly Predicate[] {
  // The value of an InitPlan is a constant of the run; before 17 it is printed as a parameter.
  const tokens = tokenize(text.replace(/\(InitPlan \d+\)\.col\d+/g, "$0"));
  return tokens === null ? [{ kind: "other", text }] : readAll(tokens, alias);
}

function readAll(tokens: readonly Token[], alias: string): readonly Predicate[] {
  const inner = stripParentheses(tokens);
  const parts = splitAt(inner, "AND");
  if (parts.length > 1) return parts.flatMap((part) => readAll(part, alias));
  const sides = splitAt(inner, "OR");
  if (sides.length > 1) return [{ kind: "either", sides: sides.map((side) => readAll(side, alias)) }];
  return [readOne(inner, alias)];
}

/** Parts between a word outside of all parentheses. BETWEEN and CASE are never printed so that their AND shows. */
function splitAt(tokens: readonly Token[], word: string): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === "open") depth += 1;
    if (token.kind === "close") depth -= 1;
    if (depth === 0 && token.kind === "name" && token.text === word) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function readOne(tokens: readonly Token[], alias: string): Predicate {
  const text = printTokens(tokens);
  const other: Predicate = { kind: "other", text };
  if (tokens[0]?.text === "NOT") {
    const key = readKey(tokens.slice(1), alias);
    return key?.column == null ? other : { kind: "boolean", key, isTrue: false };
  }
  const nullTest = readNullTest(tokens, alias);
  if (nullTest !== null) return nullTest;
  const at = topLevelOperator(tokens);
  if (at === null) {
    const key = readKey(tokens, alias);
    return key?.column == null ? other : { kind: "boolean", key, isTrue: true };
  }
  return readComparison(tokens, at, alias) ?? other;
}

function readNullTest(tokens: readonly Token[], alias: string): Predicate | null {
  const [last, before] = [tokens.at(-1), tokens.at(-2)];
  if (last?.text !== "NULL" || last.kind !== "name") return null;
  const isNot = before?.text === "NOT";
  const at = tokens.length - (isNot ? 3 : 2);
  if (tokens[at]?.text !== "IS") return null;
  const key = readKey(tokens.slice(0, at), alias);
  return key === null ? null : { kind: "isNull", key, isNot };
}

function readComparison(tokens: readonly Token[], at: number, alias: string): Predicate | null {
  const operator = tokens[at]?.text ?? "";
  const [left, right] = [tokens.slice(0, at), tokens.slice(at + 1)];
  if (refersTo(left, alias) && refersTo(right, alias)) return null;
  if (refersTo(left, alias)) return compare(left, operator, right, alias);
  const turned = turn(operator);
  return refersTo(right, alias) && turned !== null ? compare(right, turned, left, alias) : null;
}

function turn(operator: string): string | null {
  const flipped: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", ...mirrored };
  return flipped[operator] ?? null;
}

function compare(own: readonly Token[], operator: string, others: readonly Token[], alias: string): Predicate | null {
  if (comparisons.has(operator) && own[0]?.text === "ROW") return compareRow(own, others, alias);
  const key = readKey(own, alias);
  if (key === null) return null;
  const isList = others[0]?.kind === "name" && others[0].text === "ANY";
  const value = printTokens(isList ? stripParentheses(others.slice(1)) : stripParentheses(others));
  const isJoin = refersToOthers(others);
  if (operator === "=") return { kind: "equality", key, isList, isJoin, value };
  if (operator === "<>") return { kind: "notEqual", key };
  if (others[0]?.kind === "name" && /^(ANY|ALL)$/.test(others[0].text)) return null;
  if (comparisons.has(operator)) return { kind: "range", key, isJoin, value };
  return { kind: "operator", key, operator, value };
}

/** `ROW(a, b) > ROW(1, 2)`, keyset pagination, is a range of its first column; the order says the rest. */
function compareRow(own: readonly Token[], others: readonly Token[], alias: string): Predicate | null {
  const inside = stripParentheses(own.slice(1));
  const end = inside.findIndex(({ kind }) => kind === "comma");
  const key = readKey(end < 0 ? inside : inside.slice(0, end), alias);
  return key === null ? null : { kind: "range", key, isJoin: refersToOthers(others), value: printTokens(others) };
}
