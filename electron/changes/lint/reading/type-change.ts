import type { Node, TypeName } from "libpg-query";
import type { CatalogColumn } from "../catalog/lint-catalog.ts";
import { lastName, namesOf } from "../nodes.ts";

/** What ALTER COLUMN TYPE does with the rows: nothing, only the indexes of the column, or all of them. */
export type TypeChangeCost = "none" | "indexes" | "rewrite";

/** The change, as the script writes it. */
export interface TypeChange {
  readonly column: CatalogColumn;
  readonly type: TypeName;
  readonly using: Node | undefined;
  readonly collation: string | null;
  readonly timeZone: string;
}

/** Pairs whose bytes are the same (pg_cast, castmethod b), beside those that depend on a modifier. */
const samePairs: ReadonlySet<string> = new Set([
  "text varchar",
  "varchar text",
  "cidr inet",
  "citext text",
  "text citext",
  "citext varchar",
  "varchar citext",
  "xml text",
  "xml varchar",
  "int4 oid",
  "oid int4",
  "regclass oid",
]);

/** The same bytes while the session's zone is UTC. */
const zonePairs: ReadonlySet<string> = new Set(["timestamp timestamptz", "timestamptz timestamp"]);
const utcNames: ReadonlySet<string> = new Set([
  "UTC",
  "GMT",
  "Etc/UTC",
  "Etc/GMT",
  "Zulu",
  "Etc/Zulu",
  "UCT",
  "Etc/UCT",
]);
/** -1 means all six digits. */
const withDigits: ReadonlySet<string> = new Set(["timestamp", "timestamptz", "time", "timetz", "interval"]);
/** Values are cut to the length, never padded. */
const withLength: ReadonlySet<string> = new Set(["varchar", "varbit"]);

/**
 * The cost of a change, by the rules of the server (ATColumnChangeRequiresRewrite and the length coercions' planner support).
 * What is not known to leave the rows alone counts as a rewrite.
 */
export function typeChangeCost({ column, type, using, collation, timeZone }: TypeChange): TypeChangeCost {
  if (using !== undefined && !isColumnItself(using, column.name)) return "rewrite";
  if ((type.arrayBounds ?? []).length > 0) return "rewrite";
  const target = lastName(type.names);
  const modifier = modifiersOf(type);
  if (!keepsRows(column, target, modifier, timeZone)) return "rewrite";
  return collation !== null && collation !== column.collation ? "indexes" : "none";
}

function keepsRows(column: CatalogColumn, target: string, modifier: readonly number[], timeZone: string): boolean {
  const source = column.type;
  if (source !== target) {
    const pair = `${source} ${target}`;
    if (zonePairs.has(pair)) return utcNames.has(timeZone) && digits(modifier) >= digitsOf(column);
    return samePairs.has(pair) && (modifier.length === 0 || (target === "varchar" && isLonger(column, modifier)));
  }
  if (withLength.has(target)) return modifier.length === 0 || (column.modifier >= 0 && isLonger(column, modifier));
  if (withDigits.has(target)) return digits(modifier) >= digitsOf(column);
  if (target === "numeric") return keepsNumeric(column.modifier, modifier);
  if (target === "bpchar" || target === "bit") return lengthOf(column) === (modifier[0] ?? 1);
  return modifier.length === 0;
}

function isLonger(column: CatalogColumn, [length = 0]: readonly number[]): boolean {
  return column.type !== "text" && column.modifier >= 0 && length >= lengthOf(column);
}

/** `atttypmod` counts four bytes of header, for bit strings none. */
function lengthOf({ type, modifier }: CatalogColumn): number {
  return type === "varbit" || type === "bit" ? modifier : modifier - 4;
}

function digits([precision]: readonly number[]): number {
  return precision ?? 6;
}

function digitsOf({ type, modifier }: CatalogColumn): number {
  if (modifier < 0) return 6;
  return type === "interval" ? Math.min(6, modifier & 0xffff) : modifier;
}

function keepsNumeric(from: number, [precision, scale = 0]: readonly number[]): boolean {
  if (precision === undefined) return true;
  if (from < 0) return false;
  const packed = from - 4;
  const oldScale = ((packed & 0x7ff) ^ 1024) - 1024;
  return precision >= ((packed >> 16) & 0xffff) && scale === oldScale;
}

function modifiersOf({ names, typmods }: TypeName): readonly number[] {
  const values = (typmods ?? []).map((node) => ("A_Const" in node ? (node.A_Const.ival?.ival ?? 0) : 0));
  // An interval's first modifier names its fields.
  return lastName(names) === "interval" ? values.slice(1) : values;
}

/** USING with the column alone, or a cast of it that the change itself would make, computes nothing. */
function isColumnItself(using: Node, column: string): boolean {
  if ("ColumnRef" in using) return namesOf(using.ColumnRef.fields).at(-1) === column;
  if (!("TypeCast" in using) || !using.TypeCast.arg) return false;
  return isColumnItself(using.TypeCast.arg, column);
}
