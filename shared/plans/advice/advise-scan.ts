import type { IndexDraft } from "../../indexes/index-ddl.ts";
import type { TableIndex } from "../../indexes/model.ts";
import { readableIdentifier } from "../../indexes/readable-name.ts";
import type { Condition } from "../conditions/read-conditions.ts";
import type { SortKey } from "../conditions/read-sort-keys.ts";
import type { PlanSubject } from "../findings/subject.ts";
import type { PlanNode, RelationContext } from "../model.ts";
import { collectConditions, type ScanConditions } from "./scan-conditions.ts";

/** What would let a scan read less. `existing` is an index that fits already and was not chosen. */
export type ScanAdvice =
  | { readonly kind: "btree" | "jsonExpression" | "gin" | "trigram" | "prefix"; readonly draft: IndexDraft }
  | { readonly kind: "existing"; readonly index: TableIndex }
  | { readonly kind: "none" };

const maxColumns = 4;

/**
 * One index for one scan: equalities, then one range, then the order (a b-tree); failing that an expression or GIN
 * index for JSONB, arrays and text search, or a trigram index for LIKE '%...%'. `none` where the conditions are not
 * understood, or the table's schema is unknown (a pasted plan).
 */
export function adviseScan(subject: PlanSubject, node: PlanNode): ScanAdvice {
  const relation = subject.relationOf(node);
  if (relation === null) return { kind: "none" };
  const conditions = collectConditions(subject, node);
  return (
    adviseJsonExpression(relation, conditions) ??
    adviseGin(relation, conditions) ??
    adviseBtree(relation, conditions) ??
    advisePattern(relation, conditions) ?? { kind: "none" }
  );
}

function adviseBtree(relation: RelationContext, conditions: ScanConditions): ScanAdvice | null {
  const equal = equalColumns(conditions);
  const lists = listColumns(conditions).filter((column) => !equal.includes(column));
  const exact = [...equal, ...lists].filter((column) => isKnown(relation, column));
  const range = conditions.own.find((part) => part.kind === "range" && !exact.includes(part.column));
  const rangeColumn = range?.kind === "range" && isKnown(relation, range.column) ? range.column : null;
  const constants = conditions.own.filter((part) => part.kind === "isNull" || part.kind === "boolean");
  if (exact.length === 0 && rangeColumn === null && constants.length === 0) return null;
  const served = relation.indexes.find((index) => serves(index, exact, rangeColumn));
  if (served !== undefined && constants.length === 0) return { kind: "existing", index: served };
  const keys = orderKeys(exact, rangeColumn, lists.length > 0 ? [] : conditions.sort);
  const first = constants[0];
  const columns = keys.length > 0 ? keys : first === undefined ? [] : [readableIdentifier(first.column)];
  return { kind: "btree", draft: toDraft(relation, columns, partialPredicate(constants)) };
}

/** Only the first range bounds a b-tree scan; an order after a range on another column serves nothing. */
function orderKeys(exact: readonly string[], range: string | null, sort: readonly SortKey[]): readonly string[] {
  const free = sort.filter((key) => !exact.includes(key.column));
  const isOrdered = range === null || free[0]?.column === range;
  const ordered = isOrdered ? free.map(printKey) : [];
  const ranged = range === null || (isOrdered && ordered.length > 0) ? [] : [readableIdentifier(range)];
  return [...exact.map(readableIdentifier), ...ranged, ...ordered].slice(0, maxColumns);
}

function printKey(key: SortKey): string {
  const direction = key.isDescending ? " DESC" : "";
  return `${readableIdentifier(key.column)}${direction}${key.nulls === null ? "" : ` NULLS ${key.nulls}`}`;
}

function partialPredicate(constants: readonly Condition[]): string | undefined {
  const parts = constants.map((part) => {
    if (part.kind === "isNull") return `${readableIdentifier(part.column)} IS NULL`;
    if (part.kind === "boolean") return `${part.isTrue ? "" : "NOT "}${readableIdentifier(part.column)}`;
    return "";
  });
  return parts.length === 0 ? undefined : parts.join(" AND ");
}

function serves(index: TableIndex, exact: readonly string[], range: string | null): boolean {
  if (index.accessMethod !== "btree" || index.predicate !== null || !index.isValid || index.isBuilding) return false;
  const columns = index.keys.map((key) => key.column);
  if (exact.length === 0) return columns[0] === range;
  const leading = columns.slice(0, exact.length);
  if (!exact.every((column) => leading.includes(column))) return false;
  return range === null || columns[exact.length] === range;
}

function adviseJsonExpression(relation: RelationContext, conditions: ScanConditions): ScanAdvice | null {
  const json = conditions.own.find((part) => part.kind === "jsonText");
  if (json?.kind !== "jsonText" || !isKnown(relation, json.column)) return null;
  const expression = `(${readableIdentifier(json.column)} ->> ${json.key})`;
  const plain = (text: string) => text.replace(/::text|[\s()"]/g, "");
  const existing = relation.indexes.find((index) => index.keys.some((key) => plain(key.text) === plain(expression)));
  if (existing !== undefined) return { kind: "existing", index: existing };
  const equal = equalColumns(conditions).filter((column) => isKnown(relation, column));
  const keys = [...equal.map(readableIdentifier), expression].slice(-maxColumns);
  const nameParts = [...equal, json.column, json.key.slice(1, -1)];
  return { kind: "jsonExpression", draft: { schema: relation.schema, table: relation.name, keys, nameParts } };
}

function adviseGin(relation: RelationContext, conditions: ScanConditions): ScanAdvice | null {
  const contained = conditions.own.find((part) => part.kind === "containment");
  if (contained?.kind !== "containment") return null;
  const type = relation.columnTypes[contained.column];
  if (type === undefined || !(type === "jsonb" || type === "tsvector" || type.endsWith("[]"))) return null;
  const existing = relation.indexes.find(
    (index) =>
      index.accessMethod === "gin" && index.isValid && index.keys.some((key) => key.column === contained.column),
  );
  if (existing !== undefined) return { kind: "existing", index: existing };
  // jsonb_path_ops is smaller and faster, and knows these operators only.
  const isPath = type === "jsonb" && ["@>", "@@", "@?"].includes(contained.operator);
  const key = readableIdentifier(contained.column) + (isPath ? " jsonb_path_ops" : "");
  const draft = {
    schema: relation.schema,
    table: relation.name,
    keys: [key],
    nameParts: [contained.column],
    method: "gin",
  };
  return { kind: "gin", draft };
}

/** ILIKE, and LIKE that begins with anything, need three letters and trigrams; LIKE 'abc%' an order by bytes. */
function advisePattern(relation: RelationContext, conditions: ScanConditions): ScanAdvice | null {
  const like = conditions.own.find((part) => part.kind === "like");
  const type = like?.kind === "like" ? relation.columnTypes[like.column] : undefined;
  if (like?.kind !== "like" || type === undefined) return null;
  const { column, pattern, text } = like;
  const isPrefix = !/^[%_]/.test(pattern) && !text.includes("~~*");
  if (isPrefix && type !== "text" && type !== "character varying") return null;
  if (!isPrefix && !/[^%_]{3}/.test(pattern)) return null;
  const isServing = ({ accessMethod, isValid, keys, predicate }: TableIndex) => {
    const key = keys.find((one, at) => one.column === column && (at === 0 || !isPrefix));
    if (key === undefined || !isValid || predicate !== null) return false;
    if (!isPrefix) return accessMethod !== "btree" && /_trgm_ops$/.test(key.operatorClass);
    return (
      accessMethod === "btree" && (/_pattern_ops$/.test(key.operatorClass) || /\b(?:C|POSIX)\b/.test(key.collation))
    );
  };
  const existing = relation.indexes.find(isServing);
  if (existing !== undefined) return { kind: "existing", index: existing };
  const operatorClass = isPrefix ? (type === "text" ? "text_pattern_ops" : "varchar_pattern_ops") : "gin_trgm_ops";
  const keys = [`${readableIdentifier(column)} ${operatorClass}`];
  const draft = { schema: relation.schema, table: relation.name, keys };
  if (isPrefix) return { kind: "prefix", draft: { ...draft, nameParts: [column, "pattern"] } };
  return { kind: "trigram", draft: { ...draft, nameParts: [column, "trgm"], method: "gin" } };
}

function equalColumns({ own, joined }: ScanConditions): readonly string[] {
  const fixed = own.flatMap((part) => (part.kind === "equality" && !part.isList ? [part.column] : []));
  return [...new Set([...fixed, ...joined])];
}

function listColumns({ own }: ScanConditions): readonly string[] {
  return [...new Set(own.flatMap((part) => (part.kind === "equality" && part.isList ? [part.column] : [])))];
}

function isKnown(relation: RelationContext, column: string): boolean {
  return relation.columnTypes[column] !== undefined;
}

function toDraft(relation: RelationContext, keys: readonly string[], predicate: string | undefined): IndexDraft {
  const nameParts = keys.map((key) => key.replace(/ (DESC|NULLS).*$/, ""));
  const draft = { schema: relation.schema, table: relation.name, keys, nameParts };
  return predicate === undefined ? draft : { ...draft, predicate };
}
