import type { TableIndex } from "../../../../shared/indexes/model.ts";
import { formatAgo, formatBytes, formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { CellMark } from "./cell-mark.tsx";
import { IndexBadges } from "./index-badges.tsx";
import { expressionKeys, mapCell } from "./map-columns.ts";

interface IndexRowProps {
  readonly index: TableIndex;
  readonly columns: readonly string[];
  readonly largestBytes: number;
  readonly missing: ReadonlySet<string>;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}

/** One index over the columns of its table, with its size and use. */
export function IndexRow({ index, columns, largestBytes, missing, isSelected, onSelect }: IndexRowProps) {
  return (
    <tr data-selected={isSelected}>
      <th scope="row" className="index-map-name">
        <span className="index-map-title">
          <button
            type="button"
            className="index-map-choose cut"
            aria-pressed={isSelected}
            title={index.definition}
            onClick={onSelect}
          >
            <code className="cut">{visibleName(index.name)}</code>
          </button>
          <IndexBadges index={index} />
        </span>
        {expressionKeys(index).map(({ position, text }) => (
          <code key={position} className="index-map-remark cut" title={visibleName(text)}>
            {position}: {visibleName(text)}
          </code>
        ))}
        {index.predicate !== null && (
          <code className="index-map-remark cut" title={visibleName(index.predicate)}>
            where {visibleName(index.predicate)}
          </code>
        )}
      </th>
      {columns.map((column) => (
        <td key={column} className={`index-map-cell${missing.has(column) ? " index-map-missing" : ""}`}>
          <CellMark cell={mapCell(index, column)} column={visibleName(column)} />
        </td>
      ))}
      <td className="index-map-number">
        <span className="index-map-size">
          {formatBytes(index.sizeBytes)}
          <span className="index-map-bar" style={{ width: `${(index.sizeBytes / largestBytes) * 100}%` }} />
        </span>
      </td>
      <td className={`index-map-number${index.scans === 0 ? " index-map-zero" : ""}`}>{formatCount(index.scans)}</td>
      <td className="index-map-number">
        {index.scans === 0 ? "–" : formatCount(Math.round(index.rowsRead / index.scans))}
      </td>
      <td className="index-map-number">{lastUsedWords(index)}</td>
    </tr>
  );
}

/** Before version 16 nobody notes when. */
function lastUsedWords({ lastUsedAt, scans }: TableIndex): string {
  if (lastUsedAt !== null) return formatAgo(lastUsedAt);
  return scans === 0 ? "never" : "–";
}
