import type {
  ComparableTable,
  ComparedColumn,
  KeyChoice,
  LeftOutColumn,
} from "../../../shared/comparison/rows-model.ts";
import type { ObjectName } from "../../../shared/databases/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { TableShape } from "./read-table-shape.ts";

/** What is compared of a table, and by which key. */
export interface TablePlan {
  readonly table: ObjectName;
  readonly columns: readonly ComparedColumn[];
  readonly leftOut: readonly LeftOutColumn[];
  readonly key: readonly string[];
  /** The key's types for casts, on both sides. */
  readonly keyTypes: readonly [from: readonly string[], to: readonly string[]];
  readonly isPartitioned: readonly [from: boolean, to: boolean];
  readonly estimatedRows: number;
}

/** The tables of two databases, with the keys that both have. */
export function listComparable(from: readonly TableShape[], to: readonly TableShape[]): readonly ComparableTable[] {
  const other = new Map(to.map((shape) => [nameKey(shape.table), shape]));
  const known = new Set(from.map(({ table }) => nameKey(table)));
  const both = from.map((shape): ComparableTable => {
    const twin = other.get(nameKey(shape.table)) ?? null;
    const keys = twin ? sharedKeys(shape, twin) : [];
    const refusal = !twin ? "Only the first database has it." : keys.length === 0 ? noKey : null;
    return { table: shape.table, estimatedRows: shape.estimatedRows, keys, refusal };
  });
  const onlyTo = to
    .filter(({ table }) => !known.has(nameKey(table)))
    .map(({ table }) => ({ table, estimatedRows: null, keys: [], refusal: "Only the second database has it." }));
  return [...both, ...onlyTo];
}

const noKey = "No unique index over not-null columns tells its rows apart on both sides.";

/** Decides what is compared. Rejects with `notFound`, `unsupported` (no key that both have, a key that cannot be read). */
export function planTable(
  table: ObjectName,
  from: TableShape | null,
  to: TableShape | null,
  wanted: readonly string[] | null,
): TablePlan {
  const name = `${table.schema}.${table.name}`;
  if (!from || !to)
    throw new AppError("notFound", `${from ? "The second" : "The first"} database has no table ${name}.`);
  const keys = sharedKeys(from, to);
  const key = wanted === null ? keys[0] : keys.find(({ columns }) => isSame(columns, wanted));
  if (!key)
    throw new AppError(
      "unsupported",
      wanted === null ? noKey : `${wanted.join(", ")} is no key of ${name} on both sides.`,
      {
        hint: "Make a primary key, or a unique index over not-null columns, on both sides.",
      },
    );
  const { columns, leftOut } = pairColumns(from, to, key.columns);
  if (!key.columns.every((column) => columns.some(({ name: readable }) => readable === column)))
    throw new AppError("unsupported", `The key of ${name} cannot be read by this role.`, {
      hint: "Grant SELECT on the key's columns.",
    });
  const typesOf = (shape: TableShape) =>
    key.columns.map((column) => shape.columns.find(({ name: own }) => own === column)?.castType ?? "text");
  return {
    table,
    columns,
    leftOut,
    key: key.columns,
    keyTypes: [typesOf(from), typesOf(to)],
    isPartitioned: [from.isPartitioned, to.isPartitioned],
    estimatedRows: Math.max(from.estimatedRows ?? 0, to.estimatedRows ?? 0),
  };
}

function pairColumns(from: TableShape, to: TableShape, key: readonly string[]) {
  const twins = new Map(to.columns.map((column) => [column.name, column]));
  const columns: ComparedColumn[] = [];
  const leftOut: LeftOutColumn[] = [];
  for (const column of from.columns) {
    const twin = twins.get(column.name);
    twins.delete(column.name);
    if (!twin?.isReadable || !column.isReadable) leftOut.push({ name: column.name, side: "from" });
    else
      columns.push({
        name: column.name,
        types: [column.type, twin.type],
        isKey: key.includes(column.name),
        hasEquality: column.hasEquality && twin.hasEquality,
        isGenerated: column.isGenerated || twin.isGenerated,
        isIdentityAlways: column.isIdentityAlways || twin.isIdentityAlways,
      });
  }
  for (const name of twins.keys()) leftOut.push({ name, side: "to" });
  return { columns, leftOut };
}

function sharedKeys(from: TableShape, to: TableShape): readonly KeyChoice[] {
  const choices = from.keys.filter(({ columns }) => to.keys.some((key) => isSame(key.columns, columns)));
  return choices.filter(({ columns }, at) => choices.findIndex((other) => isSame(other.columns, columns)) === at);
}

/** Keys of the same columns tell the same rows apart, whatever their order. */
function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((column) => right.includes(column));
}

function nameKey({ schema, name }: ObjectName): string {
  return JSON.stringify([schema, name]);
}
