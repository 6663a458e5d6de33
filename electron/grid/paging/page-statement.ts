import type { ObjectName } from "../../../shared/databases/model.ts";
import type { PageStart, RowFilter, RowOrder, SortColumn } from "../../../shared/grid/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { quoteIdentifier, quoteName } from "../../../shared/sql/quote.ts";
import { filterConditions } from "../conditions/filter-conditions.ts";
import { Parameters } from "../conditions/parameters.ts";
import { whereSql } from "../conditions/where-condition.ts";
import { chooseStretch, type PlaceStretch } from "../places/place-stretch.ts";
import type { GridRelation, RelationColumn } from "../relation/relation.ts";
import { reverseOrder } from "./choose-order.ts";
import { type KeyColumn, keyConditions } from "./key-conditions.ts";
import { layOutPage, type PageLayout, systemColumns } from "./page-layout.ts";

/** What one page is of. */
export interface PageRequest {
  readonly name: ObjectName;
  readonly relation: GridRelation;
  readonly columns: readonly RelationColumn[];
  readonly order: RowOrder;
  readonly start: PageStart;
  readonly filters: readonly RowFilter[];
  /** A condition in the user's own words, checked by `checkWhere`; null for none. */
  readonly where: string | null;
  readonly pageRows: number;
}

/** The statement of a page, how its rows are laid out, and the stretch it is limited to (rows by their place only). */
export interface PageStatement {
  readonly sql: string;
  readonly values: readonly (string | null)[];
  readonly layout: PageLayout;
  readonly stretch: PlaceStretch | null;
}

/**
 * Composes the page: the innermost query finds the rows by index (one range for each condition) and stops after a page;
 * only then are values cut and texts made. Read backwards the rows still come in the order of the grid.
 * Throws `unsupported` (no way to go on), `invalidInput` (a key that does not fit), and what the filters throw.
 */
export function composePage(request: PageRequest): PageStatement {
  const { relation, order, start, pageRows } = request;
  if (order.kind === "none" && start.kind !== "first")
    throw new AppError("unsupported", "This relation has no unique order, so only its first rows can be shown.", {
      hint: "Filter it, or ask for more rows at once.",
    });
  const parameters = new Parameters();
  const isBackward = isBackwardStart(start);
  const direction = isBackward ? reverseOrder(order.columns) : order.columns;
  const layout = layOutPage(relation.columns, request.columns, order);
  const filters = filterConditions(relation, request.filters, parameters);
  if (request.where !== null) filters.push(whereSql(request.where));
  const isByPlace = order.kind === "rowPlace" && order.columns.every(({ column }) => systemColumns.has(column));
  const stretch = isByPlace
    ? chooseStretch(relation.places, start, relation.hasChildren, {
        pageRows,
        estimatedRows: relation.estimatedRows,
        hasFilters: filters.length > 0,
      })
    : null;
  const pieces = isByPlace
    ? [stretchCondition(stretch, relation.hasChildren, parameters)]
    : startConditions(request, direction, parameters);
  const from = quoteName(request.name);
  const piece = (condition: string) => {
    const all = [...filters, ...(condition === "" ? [] : [condition])].map((each) => `(${each})`);
    const where = all.length > 0 ? ` WHERE ${all.join(" AND ")}` : "";
    const sort = orderBy(direction, (name) => tableColumn(name, order));
    return `SELECT ${layout.raw} FROM ${from} AS t${where}${sort} LIMIT ${pageRows}`;
  };
  const page =
    pieces.length === 1
      ? piece(pieces[0] ?? "")
      : `${pieces.map((each) => `(${piece(each)})`).join(" UNION ALL ")}${orderBy(direction, layout.aliasOf)} LIMIT ${pageRows}`;
  // The order is asked for at each level; a level that has it already sorts nothing.
  const gridOrder = orderBy(order.columns, layout.aliasOf);
  const texts =
    layout.texts.length > 0
      ? `SELECT page.*, ${layout.texts.join(", ")} FROM (${page}) AS page${gridOrder} OFFSET 0`
      : page;
  const sql = `SELECT ${layout.outer} FROM (${texts}) AS page${gridOrder}`;
  return { sql, values: parameters.values, layout, stretch };
}

/** Whether the page holds the rows in front of its start. */
export function isBackwardStart({ kind }: PageStart): boolean {
  return kind === "last" || kind === "before" || kind === "until";
}

/** Conditions of the pieces that the page is put together from; one empty condition when it starts at an end. */
function startConditions(
  { relation, order, start }: PageRequest,
  direction: readonly SortColumn[],
  parameters: Parameters,
) {
  if (start.kind === "first" || start.kind === "last") return [""];
  const isWhole = start.key.length === direction.length;
  // A place given by the first columns only has the rows from it on one side and those before it on the other.
  const isPlace = start.kind === "from" || start.kind === "before";
  if (!isWhole && (!isPlace || start.key.length > direction.length))
    throw new AppError("invalidInput", "The key does not fit the order of the rows.", {
      hint: "The table has changed. Read it again from its start.",
    });
  const columns = direction.slice(0, start.key.length).map((sort, index): KeyColumn => {
    const value = start.key[index] ?? null;
    const known = relation.columns.find(({ name }) => name === sort.column);
    const { castType, isNullable, operators } =
      order.kind === "rowPlace" && systemColumns.has(sort.column)
        ? systemColumn(sort.column)
        : (known ?? systemColumn(""));
    if (operators === null) throw new Error(`${sort.column} has no order.`);
    const parameter = value === null ? null : parameters.add(value, castType);
    return { ...sort, sql: tableColumn(sort.column, order), value: parameter, isNullable, operators };
  });
  const conditions = keyConditions(columns, start.kind === "from" || start.kind === "until");
  return conditions.length > 0 ? conditions : ["false"];
}

const standardOperators = ["<", "<=", "=", ">=", ">"].map((name) => ({ schema: "pg_catalog", name }));

function systemColumn(name: string): Pick<RelationColumn, "castType" | "isNullable" | "operators"> {
  if (!systemColumns.has(name)) throw new Error(`The order names ${name}, which the table does not have.`);
  return {
    castType: name === "ctid" ? "pg_catalog.tid" : "pg_catalog.oid",
    isNullable: false,
    operators: standardOperators,
  };
}

function stretchCondition(stretch: PlaceStretch | null, hasChildren: boolean, parameters: Parameters): string {
  if (stretch === null) return "false";
  const { tableOid, from, to } = stretch;
  const tid = (text: string) => parameters.add(text, "pg_catalog.tid");
  const conditions = [
    ...(hasChildren ? [`t.tableoid OPERATOR(pg_catalog.=) ${parameters.add(String(tableOid), "pg_catalog.oid")}`] : []),
    ...(from ? [`t.ctid OPERATOR(pg_catalog.${from.isInclusive ? ">=" : ">"}) ${tid(from.tid)}`] : []),
    ...(to === null ? [] : [`t.ctid OPERATOR(pg_catalog.<) ${tid(to)}`]),
  ];
  return conditions.join(" AND ");
}

/** A column of `t`, or one of its system columns. */
export function tableColumn(name: string, order: RowOrder): string {
  return `t.${order.kind === "rowPlace" && systemColumns.has(name) ? name : quoteIdentifier(name)}`;
}

/** ` ORDER BY ...`, or nothing. */
export function orderBy(columns: readonly SortColumn[], toSql: (name: string) => string): string {
  if (columns.length === 0) return "";
  const terms = columns.map(({ column, isDescending, isNullsFirst }) => {
    const nulls = isDescending === isNullsFirst ? "" : isNullsFirst ? " NULLS FIRST" : " NULLS LAST";
    return `${toSql(column)}${isDescending ? " DESC" : ""}${nulls}`;
  });
  return ` ORDER BY ${terms.join(", ")}`;
}
