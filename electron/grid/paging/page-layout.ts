import type { GridColumn, RowOrder } from "../../../shared/grid/model.ts";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import type { RelationColumn } from "../relation/relation.ts";
import { cutLength, cutValue, outputText } from "../relation/values.ts";

/** What is read of the table (`raw`), and what is made of it for the stream (`outer`), with the positions in a row. */
export interface PageLayout {
  /** Select list of the innermost query over `t`. */
  readonly raw: string;
  /** Texts of the columns that are cut by their output text, over `page`; empty when there are none. */
  readonly texts: readonly string[];
  readonly outer: string;
  readonly columns: readonly GridColumn[];
  readonly keyIndexes: readonly number[];
  readonly identityIndexes: readonly number[];
  /** The alias of a column of the table, or of tableoid and ctid, in the page. */
  aliasOf(column: string): string;
}

/** Columns that every table has without naming them. */
export const systemColumns: ReadonlySet<string> = new Set(["tableoid", "ctid"]);

/**
 * Lays out a streamed row: the values, then the lengths of those that may be cut, then the keys and the identity that
 * do not stand whole among the values already. `known` are all columns of the table.
 */
export function layOutPage(
  known: readonly RelationColumn[],
  columns: readonly RelationColumn[],
  order: RowOrder,
): PageLayout {
  const isSystem = (name: string) => order.kind === "rowPlace" && systemColumns.has(name);
  const needed = [
    ...new Set([...columns.map(({ name }) => name), ...order.columns.map(({ column }) => column), ...order.identity]),
  ];
  const aliases = new Map(needed.map((name, index) => [name, `c${index}`]));
  const aliasOf = (name: string): string => {
    const alias = aliases.get(name);
    if (alias === undefined) throw new Error(`The page does not read ${name}.`);
    return alias;
  };
  const textAlias = (column: RelationColumn) => (column.cut === "output" ? `x${column.number}` : aliasOf(column.name));
  const outer = columns.map((column) => cutValue(column, textAlias(column)));
  const labels = columns.map(({ name }) => name);
  const add = (sql: string, label: string): number => {
    labels.push(label);
    return outer.push(sql) - 1;
  };
  const lengths = layOutLengths(columns, textAlias, add);
  const gridColumns = columns.map((column, valueIndex) =>
    toGridColumn(column, valueIndex, lengths.get(column) ?? null),
  );
  const wholeIndexes = new Map(
    columns.flatMap((column, index) => (isOwnKeyText(column) ? [[column.name, index] as const] : [])),
  );
  const wholeIndex = (name: string): number => {
    const place = wholeIndexes.get(name);
    if (place !== undefined) return place;
    const column = known.find((each) => each.name === name);
    const index = add(keyText(column, aliasOf(name)), `key ${wholeIndexes.size}`);
    wholeIndexes.set(name, index);
    return index;
  };
  const keyIndexes = order.columns.map(({ column }) => wholeIndex(column));
  const identityIndexes = order.identity.map(wholeIndex);
  return {
    raw: needed.map((name) => `t.${isSystem(name) ? name : quoteIdentifier(name)} AS ${aliasOf(name)}`).join(", "),
    texts: columns
      .filter(({ cut }) => cut === "output")
      .map((column) => `${outputText(column, aliasOf(column.name))} AS ${textAlias(column)}`),
    outer: outer.map((sql, index) => `${sql} AS ${quoteIdentifier(labels[index] ?? "")}`).join(", "),
    columns: gridColumns,
    keyIndexes,
    identityIndexes,
    aliasOf,
  };
}

/** Whether the streamed value itself can be handed back as a key. */
function isOwnKeyText({ cut, castType }: RelationColumn): boolean {
  return cut === "never" && castType !== zonedType;
}

/** DateStyles other than ISO print zones by abbreviations, which are read back as somebody else's. */
const zonedType = "timestamp with time zone";

function keyText(column: RelationColumn | undefined, alias: string): string {
  return column?.castType === zonedType ? `pg_catalog.to_json(${alias}) #>> '{}'` : alias;
}

/** Values and lengths that one row of a result may hold beside its keys: the server takes 1,664 columns. */
const maxSeparate = 1_500;

interface LengthPlace {
  readonly index: number;
  readonly part: number | null;
}

/** Where the lengths of the values stand that may be cut: each in a column of its own, of a very wide table all in one. */
function layOutLengths(
  columns: readonly RelationColumn[],
  textAlias: (column: RelationColumn) => string,
  add: (sql: string, label: string) => number,
): ReadonlyMap<RelationColumn, LengthPlace> {
  const cut = columns.filter((column) => column.cut !== "never");
  if (columns.length + cut.length <= maxSeparate)
    return new Map(
      cut.map((column) => {
        const label = `length ${columns.indexOf(column) + 1}`;
        return [column, { index: add(cutLength(column, textAlias(column)), label), part: null }];
      }),
    );
  const list = cut.map((column) => cutLength(column, textAlias(column))).join(", ");
  const index = add(`pg_catalog.array_to_string(ARRAY[${list}]::pg_catalog.int4[], ',', '')`, "lengths");
  return new Map(cut.map((column, part) => [column, { index, part }]));
}

function toGridColumn(column: RelationColumn, valueIndex: number, length: LengthPlace | null): GridColumn {
  const { name, type, baseType, isNullable, isInPrimaryKey, isForeignKey, isNumeric } = column;
  return {
    name,
    type,
    baseType,
    isNullable,
    isInPrimaryKey,
    isForeignKey,
    isSortable: column.operators !== null,
    isNumeric,
    valueIndex,
    lengthIndex: length?.index ?? null,
    lengthPart: length?.part ?? null,
  };
}
