import { useMemo } from "react";
import type { Finding } from "../../../../shared/findings/model.ts";
import type { ForeignKey, TableIndex } from "../../../../shared/indexes/model.ts";
import { Badge } from "../../../ui/display/badge.tsx";
import { formatAgo, formatBytes, formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import "./index-map.css";
import { expressionKeys, type MapCell, mapCell, mapColumns, unusualOperatorClasses } from "./map-columns.ts";

interface IndexMapProps {
  readonly columns: readonly string[];
  readonly indexes: readonly TableIndex[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly findings: readonly Finding[];
}

/** Columns across, indexes down: a filled mark is a key in its order and direction, a hollow one is carried along. */
export function IndexMap({ columns, indexes, foreignKeys, findings }: IndexMapProps) {
  const { shown, others } = useMemo(() => mapColumns(columns, indexes, foreignKeys), [columns, indexes, foreignKeys]);
  const largest = indexes.reduce((most, index) => Math.max(most, index.sizeBytes), 1);
  const missing = new Set(
    findings
      .filter((finding) => finding.code === "missing-foreign-key-index")
      .flatMap((finding) => foreignKeys.find((key) => key.constraint === finding.evidence.constraint)?.columns ?? []),
  );
  return (
    <div className="index-map">
      <div className="index-map-scroll">
        <table className="index-map-table">
          <thead>
            <tr>
              <th scope="col" className="index-map-name">
                Index
              </th>
              {shown.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className={`index-map-column${missing.has(column) ? " index-map-missing" : ""}`}
                >
                  <code
                    className="cut"
                    title={missing.has(column) ? "A foreign key that no index serves" : visibleName(column)}
                  >
                    {visibleName(column)}
                  </code>
                </th>
              ))}
              <th scope="col">Size</th>
              <th scope="col">Scans</th>
              <th scope="col">Last used</th>
            </tr>
          </thead>
          <tbody>
            {indexes.map((index) => (
              <IndexRow key={index.name} index={index} columns={shown} largestBytes={largest} missing={missing} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="index-map-legend muted">
        <span className="index-map-key" aria-hidden="true">
          1
        </span>{" "}
        key in this position, ↓ descending · <span className="index-map-included" aria-hidden="true" /> carried along
        (INCLUDE)
        {others.length > 0 && ` · in no index: ${others.map(visibleName).join(", ")}`}
      </p>
    </div>
  );
}

interface IndexRowProps {
  readonly index: TableIndex;
  readonly columns: readonly string[];
  readonly largestBytes: number;
  readonly missing: ReadonlySet<string>;
}

function IndexRow({ index, columns, largestBytes, missing }: IndexRowProps) {
  const lastUsed = index.lastUsedAt === null ? (index.scans === 0 ? "never" : "–") : formatAgo(index.lastUsedAt);
  return (
    <tr>
      <th scope="row" className="index-map-name" title={index.definition}>
        <span className="index-map-title">
          <code className="cut">{visibleName(index.name)}</code>
          <IndexBadges index={index} />
        </span>
        {expressionKeys(index).map(({ position, text }) => (
          <code key={position} className="index-map-remark cut">
            {position}: {visibleName(text)}
          </code>
        ))}
        {index.predicate !== null && <code className="index-map-remark cut">where {visibleName(index.predicate)}</code>}
      </th>
      {columns.map((column) => (
        <td key={column} className={`index-map-cell${missing.has(column) ? " index-map-missing" : ""}`}>
          <CellMark cell={mapCell(index, column)} column={column} />
        </td>
      ))}
      <td className="index-map-number">
        <span className="index-map-size">
          {formatBytes(index.sizeBytes)}
          <span className="index-map-bar" style={{ width: `${(index.sizeBytes / largestBytes) * 100}%` }} />
        </span>
      </td>
      <td className={`index-map-number${index.scans === 0 ? " index-map-zero" : ""}`}>{formatCount(index.scans)}</td>
      <td className="index-map-number">{lastUsed}</td>
    </tr>
  );
}

function IndexBadges({ index }: { readonly index: TableIndex }) {
  return (
    <>
      {index.isPrimary ? <Badge>primary</Badge> : index.isUnique ? <Badge>unique</Badge> : null}
      {index.accessMethod !== "btree" && <Badge tone="info">{index.accessMethod}</Badge>}
      {unusualOperatorClasses(index).map((name) => (
        <Badge key={name}>{name}</Badge>
      ))}
      {index.predicate !== null && <Badge tone="info">partial</Badge>}
      {index.isBuilding && <Badge tone="info">being built</Badge>}
      {!index.isValid && !index.isBuilding && <Badge tone="danger">invalid</Badge>}
    </>
  );
}

function CellMark({ cell, column }: { readonly cell: MapCell | null; readonly column: string }) {
  if (cell === null) return null;
  if (cell.kind === "included")
    return <span className="index-map-included" role="img" aria-label={`${column} is carried along`} />;
  const words = `${column} is key ${cell.position}${cell.isDescending ? ", descending" : ""}`;
  return (
    <span
      className={`index-map-key${cell.position === 1 ? " index-map-first" : ""}`}
      role="img"
      aria-label={words}
      title={words}
    >
      {cell.position}
      {cell.isDescending && "↓"}
    </span>
  );
}
