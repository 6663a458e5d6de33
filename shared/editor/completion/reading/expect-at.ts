import { expectInDefinition } from "./expect-in-definition.ts";
import { expectInGroup } from "./expect-in-group.ts";
import type { Expectation } from "./expectation.ts";
import type { Place } from "./find-place.ts";
import { type Item, isGroup, isName, isSign, isWord, splitAtCommas } from "./word-tree.ts";

const behindSource = [
  "WHERE",
  "JOIN",
  "LEFT JOIN",
  "INNER JOIN",
  "RIGHT JOIN",
  "FULL JOIN",
  "CROSS JOIN",
  "ON",
  "USING",
  "GROUP BY",
  "ORDER BY",
  "LIMIT",
  "AS",
  "LATERAL",
  "UNION ALL",
  "HAVING",
  "RETURNING",
  "SET",
  "OFFSET",
  "FOR UPDATE",
];

/** What may stand at a place. `before` is where the word and its qualifiers begin, `cursor` where the word does. */
export function expectAt(place: Place, before: number, cursor: number): Expectation {
  const items = place.items.filter(({ end }) => end <= before);
  const star = starAt(place, items, cursor);
  if (star) return star;
  const previous = items.at(-1);
  if (isSign(previous, "::")) return { kind: "type" };
  const inGroup = expectInGroup(place, items);
  if (inGroup) return inGroup;
  const { clause } = place;
  if (clause === null) return expectInDefinition(place.items, items);
  const own = place.around ? items : clause.items.filter(({ end }) => end <= before);
  return expectInClause(place, clause.word, own);
}

function expectInClause(place: Place, clause: string, items: readonly Item[]): Expectation {
  if (place.around) return expectValue(items, clause);
  const previous = items.at(-1);
  if (clause === "from" || clause === "using") return expectSource(place, items);
  if (clause === "update")
    return previous === undefined || isWord(previous, "only")
      ? { kind: "relation", isJoin: false }
      : { kind: "words", words: ["SET", "AS"] };
  if (clause === "into") return expectInsert(place, items);
  if (clause === "set") return expectAssignment(place, items);
  if (clause === "insert" || clause === "merge") return { kind: "words", words: ["INTO"] };
  if (clause === "delete") return { kind: "words", words: ["FROM"] };
  if (clause === "union") return { kind: "words", words: ["SELECT", "ALL SELECT", "VALUES", "WITH"] };
  if (clause === "conflict") return { kind: "words", words: ["DO NOTHING", "DO UPDATE SET", "ON CONSTRAINT"] };
  if (clause === "lock") return { kind: "words", words: ["UPDATE", "SHARE", "NO KEY UPDATE", "SKIP LOCKED", "NOWAIT"] };
  if ((clause === "group" || clause === "order") && !hasBy(place, clause)) return { kind: "words", words: ["BY"] };
  if (clause === "values") return previous === undefined ? { kind: "nothing" } : { kind: "behindValue", clause };
  return expectValue(items, clause);
}

function hasBy({ items }: Place, clause: string): boolean {
  return items.some((item, index) => isWord(item, clause) && isWord(items[index + 1], "by"));
}

/** `*` of a select list right in front of the cursor. */
function starAt({ clause, around }: Place, items: readonly Item[], cursor: number): Expectation | null {
  const last = items.at(-1);
  if (!isSign(last, "*") || last?.end !== cursor || around !== null) return null;
  if (clause?.word !== "select" && clause?.word !== "returning") return null;
  const owner = items.at(-3);
  if (isSign(items.at(-2), ".") && isName(owner)) return { kind: "star", of: owner.text, start: owner.start };
  const isFirst = isSign(items.at(-2), ",") || isWord(items.at(-2), "select", "returning", "distinct", "all");
  return isFirst ? { kind: "star", of: null, start: last.start } : null;
}

function expectSource({ scopes }: Place, items: readonly Item[]): Expectation {
  const previous = items.at(-1);
  const relation = { kind: "relation", isJoin: isJoining(items) } as const;
  if (previous === undefined || isSign(previous, ",") || isWord(previous, "join", "only", "lateral")) return relation;
  if (isWord(previous, "left", "right", "full", "inner", "cross", "natural", "outer"))
    return { kind: "words", words: isWord(previous, "left", "right", "full") ? ["JOIN", "OUTER JOIN"] : ["JOIN"] };
  const sources = scopes[0] ?? [];
  const on = items.findLastIndex((item) => isWord(item, "on"));
  const join = items.findLastIndex((item) => isWord(item, "join") || isSign(item, ","));
  if (on <= join || on < 0)
    return isWord(previous, "as", "using", "tablesample")
      ? { kind: "nothing" }
      : { kind: "words", words: behindSource };
  const place = items[on]?.start ?? 0;
  const known = sources.filter(({ start }) => start < place);
  const right = known.at(-1);
  if (isWord(previous, "on") && right) return { kind: "joinCondition", right, left: known.slice(0, -1) };
  return expectValue(items.slice(on + 1), "on");
}

function isJoining(items: readonly Item[]): boolean {
  const from = items.findLastIndex((item) => isWord(item, "join") || isSign(item, ","));
  return isWord(items[from], "join");
}

function expectInsert({ scopes }: Place, items: readonly Item[]): Expectation {
  const [target] = scopes[0] ?? [];
  const previous = items.at(-1);
  if (previous === undefined) return { kind: "relation", isJoin: false };
  if (isWord(previous, "as")) return { kind: "nothing" };
  if (isGroup(previous)) return { kind: "words", words: ["VALUES", "SELECT", "OVERRIDING SYSTEM VALUE", "WITH"] };
  return target ? { kind: "insertBody", target } : { kind: "nothing" };
}

function expectAssignment({ scopes, clauses }: Place, items: readonly Item[]): Expectation {
  const pieces = splitAtCommas(items);
  const piece = pieces.at(-1) ?? [];
  const target = scopes[0]?.[0];
  const given = pieces.flatMap(([name]) => (isName(name) ? [name.text] : []));
  if (piece.length === 0) return target ? { kind: "columnsOf", source: target, given } : { kind: "nothing" };
  if (!piece.some((item) => isSign(item, "="))) return { kind: "words", words: ["="] };
  const value = piece.slice(piece.findIndex((item) => isSign(item, "=")) + 1);
  return expectValue(value, clauses.some(({ word }) => word === "conflict") ? "conflictSet" : "set");
}

const beginners = [
  "and",
  "or",
  "not",
  "when",
  "then",
  "else",
  "case",
  "in",
  "like",
  "ilike",
  "between",
  "select",
  "distinct",
  "all",
  "by",
  "where",
  "having",
  "limit",
  "offset",
  "any",
  "some",
  "exists",
  "using",
  "on",
  "to",
  "from",
  "similar",
  "return",
  "if",
  "elsif",
  "while",
  "perform",
  "matched",
  "returning",
  "symmetric",
  "both",
  "leading",
  "trailing",
  "for",
  "values",
];

/** A value, or what may follow one. */
export function expectValue(items: readonly Item[], clause: string): Expectation {
  const previous = items.at(-1);
  if (previous === undefined || isWord(previous, ...beginners)) return { kind: "value", clause };
  if (isWord(previous, "as")) return { kind: "nothing" };
  if (isWord(previous, "is")) return { kind: "words", words: ["NULL", "NOT NULL", "TRUE", "FALSE", "DISTINCT FROM"] };
  if (previous.kind === "sign" && previous.text !== "]" && previous.text !== "*") return { kind: "value", clause };
  // `a * |` is a product; `count(*)` and `*` alone have nothing behind them but words.
  if (isSign(previous, "*"))
    return items.length > 1 && !isSign(items.at(-2), ",") ? { kind: "value", clause } : { kind: "behindValue", clause };
  return { kind: "behindValue", clause };
}
