import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import type { SqlOperator } from "../relation/relation.ts";

/** One column of the order with the key's value in it, as SQL. `value` is null where the row of the key has NULL. */
export interface KeyColumn {
  /** The column as SQL. */
  readonly sql: string;
  /** The parameter with its cast (`$1::pg_catalog.int4`), or null for NULL. */
  readonly value: string | null;
  readonly isNullable: boolean;
  readonly isDescending: boolean;
  readonly isNullsFirst: boolean;
  /** `<`, `<=`, `=`, `>=`, `>`. */
  readonly operators: readonly SqlOperator[];
}

/**
 * Conditions for the rows that come after a key. Each is for one piece of the order and one index range; the pieces
 * are disjoint, and every row of a piece comes before every row of the next. None at all when nothing can come after.
 *
 * A single row comparison does where all columns run one way and hold no NULL. Otherwise: equal in a prefix and beyond the
 * key in the next column, the longest prefix first; NULLs are a piece of their own where they stand behind the values.
 * `isInclusive` adds the rows that have the key itself: one row, or more when the key is the beginning of an order.
 */
export function keyConditions(columns: readonly KeyColumn[], isInclusive = false): readonly string[] {
  if (canCompareRows(columns)) return [rowComparison(columns, isInclusive)];
  const pieces: string[] = isInclusive ? [columns.map(equality).join(" AND ")] : [];
  for (let depth = columns.length - 1; depth >= 0; depth--) {
    const column = columns[depth];
    if (!column) continue;
    const prefix = columns.slice(0, depth).map(equality);
    for (const step of steps(column)) pieces.push([...prefix, step].join(" AND "));
  }
  return pieces;
}

function canCompareRows(columns: readonly KeyColumn[]): boolean {
  const [first] = columns;
  return (
    columns.length > 1 &&
    columns.every(
      (column) =>
        !column.isNullable &&
        column.value !== null &&
        column.isDescending === first?.isDescending &&
        column.operators.every(({ schema }) => schema === "pg_catalog"),
    )
  );
}

function rowComparison(columns: readonly KeyColumn[], isInclusive: boolean): string {
  const row = (cells: readonly (string | null)[]) => `ROW(${cells.join(", ")})`;
  const operator = `${columns[0]?.isDescending ? "<" : ">"}${isInclusive ? "=" : ""}`;
  return `${row(columns.map(({ sql }) => sql))} OPERATOR(pg_catalog.${operator}) ${row(columns.map(({ value }) => value))}`;
}

function equality({ sql, value, operators }: KeyColumn): string {
  return value === null ? `${sql} IS NULL` : `${sql} ${operatorSql(operators[2])} ${value}`;
}

/** What stands behind the key's value in one column, nearest first. */
function steps({ sql, value, isNullable, isDescending, isNullsFirst, operators }: KeyColumn): string[] {
  if (value === null) return isNullsFirst ? [`${sql} IS NOT NULL`] : [];
  const beyond = `${sql} ${operatorSql(operators[isDescending ? 0 : 4])} ${value}`;
  return isNullable && !isNullsFirst ? [beyond, `${sql} IS NULL`] : [beyond];
}

/** An operator by its full name; the short form for those that are always found. */
export function operatorSql(operator: SqlOperator | undefined): string {
  if (!operator) throw new Error("A type with an order lacks one of its operators.");
  // An operator's name is made of operator characters only, which the server has checked.
  return `OPERATOR(${quoteIdentifier(operator.schema)}.${operator.name})`;
}
