import { ChevronDown, ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { conditionsOfTab } from "../filtering/filters.ts";
import { conditionInput } from "../paging/page-reader.ts";
import type { RowLink } from "../rows/follow.ts";
import { usePeek } from "./use-peek.ts";

interface LinkLineProps {
  readonly databaseRef: DatabaseRef;
  readonly link: RowLink;
  readonly onFollow: (link: RowLink) => void;
}

/** The row that this row refers to: opened here to look at it, or in a tab of its own. */
export function ReferencedLine({ databaseRef, link, onFollow }: LinkLineProps) {
  return (
    <Line link={link} words={`by ${link.columns.join(", ")}`} onFollow={onFollow}>
      <Peek databaseRef={databaseRef} link={link} />
    </Line>
  );
}

/** Rows that refer to this row. They are counted when somebody asks: that reads them. */
export function ReferringLine({ databaseRef, link, onFollow }: LinkLineProps) {
  const words = `whose ${link.filters.map(({ column }) => column).join(", ")} is this row`;
  return (
    <Line link={link} words={words} onFollow={onFollow} end={<LinkCount databaseRef={databaseRef} link={link} />}>
      <Peek databaseRef={databaseRef} link={link} />
    </Line>
  );
}

interface LineProps {
  readonly link: RowLink;
  readonly words: string;
  readonly onFollow: (link: RowLink) => void;
  readonly end?: ReactNode;
  readonly children: ReactNode;
}

function Line({ link, words, onFollow, end, children }: LineProps) {
  const [isOpen, setIsOpen] = useState(false);
  const Twist = isOpen ? ChevronDown : ChevronRight;
  const name = visibleName(link.table);
  return (
    <li>
      <div className="row-link">
        <button
          type="button"
          className="row-link-twist"
          aria-expanded={isOpen}
          aria-label={`Look at ${name} ${visibleName(words)}`}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Twist aria-hidden className="row-link-icon" />
        </button>
        <button type="button" className="row-link-open" onClick={() => onFollow(link)}>
          <span className="row-link-name">{name}</span>
          <span className="muted cut">{visibleName(words)}</span>
        </button>
        {end}
      </div>
      {isOpen && children}
    </li>
  );
}

function LinkCount({ databaseRef, link }: { readonly databaseRef: DatabaseRef; readonly link: RowLink }) {
  const count = useOperation("grid.count");
  const { schema, table: name } = link;
  if (count.state === "done")
    return <span className="row-link-count">{formatAmount(Number(count.output.rows), "row")}</span>;
  if (count.state === "running")
    return (
      <Button isSmall onPress={count.cancel}>
        Cancel
      </Button>
    );
  return (
    <>
      {count.error && (
        <span className="row-copy-failure cut" role="alert" title={count.error.message}>
          {count.error.message}
        </span>
      )}
      <Button
        isSmall
        variant="quiet"
        onPress={() =>
          count.start({ ref: databaseRef, schema, name, ...conditionInput(conditionsOfTab(link.filters)) })
        }
      >
        Count
      </Button>
    </>
  );
}

/** The first row of a link, without leaving this one. */
function Peek({ databaseRef, link }: { readonly databaseRef: DatabaseRef; readonly link: RowLink }) {
  const { rows, error, isLoading } = usePeek(databaseRef, link);
  if (error) return <ErrorPanel error={error} isCompact />;
  if (isLoading) return <p className="row-value-note">Reading …</p>;
  const [row] = rows;
  if (!row) return <p className="row-value-note">No row is there.</p>;
  return (
    <dl className="row-peek">
      {row.map(({ column, text }) => (
        <div key={column} className="row-peek-value">
          <dt className="cut">{visibleName(column)}</dt>
          <dd className="cut">
            {text === null ? (
              <span className="grid-null">NULL</span>
            ) : text === "" ? (
              <span className="grid-empty">''</span>
            ) : (
              visibleName(text)
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
