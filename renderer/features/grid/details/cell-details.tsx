import type { WholeCell } from "../../../../shared/grid/model.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import type { CellView, GridSourceColumn } from "../../../ui/grid/row-source.ts";
import type { RowLink } from "../rows/follow.ts";
import type { ValuePlace, Viewer } from "../viewers/viewer.ts";
import { visibleLines } from "../viewers/visible-lines.ts";
import { MissingBytes } from "./missing-bytes.tsx";
import { useWholeCell } from "./use-whole-cell.ts";

interface CellDetailsProps {
  readonly column: GridSourceColumn;
  readonly cell: CellView | undefined;
  readonly link: RowLink | undefined;
  /** Draws a note under the value; null for none. */
  readonly viewer: Viewer | null;
  readonly place: ValuePlace;
  readonly onFollow: (link: RowLink) => void;
  readonly onLoad: () => Promise<WholeCell>;
}

/** One value of a row, wrapped. What is only here in part says so and can be fetched. */
export function CellDetails({ column, cell, link, viewer, place, onFollow, onLoad }: CellDetailsProps) {
  const { text, missingBytes, isFetchable, fetched, load } = useWholeCell(cell, onLoad);
  return (
    <div className="row-value">
      <dt className="cut" title={`${visibleName(column.name)} ${column.typeLabel}`}>
        {visibleName(column.name)}
      </dt>
      <dd>
        {!cell ? (
          <span className="muted">not here</span>
        ) : text === null ? (
          <span className="grid-null">NULL</span>
        ) : text === "" ? (
          <span className="grid-empty">
            '' <span className="row-value-word">empty text</span>
          </span>
        ) : link ? (
          <button type="button" className="row-value-link" onClick={() => onFollow(link)}>
            {visibleLines(text)}
          </button>
        ) : (
          <span className={valueClass(column)}>{visibleLines(text)}</span>
        )}
        {viewer && text !== null && (
          <p className="row-value-note">
            <viewer.View text={text} isWhole={missingBytes === undefined} column={column} view="" place={place} />
          </p>
        )}
        <MissingBytes
          bytes={missingBytes}
          isFetchable={isFetchable}
          isLoading={fetched.state === "loading"}
          onLoad={() => void load()}
        />
        {fetched.error && <ErrorPanel error={fetched.error} isCompact />}
      </dd>
    </div>
  );
}

function valueClass(column: GridSourceColumn): string {
  if (column.isNumeric) return "json-number";
  return column.baseType === "bool" ? "json-word" : "";
}
