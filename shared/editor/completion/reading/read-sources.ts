import { isReservedWord } from "../../../sql/quote-where-needed.ts";
import type { SqlWord } from "../../../sql/scan-words.ts";
import type { Cte, Output, Source } from "./query-model.ts";
import { type Item, isGroup, isName, isSign, isWord } from "./word-tree.ts";

type ReadInner = (items: readonly Item[]) => readonly Output[];

const joinWords = ["natural", "inner", "left", "right", "full", "outer", "cross", "join"];
/** Words that may stand behind a relation and are no alias of it, although Postgres would not mind. */
const noAlias = new Set(["set", "values", "tablesample", "overriding", "default", "with", ...joinWords]);

/** What is read after FROM, JOIN, USING, UPDATE and INTO, as far as it is written. */
export function readSources(items: readonly Item[], ctes: readonly Cte[], readInner: ReadInner): readonly Source[] {
  const sources: Source[] = [];
  let at = 0;
  while (at < items.length) {
    while (isSign(items[at], ",") || isWord(items[at], "lateral", "only", ...joinWords)) at++;
    const read = readSource(items, at, ctes, readInner);
    if (read === null) break;
    sources.push(...read.sources);
    at = nextSource(items, read.next);
  }
  return sources;
}

/** Where the next source may begin: behind what follows ON or USING. `left(...)` is a function there. */
function nextSource(items: readonly Item[], from: number): number {
  for (let at = from; at < items.length; at++)
    if (isSign(items[at], ",") || (isWord(items[at], ...joinWords) && !isGroup(items[at + 1]))) return at;
  return items.length;
}

interface ReadSource {
  readonly sources: readonly Source[];
  readonly next: number;
}

function readSource(items: readonly Item[], at: number, ctes: readonly Cte[], readInner: ReadInner): ReadSource | null {
  const first = items[at];
  if (isGroup(first)) {
    const inner = first.items;
    const isSubquery = isWord(inner[0], "select", "with", "values", "table") || isGroup(inner[0]);
    if (!isSubquery) return { sources: readSources(inner, ctes, readInner), next: at + 1 };
    const { alias, columnNames, next } = readAlias(items, at + 1);
    const outputs = readInner(inner);
    return { sources: [{ alias: alias ?? "", relation: null, outputs, columnNames, start: first.start }], next };
  }
  if (!isName(first) || (first.kind === "name" && isReservedWord(first.text))) return null;
  const path = [first.text];
  let next = at + 1;
  for (let name = items[next + 1]; isSign(items[next], ".") && isNameBehindDot(name); name = items[next + 1]) {
    path.push(name.text);
    next += 2;
  }
  if (isSign(items[next], ".")) return { sources: [], next: next + 1 };
  return readNamed(items, { path, start: first.start, next, isFunction: isGroup(items[next]) }, ctes);
}

/** `orders. WHERE`: the name behind the dot is not written yet. */
function isNameBehindDot(item: Item | undefined): item is SqlWord {
  return isName(item) && (item.kind === "quotedName" || !isReservedWord(item.text));
}

interface Named {
  readonly path: readonly string[];
  readonly start: number;
  readonly next: number;
  readonly isFunction: boolean;
}

function readNamed(items: readonly Item[], named: Named, ctes: readonly Cte[]): ReadSource {
  const { path, start } = named;
  const name = path.at(-1) ?? "";
  const schema = path.at(-2) ?? null;
  let at = named.next;
  if (named.isFunction) at++;
  while (isWord(items[at], "with") && isWord(items[at + 1], "ordinality")) at += 2;
  if (isSign(items[at], "*")) at++;
  if (isWord(items[at], "tablesample")) at += 3;
  const { alias, columnNames, next } = readAlias(items, at);
  const cte = schema === null ? ctes.find((one) => one.name === name) : undefined;
  const common = { alias: alias ?? name, start };
  if (cte) {
    const names = columnNames.length > 0 ? columnNames : cte.columnNames;
    return { sources: [{ ...common, relation: null, outputs: cte.outputs, columnNames: names }], next };
  }
  if (named.isFunction && alias !== null) {
    const names = columnNames.length > 0 ? columnNames : [alias];
    const outputs = names.map((column): Output => ({ kind: "column", name: column, of: null, from: [] }));
    return { sources: [{ ...common, relation: null, outputs, columnNames: [] }], next };
  }
  return { sources: [{ ...common, relation: { schema, name }, outputs: null, columnNames }], next };
}

interface Alias {
  readonly alias: string | null;
  readonly columnNames: readonly string[];
  readonly next: number;
}

function readAlias(items: readonly Item[], from: number): Alias {
  const hasAs = isWord(items[from], "as");
  const word = items[hasAs ? from + 1 : from];
  const isAlias =
    isName(word) && (word.kind === "quotedName" || !(isReservedWord(word.text) || noAlias.has(word.text)));
  if (!isAlias) return { alias: null, columnNames: [], next: hasAs ? from + 1 : from };
  const next = hasAs ? from + 2 : from + 1;
  const list = items[next];
  if (!isGroup(list)) return { alias: word.text, columnNames: [], next };
  // `AS t (a int, b text)` of a function that gives records: the first word of each piece.
  const names: string[] = [];
  list.items.forEach((item, index) => {
    if (isName(item) && (index === 0 || isSign(list.items[index - 1], ","))) names.push(item.text);
  });
  return { alias: word.text, columnNames: names, next: next + 1 };
}
