import type { Expectation } from "./expectation.ts";
import type { Place } from "./find-place.ts";
import type { Source } from "./query-model.ts";
import { isQuery } from "./read-query.ts";
import { type Item, isName, isSign, isWord, splitAtCommas } from "./word-tree.ts";

/** What may stand in parentheses that are no query: column lists, USING, CAST, a list of sources. Null for values. */
export function expectInGroup(place: Place, items: readonly Item[]): Expectation | null {
  const { around, clause, scopes } = place;
  if (around === null || isQuery(place.items)) return null;
  const before = around.items.slice(0, around.index);
  const previous = before.at(-1);
  const given = place.items.filter(isName).map(({ text }) => text);
  const isListStart = items.length === 0 || isSign(items.at(-1), ",");
  const own = scopes[0] ?? [];
  if (isWord(previous, "with", "as") && items.length === 0) return { kind: "statement" };
  if (isWord(previous, "cast") && isWord(items.at(-1), "as")) return { kind: "type" };
  if (clause?.word === "into" && own[0]) return columns(own[0], given, isListStart);
  if (clause?.word === "conflict" && own[0] && isWord(previous, "conflict")) return columns(own[0], given, isListStart);
  if (clause?.word === "from" && isWord(previous, "using")) {
    const at = previous?.start ?? 0;
    const known = own.filter(({ start }) => start < at);
    const right = known.at(-1);
    return right ? { kind: "joinColumns", right, left: known.slice(0, -1) } : { kind: "nothing" };
  }
  if (clause?.word === "from" && isListStart && isSourcePlace(previous)) return { kind: "relation", isJoin: false };
  return clause === null ? expectInList(before, items, given, isListStart) : null;
}

function expectInList(
  before: readonly Item[],
  items: readonly Item[],
  given: readonly string[],
  isListStart: boolean,
): Expectation | null {
  if (isWord(items.at(-1), "references", "inherits")) return { kind: "relation", isJoin: false };
  const isTable = isWord(before[0], "create") && before.slice(1, 4).some((item) => isWord(item, "table"));
  const piece = splitAtCommas(items).at(-1) ?? [];
  if (isTable && before.length < 9 && piece.length === 1 && isName(piece[0])) return { kind: "type" };
  if (isTable && piece.length > 1 && !isWord(before.at(-2), "references")) return { kind: "words", words: columnWords };
  return columnsOfDefinition(before, given, isListStart);
}

const columnWords = [
  "NOT NULL",
  "PRIMARY KEY",
  "DEFAULT",
  "REFERENCES",
  "UNIQUE",
  "CHECK",
  "GENERATED ALWAYS AS IDENTITY",
  "COLLATE",
  "ON DELETE CASCADE",
  "CONSTRAINT",
];

function isSourcePlace(previous: Item | undefined): boolean {
  return previous === undefined || isSign(previous, ",") || isWord(previous, "from", "join", "lateral");
}

/** CREATE INDEX ... ON t (|), REFERENCES t (|), COPY t (|), CREATE TRIGGER ... and the like. */
function columnsOfDefinition(
  before: readonly Item[],
  given: readonly string[],
  isListStart: boolean,
): Expectation | null {
  const end = before.findLastIndex((item) => isWord(item, "on", "references", "copy", "only", "analyze", "vacuum"));
  const name = before[end + 1];
  if (end < 0 || !isName(name)) return isWord(before[0], "create") ? { kind: "nothing" } : null;
  const second = before[end + 3];
  const isQualified = isSign(before[end + 2], ".") && isName(second);
  const relation = isQualified ? { schema: name.text, name: second.text } : { schema: null, name: name.text };
  const source: Source = { alias: relation.name, relation, outputs: null, columnNames: [], start: name.start };
  return columns(source, given, isListStart);
}

function columns(source: Source, given: readonly string[], isListStart: boolean): Expectation {
  return isListStart ? { kind: "columnsOf", source, given } : { kind: "nothing" };
}
