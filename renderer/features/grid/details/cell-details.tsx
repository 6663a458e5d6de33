import type { WholeCell } from "../../../../shared/grid/model.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { formatBytes } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import type { CellView, GridSourceColumn } from "../../../ui/grid/row-source.ts";
import type { RowLink } from "../rows/follow.ts";
import { useWholeCell } from "./use-whole-cell.ts";

interface CellDetailsProps {
  readonly column: GridSourceColumn;
  readonly cell: CellView | undefined;
  readonly link: RowLink | undefined;
  readonly onFollow: (link: RowLink) => void;
  readonly onLoad: () => Promise<WholeCell>;
}

/** One value of a row, wrapped. What is only here in part says so and can be fetched. */
export function CellDetails({ column, cell, link, onFollow, onLoad }: CellDetailsProps) {
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

interface MissingBytesProps {
  readonly bytes: number | undefined;
  readonly isFetchable: boolean;
  readonly isLoading: boolean;
  readonly onLoad: () => void;
}

/** Says that only the beginning is here. */
export function MissingBytes({ bytes, isFetchable, isLoading, onLoad }: MissingBytesProps) {
  if (bytes === undefined) return null;
  if (!isFetchable) return <p className="row-value-note">The first 8 MB of {formatBytes(bytes)}.</p>;
  return (
    <p className="row-value-note">
      Only the beginning of {formatBytes(bytes)}.{" "}
      <Button isSmall isDisabled={isLoading} onPress={onLoad}>
        {isLoading ? "Fetching …" : "Fetch all"}
      </Button>
    </p>
  );
}

/** Text with its own line ends; everything else that hides is shown. */
export function visibleLines(text: string): string {
  return text
    .split("\n")
    .map((line) => visibleName(line.replaceAll("\t", "    ")))
    .join("\n");
}

function valueClass(column: GridSourceColumn): string {
  if (column.isNumeric) return "json-number";
  return column.baseType === "bool" ? "json-word" : "";
}
