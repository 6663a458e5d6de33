import { isReservedWord } from "../../../sql/quote-where-needed.ts";
import type { Clause, Output, Source } from "./query-model.ts";
import { type Item, isGroup, isName, isSign, isWord, splitAtCommas } from "./word-tree.ts";

/** The columns that a query gives, those without a name of their own left out. */
export function outputsOf(clauses: readonly Clause[], sources: readonly Source[]): readonly Output[] {
  const list = clauses.find(({ word }) => word === "select") ?? clauses.find(({ word }) => word === "returning");
  if (list) return splitAtCommas(withoutDistinct(list.items)).flatMap((items) => toOutput(items, sources));
  const values = clauses.find(({ word }) => word === "values")?.items[0];
  if (!isGroup(values) || clauses.some(({ word }) => word === "into")) return [];
  return splitAtCommas(values.items).map((_, index) => ({
    kind: "column",
    name: `column${index + 1}`,
    of: null,
    from: [],
  }));
}

function withoutDistinct(items: readonly Item[]): readonly Item[] {
  if (isWord(items[0], "all")) return items.slice(1);
  if (!isWord(items[0], "distinct")) return items;
  return items.slice(isWord(items[1], "on") ? 3 : 1);
}

function toOutput(items: readonly Item[], from: readonly Source[]): readonly Output[] {
  const last = items.at(-1);
  if (last === undefined) return [];
  if (isSign(last, "*")) {
    const owner = items.at(-3);
    return [{ kind: "all", of: isSign(items.at(-2), ".") && isName(owner) ? owner.text : null, from }];
  }
  const before = items.at(-2);
  const isAlias = isName(last) && (isWord(before, "as") || endsValue(before, items.at(-3), last));
  const value = items.slice(0, isAlias ? (isWord(before, "as") ? -2 : -1) : undefined);
  const path = namePath(value);
  const name = isAlias ? last.text : valueName(value);
  return name === null ? [] : [{ kind: "column", name, of: path, from }];
}

/** Whether a value may end in front of a name, which is then its alias. */
function endsValue(before: Item | undefined, earlier: Item | undefined, last: Item): boolean {
  if (before === undefined || isWord(last, "end") || (last.kind === "name" && isReservedWord(last.text))) return false;
  if (isGroup(before) || before.kind === "literal" || before.kind === "quotedName") return true;
  if (before.kind !== "name") return isSign(before, "]");
  if (isSign(earlier, "::")) return !isWord(last, "varying", "precision", "with", "without");
  return !isReservedWord(before.text) || ["end", "true", "false", "null", "current_date"].includes(before.text);
}

/** `a`, `t.a` or `s.t.a` and nothing else. */
function namePath(items: readonly Item[]): readonly string[] | null {
  if (items.length % 2 === 0) return null;
  const isPath = items.every((item, index) => (index % 2 === 0 ? isName(item) : isSign(item, ".")));
  return isPath ? items.filter(isName).map(({ text }) => text) : null;
}

/** The name that Postgres gives a value: of a column, a function, what is cast, or `case`. */
function valueName(items: readonly Item[]): string | null {
  const cast = items.findIndex((item) => isSign(item, "::"));
  if (cast > 0) return valueName(items.slice(0, cast)) ?? lastName(items);
  const path = namePath(items);
  if (path) return path.at(-1) ?? null;
  if (isWord(items[0], "case") && isWord(items.at(-1), "end")) return "case";
  const called = items.at(-2);
  return isGroup(items.at(-1)) && isName(called) && items.length % 2 === 0 ? called.text : null;
}

function lastName(items: readonly Item[]): string | null {
  const last = items.at(-1);
  return isName(last) ? last.text : null;
}
