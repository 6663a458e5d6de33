import { useVirtualizer } from "@tanstack/react-virtual";
import { CircleX } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { LoggedStatement } from "../../../shared/ipc/topics.ts";
import { formatClock, formatCount, formatMs } from "../../ui/display/format.ts";
import { SqlText } from "../../ui/display/sql-text.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { oneLine } from "./filter-statements.ts";
import "./statement-log.css";
import type { Names } from "./use-names.ts";

interface StatementListProps {
  readonly statements: readonly LoggedStatement[];
  readonly names: Names;
  readonly chosen: LoggedStatement | null;
  readonly isFollowing: boolean;
  readonly onChoose: (statement: LoggedStatement) => void;
  /** The reader went back in time: new statements must not carry the list away. */
  readonly onLeaveTail: () => void;
}

const rowHeight = 24;

/** The statements, oldest first, as a list that only draws what is in sight. */
export function StatementList(props: StatementListProps) {
  const { statements, chosen, isFollowing, onChoose, onLeaveTail } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: statements.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => statements[index]?.sequence ?? index,
  });
  const last = statements.at(-1)?.sequence;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last statement is what moves the list.
  useEffect(() => {
    if (isFollowing) rows.scrollToIndex(statements.length - 1, { align: "end" });
  }, [isFollowing, last, statements.length]);

  const at = statements.findIndex((statement) => statement.sequence === chosen?.sequence);
  const move = (event: KeyboardEvent) => {
    const place = placeAfter(event.key, at, statements.length);
    const next = place === null ? undefined : statements[place];
    if (place === null || !next) return;
    event.preventDefault();
    onLeaveTail();
    onChoose(next);
    rows.scrollToIndex(place);
  };

  return (
    <div
      className="statement-list"
      ref={scroller}
      role="listbox"
      aria-label="Statements"
      aria-activedescendant={at < 0 ? undefined : `statement-${chosen?.sequence}`}
      tabIndex={0}
      onKeyDown={move}
      onWheel={(event) => event.deltaY < 0 && onLeaveTail()}
    >
      <div className="statement-list-all" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const statement = statements[item.index];
          if (!statement) return null;
          return (
            <StatementLine
              key={item.key}
              {...props}
              statement={statement}
              top={item.start}
              place={item.index + 1}
              isChosen={statement.sequence === chosen?.sequence}
            />
          );
        })}
      </div>
    </div>
  );
}

interface StatementLineProps extends StatementListProps {
  readonly statement: LoggedStatement;
  readonly top: number;
  readonly place: number;
  readonly isChosen: boolean;
}

function StatementLine({ statement, names, statements, top, place, isChosen, onChoose }: StatementLineProps) {
  return (
    <div
      id={`statement-${statement.sequence}`}
      className="statement-line"
      role="option"
      aria-selected={isChosen}
      aria-posinset={place}
      aria-setsize={statements.length}
      data-failed={statement.error !== null}
      tabIndex={-1}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onChoose(statement)}
      onKeyDown={(event) => event.key === "Enter" && onChoose(statement)}
    >
      <time className="statement-time" dateTime={statement.at}>
        {formatClock(statement.at)}
      </time>
      <span className="statement-cause cut">{statement.cause}</span>
      <span className="statement-where cut">
        {visibleName(names.connection(statement.connectionId))}
        {statement.branchId !== null && ` / ${visibleName(names.branch(statement.branchId))}`}
      </span>
      <span className="statement-sql cut">
        {statement.error !== null && <CircleX aria-label="failed" className="statement-failed" />}
        {statement.error !== null && <span className="statement-error">{oneLine(statement.error)} </span>}
        <SqlText sql={oneLine(statement.sql).slice(0, 400)} isInline />
      </span>
      <span className="statement-number">
        {formatCount(statement.rows)} {statement.rows === 1 ? "row" : "rows"}
      </span>
      <span className="statement-number">{formatMs(statement.durationMs)}</span>
    </div>
  );
}

function placeAfter(key: string, at: number, count: number): number | null {
  if (key === "ArrowDown") return Math.min(count - 1, at + 1);
  if (key === "ArrowUp") return at < 0 ? count - 1 : Math.max(0, at - 1);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
