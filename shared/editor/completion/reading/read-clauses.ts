import type { Clause } from "./query-model.ts";
import { type Item, isSign, isWord } from "./word-tree.ts";

const always = new Set(
  "select from where having window limit offset fetch returning values into union intersect except".split(" "),
);

/** The clauses of a query in their order. `union` stands for all three; what comes before the first word is left out. */
export function splitClauses(items: readonly Item[]): readonly Clause[] {
  const clauses: { word: string; items: Item[]; start: number }[] = [];
  items.forEach((item, index) => {
    const word = clauseWord(items, index, clauses);
    if (word === null) clauses.at(-1)?.items.push(item);
    else clauses.push({ word, items: [], start: item.end });
  });
  return clauses.map((clause) => ({ ...clause, items: clause.items.filter((item) => !isFiller(clause.word, item)) }));
}

/** BY of GROUP BY, ALL of UNION ALL: words that belong to the clause's own. */
function isFiller(word: string, item: Item): boolean {
  if (word === "group" || word === "order") return isWord(item, "by");
  if (word === "union") return isWord(item, "all", "distinct");
  return word === "conflict" && isWord(item, "conflict");
}

function clauseWord(items: readonly Item[], index: number, before: readonly Clause[]): string | null {
  const item = items[index];
  if (item?.kind !== "name") return null;
  const previous = items[index - 1];
  const next = items[index + 1];
  // `c. FROM`: the name behind the dot is not written yet.
  if ((isSign(previous, ".") && previous?.end === item.start) || isWord(previous, "as")) return null;
  const { text } = item;
  const first = before[0]?.word;
  if (text === "from") return isWord(previous, "distinct") && isWord(items[index - 2], "is", "not") ? null : "from";
  if (text === "union" || text === "intersect" || text === "except") return "union";
  if (text === "into") return isWord(previous, "insert", "merge") ? "into" : null;
  if (always.has(text)) return text;
  if (text === "group" || text === "order") return next === undefined || isWord(next, "by") ? text : null;
  if (text === "set") return first !== undefined ? "set" : null;
  if (text === "update") return isWord(previous, "for", "do", "then", "key") ? null : "update";
  if (text === "delete") return isWord(previous, "then", "on") ? null : "delete";
  if (text === "using") return first === "delete" || first === "into" || first === "merge" ? "using" : null;
  if (text === "on") return isWord(next, "conflict") ? "conflict" : first === "merge" ? "on" : null;
  if (text === "insert" || text === "merge") return isWord(previous, "then") ? null : text;
  if (text === "for") return isWord(next, "update", "share", "no", "key") ? "lock" : null;
  if (text === "when") return first === "merge" ? "when" : null;
  return null;
}
