import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from "react";
import { useTokenPixels } from "../use-token-pixels.ts";
import "./data-table.css";
import { rowAfterKey } from "./row-after-key.ts";
import "./virtual-table.css";

/** A column of a long table. Without `width` (pixels) it takes what is left. */
export interface VirtualColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  readonly width?: number | undefined;
  readonly isNumeric?: boolean | undefined;
  /** Its head can be pressed to order by it. */
  readonly isOrder?: boolean | undefined;
}

interface VirtualTableProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly columns: readonly VirtualColumn<Row>[];
  readonly selectedKey: string | null;
  readonly onSelect: (row: Row) => void;
  /** The column that the rows come ordered by, largest first. */
  readonly order: string;
  readonly onOrder: (columnId: string) => void;
  /** Below this width (pixels) the table scrolls sideways. */
  readonly minWidth: number;
}

/** A table of thousands of rows, of which only those on screen exist. One row is chosen by click or by keys. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { rows, columns, rowKey, selectedKey, onSelect } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const wanted = useRef<number | null>(null);
  const { virtualizer, pageRows } = useRows(scroll, rows.length);
  const selected = rows.findIndex((row) => rowKey(row) === selectedKey);
  useEffect(() => {
    // The row that a key went to exists only once it was scrolled to.
    if (wanted.current !== selected) return;
    wanted.current = null;
    scroll.current?.querySelector<HTMLElement>(`tr[aria-rowindex="${selected + 2}"]`)?.focus({ preventScroll: true });
  });
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const to = rowAfterKey(event.key, index, rows.length, pageRows());
    const next = to === null ? undefined : rows[to];
    if (to === null || next === undefined) return;
    event.preventDefault();
    wanted.current = to;
    virtualizer.scrollToIndex(to);
    onSelect(next);
  };
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = Math.max(0, virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0));
  const isSeen = items.some(({ index }) => index === selected);
  return (
    <div ref={scroll} className="virtual-table">
      <table
        className="data-table"
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        style={{ minWidth: props.minWidth }}
      >
        <colgroup>
          {columns.map(({ id, width }) => (
            <col key={id} style={width ? { width } : {}} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} isOrdered={column.id === props.order} onOrder={props.onOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={before} />
          {items.map(({ index }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <tr
                key={rowKey(row)}
                aria-rowindex={index + 2}
                aria-selected={index === selected}
                tabIndex={index === (isSeen ? selected : items[0]?.index) ? 0 : -1}
                onClick={() => onSelect(row)}
                onKeyDown={(event) => onKeyDown(event, index)}
              >
                {columns.map((column) => (
                  <td key={column.id} className={column.isNumeric ? "data-table-number" : ""}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          <Space height={after} />
        </tbody>
      </table>
    </div>
  );
}

/** The rows that are on screen, at the height of the chosen density. */
function useRows(scroll: RefObject<HTMLDivElement | null>, count: number) {
  const rowHeight = useTokenPixels(scroll, "--row-comfortable", 32);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  useEffect(() => {
    if (rowHeight > 0) virtualizer.measure();
  }, [virtualizer, rowHeight]);
  const pageRows = () => Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / rowHeight) - 2);
  return { virtualizer, pageRows };
}

/** Stands for the rows that do not exist. */
function Space({ height }: { readonly height: number }) {
  if (height === 0) return null;
  return (
    <tr aria-hidden className="virtual-table-space">
      <td style={{ height }} />
    </tr>
  );
}

interface HeadCellProps<Row> {
  readonly column: VirtualColumn<Row>;
  readonly isOrdered: boolean;
  readonly onOrder: (columnId: string) => void;
}

function HeadCell<Row>({ column, isOrdered, onOrder }: HeadCellProps<Row>) {
  return (
    <th
      scope="col"
      className={column.isNumeric ? "data-table-number" : ""}
      aria-sort={isOrdered ? "descending" : undefined}
    >
      {column.isOrder ? (
        <button type="button" className="data-table-sort" onClick={() => onOrder(column.id)}>
          {column.header}
          {isOrdered && <ArrowDown aria-hidden className="data-table-arrow" />}
        </button>
      ) : (
        column.header
      )}
    </th>
  );
}
