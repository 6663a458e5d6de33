import { ArrowDown, ArrowUp } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useMemo, useState } from "react";
import "./data-table.css";
import { sortRows, type TableSort } from "./sort-rows.ts";

/** A column of a small table. `width` is in pixels; a column without it takes what is left. */
export interface DataColumn<Row> {
  readonly id: string;
  readonly header: ReactNode;
  readonly subheader?: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  readonly isNumeric?: boolean | undefined;
  readonly isMono?: boolean | undefined;
  readonly width?: number | undefined;
  /** What the column is sorted by; null stands last. Absent: it cannot be sorted. */
  readonly sortBy?: ((row: Row) => string | number | null) | undefined;
}

interface DataTableProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly columns: readonly DataColumn<Row>[];
  readonly selectedKey?: string | null | undefined;
  readonly onSelect?: ((row: Row) => void) | undefined;
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly empty?: ReactNode;
  readonly initialSort?: TableSort | undefined;
}

/** A table of at most some hundred rows: heads that sort, one row chosen by click or arrow keys. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, columns, rowKey, selectedKey } = props;
  const [sort, setSort] = useState<TableSort | null>(props.initialSort ?? null);
  const sorted = useMemo(() => {
    const by = columns.find((column) => column.id === sort?.column)?.sortBy;
    return by && sort ? sortRows(rows, by, sort.isDescending) : rows;
  }, [rows, columns, sort]);
  const tabStop = sorted.some((row) => rowKey(row) === selectedKey) ? selectedKey : sorted[0] && rowKey(sorted[0]);
  if (rows.length === 0 && props.empty) return <>{props.empty}</>;
  return (
    <table className="data-table" aria-label={props.label}>
      <colgroup>
        {columns.map((column) => (
          <col key={column.id} style={column.width ? { width: column.width } : {}} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) => (
            <HeadCell key={column.id} column={column} sort={sort} onSort={setSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {sorted.map((row) => {
          const key = rowKey(row);
          return (
            <tr
              key={key}
              {...(props.onSelect || props.onOpen
                ? {
                    tabIndex: key === tabStop ? 0 : -1,
                    "aria-selected": key === selectedKey,
                    onClick: () => props.onSelect?.(row),
                    onDoubleClick: () => props.onOpen?.(row),
                    onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => moveBetweenRows(event, row, props),
                  }
                : {})}
            >
              {columns.map((column) => (
                <td key={column.id} className={cellClass(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface HeadCellProps<Row> {
  readonly column: DataColumn<Row>;
  readonly sort: TableSort | null;
  readonly onSort: (sort: TableSort) => void;
}

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const isSorted = sort?.column === column.id;
  const Arrow = sort?.isDescending ? ArrowDown : ArrowUp;
  const words = (
    <>
      <span className="data-table-name">
        {column.header}
        {isSorted && <Arrow aria-hidden className="data-table-arrow" />}
      </span>
      {column.subheader && <small className="data-table-subheader">{column.subheader}</small>}
    </>
  );
  return (
    <th
      scope="col"
      className={column.isNumeric ? "data-table-number" : ""}
      aria-sort={isSorted ? (sort.isDescending ? "descending" : "ascending") : undefined}
    >
      {column.sortBy ? (
        <button
          type="button"
          className="data-table-sort"
          onClick={() =>
            onSort({ column: column.id, isDescending: isSorted ? !sort.isDescending : (column.isNumeric ?? false) })
          }
        >
          {words}
        </button>
      ) : (
        words
      )}
    </th>
  );
}

function cellClass<Row>(column: DataColumn<Row>): string {
  return `${column.isNumeric ? "data-table-number" : ""}${column.isMono ? " mono" : ""}`.trim();
}

function moveBetweenRows<Row>(
  event: KeyboardEvent<HTMLTableRowElement>,
  row: Row,
  props: Pick<DataTableProps<Row>, "onSelect" | "onOpen">,
): void {
  if (event.target !== event.currentTarget) return;
  const to =
    event.key === "ArrowDown" ? "nextElementSibling" : event.key === "ArrowUp" ? "previousElementSibling" : null;
  if (to) {
    event.preventDefault();
    const next = event.currentTarget[to];
    if (next instanceof HTMLElement) {
      next.focus();
      next.click();
    }
  } else if (event.key === "Enter") {
    event.preventDefault();
    (props.onOpen ?? props.onSelect)?.(row);
  } else if (event.key === " ") {
    event.preventDefault();
    props.onSelect?.(row);
  }
}
