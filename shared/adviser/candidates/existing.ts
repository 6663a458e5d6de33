import type { TableIndex } from "../../indexes/model.ts";
import type { Candidate, TableFacts } from "../model.ts";

type Draft = Candidate["draft"];

/** Whether one of the table's indexes does already what the draft would do. */
export function isServed(table: TableFacts, draft: Draft): boolean {
  return findServing(table, draft) !== null;
}

/**
 * The index that makes a draft needless: the same method and the draft's keys as its first ones (of a b-tree, also read
 * backwards), a unique one over some of the draft's leading keys, or a hash index for a single key. Its own predicate
 * must be the draft's, or none.
 */
export function findServing({ indexes }: TableFacts, draft: Draft): TableIndex | null {
  const usable = indexes.filter(({ isValid, isBuilding }) => isValid && !isBuilding);
  return usable.find((index) => serves(index, draft)) ?? null;
}

function serves(index: TableIndex, draft: Draft): boolean {
  const method = draft.method ?? "btree";
  const keys = draft.keys.map(normal);
  const own = index.keys.map(({ text, operatorClass }) => normal(text + shownClass(operatorClass)));
  if (index.predicate !== null && normal(index.predicate) !== normal(draft.predicate ?? "")) return false;
  if (index.accessMethod === "hash") return method === "btree" && keys.length === 1 && own[0] === bare(keys[0]);
  if (index.accessMethod !== method) return false;
  const leading = keys.slice(0, own.length).map(bare);
  const isUniqueOn = index.isUnique && own.every((key) => leading.includes(bare(key)));
  if (method === "btree" && isUniqueOn && draft.include === undefined) return true;
  if (keys.length > own.length) return false;
  const carried = [...index.includedColumns, ...index.keys.map(({ column }) => column ?? "")].map(normal);
  if ((draft.include ?? []).some((column) => !carried.includes(normal(column)))) return false;
  return hasSameDirections(index, draft.keys) && keys.every((key, place) => bare(key) === bare(own[place] ?? ""));
}

/** All keys as wanted, or all the other way round. */
function hasSameDirections(index: TableIndex, keys: readonly string[]): boolean {
  const differs = keys.map((key, place) => {
    const own = index.keys[place];
    const isDescending = / DESC/.test(key);
    const isNullsFirst = / NULLS FIRST/.test(key) || (isDescending && !/ NULLS LAST/.test(key));
    return own?.isDescending === isDescending && own.isNullsFirst === isNullsFirst
      ? "same"
      : own?.isDescending !== isDescending && own?.isNullsFirst !== isNullsFirst
        ? "reversed"
        : "other";
  });
  // A single key, or equalities before it, can be read from either end.
  return differs.every((one) => one === "same") || differs.every((one) => one === "reversed");
}

function shownClass(operatorClass: string): string {
  const name = operatorClass.split(".").at(-1) ?? "";
  return /pattern_ops|trgm_ops|path_ops/.test(name) ? ` ${name}` : "";
}

/** Without what Postgres may print otherwise: quotes, casts to text, parentheses, blanks. */
function normal(text: string): string {
  return text.replaceAll(/'::(text|bpchar|character varying)\b/g, "'").replaceAll(/[\s"()]/g, "");
}

function bare(text: string | undefined): string {
  return (text ?? "").replace(/(DESC|NULLSFIRST|NULLSLAST|inet_ops)+$/, "");
}
