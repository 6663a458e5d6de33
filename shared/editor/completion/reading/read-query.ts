import type { Branch, Clause, Cte } from "./query-model.ts";
import { splitClauses } from "./read-clauses.ts";
import { outputsOf } from "./read-outputs.ts";
import { readSources } from "./read-sources.ts";
import { type Item, isGroup, isName, isSign, isWord, type WordGroup } from "./word-tree.ts";

/** A query with everything that its parts can see. */
export interface Query {
  /** Those of the queries around it as well; a later one of the same name comes first. */
  readonly ctes: readonly Cte[];
  /** Bodies of its own CTEs, each with what it can see. */
  readonly bodies: readonly { readonly group: WordGroup; readonly ctes: readonly Cte[] }[];
  readonly branches: readonly Branch[];
}

const starters = ["select", "with", "values", "table", "insert", "update", "delete", "merge"];

/** Whether a group is a query of its own. */
export function isQuery(items: readonly Item[]): boolean {
  const [first] = items;
  return isWord(first, ...starters) || (isGroup(first) && isQuery(first.items));
}

/** The items of the query in a statement that begins with something else: EXPLAIN, CREATE VIEW ... AS, DECLARE ... FOR. */
export function queryItems(items: readonly Item[], isBody: boolean): readonly Item[] {
  if (isQuery(items)) return items;
  const isInside = isBody || isWord(items[0], "explain", "create", "prepare", "declare", "refresh");
  if (!isInside) return items;
  const at = items.findIndex(
    (item, index) =>
      isWord(item, ...starters.filter((word) => word !== "table")) &&
      (isBody || isWord(items[0], "explain") || isWord(items[index - 1], "as", "for")),
  );
  return at < 0 ? items : items.slice(at);
}

/** Reads a query, as far as it is written. */
export function readQuery(items: readonly Item[], outer: readonly Cte[]): Query {
  const only = items[0];
  if (items.length === 1 && isGroup(only)) return readQuery(only.items, outer);
  const { ctes, bodies, next } = readWith(items, outer);
  const branches = splitBranches(splitClauses(items.slice(next))).map((clauses) => readBranch(clauses, ctes));
  return { ctes, bodies, branches };
}

interface With {
  readonly ctes: readonly Cte[];
  readonly bodies: Query["bodies"];
  readonly next: number;
}

function readWith(items: readonly Item[], outer: readonly Cte[]): With {
  let ctes = outer;
  const bodies: { group: WordGroup; ctes: readonly Cte[] }[] = [];
  if (!isWord(items[0], "with")) return { ctes, bodies, next: 0 };
  const isRecursive = isWord(items[1], "recursive");
  let at = isRecursive ? 2 : 1;
  for (;;) {
    const name = items[at];
    if (!isName(name)) break;
    let next = at + 1;
    const list = items[next];
    const columnNames = isGroup(list) ? list.items.filter(isName).map(({ text }) => text) : [];
    if (isGroup(list)) next++;
    if (isWord(items[next], "as")) next++;
    while (isWord(items[next], "not", "materialized")) next++;
    const body = items[next];
    if (!isGroup(body)) return { ctes, bodies, next };
    const query = readQuery(body.items, ctes);
    const cte: Cte = { name: name.text, outputs: query.branches[0]?.outputs ?? [], columnNames };
    bodies.push({ group: body, ctes: isRecursive ? [cte, ...ctes] : ctes });
    ctes = [cte, ...ctes];
    at = next + 1;
    if (!isSign(items[at], ",")) break;
    at++;
  }
  return { ctes, bodies, next: at };
}

function splitBranches(clauses: readonly Clause[]): readonly (readonly Clause[])[] {
  const branches: Clause[][] = [[]];
  for (const clause of clauses) {
    if (clause.word === "union") branches.push([]);
    branches.at(-1)?.push(clause);
  }
  return branches;
}

function readBranch(clauses: readonly Clause[], ctes: readonly Cte[]): Branch {
  const readInner = (items: readonly Item[]) => {
    const [first] = readQuery(items, ctes).branches;
    return first?.outputs ?? [];
  };
  const sources = clauses
    .filter(({ word }) => ["from", "using", "update", "into"].includes(word))
    // INSERT INTO t (a, b): the list is none of names for the columns.
    .flatMap(({ word, items }) =>
      readSources(word === "into" ? items.filter((item) => !isGroup(item)) : items, ctes, readInner),
    );
  return { clauses, sources, outputs: outputsOf(clauses, sources) };
}
