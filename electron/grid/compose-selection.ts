import type { ObjectName } from "../../shared/databases/model.ts";
import type { RowFilter } from "../../shared/grid/model.ts";
import { quoteLiteral } from "../../shared/sql/quote.ts";
import type { ReadSession } from "../postgres/session.ts";
import { filterConditions } from "./conditions/filter-conditions.ts";
import { Parameters } from "./conditions/parameters.ts";
import { checkWhere, whereSql } from "./conditions/where-condition.ts";
import { type AskedSort, chooseOrder } from "./paging/choose-order.ts";
import { orderBy, tableColumn } from "./paging/page-statement.ts";
import { readGridRelation } from "./relation/relation.ts";

/** COPY takes no parameters: each value stands in the statement itself, as a constant of its type. */
class Constants extends Parameters {
  override add(value: string | null, castType: string): string {
    return `(${value === null ? "NULL" : quoteLiteral(value)})::${castType}`;
  }
}

/** Which rows, in which order, as the grid asks for them. */
export interface AskedRows {
  readonly sort: readonly AskedSort[];
  readonly filters: readonly RowFilter[];
  readonly where?: string | undefined;
}

/**
 * The rows that the grid shows, for a statement without parameters over the relation as `t`: ` WHERE ...` and
 * ` ORDER BY ...`, each empty when there is none. Without a sort there is no order. Rejects as `grid.rows` does.
 */
export async function composeSelection(
  session: ReadSession,
  name: ObjectName,
  asked: AskedRows,
): Promise<{ readonly where: string; readonly orderBy: string }> {
  const { where: text } = asked;
  if (text !== undefined) await checkWhere(text);
  const relation = await readGridRelation(session, name);
  const conditions = filterConditions(relation, asked.filters, new Constants());
  if (text !== undefined) conditions.push(whereSql(text));
  const order = asked.sort.length > 0 ? chooseOrder(relation, asked.sort) : null;
  return {
    where: conditions.length > 0 ? ` WHERE ${conditions.map((each) => `(${each})`).join(" AND ")}` : "",
    orderBy: order ? orderBy(order.columns, (column) => tableColumn(column, order)) : "",
  };
}
