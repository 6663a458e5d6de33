import { type KeyboardEvent, useMemo } from "react";
import type { Finding } from "../../../../shared/findings/model.ts";
import type { MapColumn } from "../../../../shared/indexes/contract.ts";
import type { ForeignKey, TableIndex } from "../../../../shared/indexes/model.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { columnWords, correlationFigure, distinctFigure } from "./column-figures.ts";
import { IndexRow } from "./index-row.tsx";
import "./index-map.css";
import { mapColumns, shortName } from "./map-columns.ts";
import { MapLegend } from "./map-legend.tsx";

interface IndexMapProps {
  readonly columns: readonly MapColumn[];
  readonly estimatedRows: number | null;
  readonly indexes: readonly TableIndex[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly findings: readonly Finding[];
  readonly selected: string | null;
  readonly onSelect: (index: string) => void;
}

/** From so many columns on their names stand upright, and each is as wide as its mark. */
const manyColumns = 11;

/** Columns across, indexes down: a filled mark is a key in its order and direction, a hollow one is carried along. */
export function IndexMap(props: IndexMapProps) {
  const { columns, indexes, foreignKeys, findings, selected, onSelect, estimatedRows } = props;
  const names = useMemo(() => columns.map(({ name }) => name), [columns]);
  const { shown, others } = useMemo(() => mapColumns(names, indexes, foreignKeys), [names, indexes, foreignKeys]);
  const largest = indexes.reduce((most, index) => Math.max(most, index.sizeBytes), 1);
  const missing = useMemo(() => missingColumns(findings, foreignKeys), [findings, foreignKeys]);
  const head = shown.flatMap((name) => columns.find((column) => column.name === name) ?? []);
  return (
    <div className="index-map">
      <div className="index-map-scroll">
        <table
          className={`index-map-table${shown.length >= manyColumns ? " index-map-dense" : ""}`}
          aria-label="Index map"
        >
          <thead>
            <tr>
              <th scope="col" className="index-map-name">
                Index
              </th>
              {head.map((column) => (
                <ColumnHead
                  key={column.name}
                  column={column}
                  rows={estimatedRows}
                  isMissing={missing.has(column.name)}
                />
              ))}
              <th scope="col">Size</th>
              <th scope="col">Scans</th>
              <th scope="col">Entries a scan</th>
              <th scope="col">Last used</th>
            </tr>
          </thead>
          <tbody onKeyDown={moveBetweenRows}>
            {indexes.map((index) => (
              <IndexRow
                key={index.name}
                index={index}
                columns={shown}
                largestBytes={largest}
                missing={missing}
                isSelected={index.name === selected}
                onSelect={() => onSelect(index.name)}
              />
            ))}
          </tbody>
          <tfoot>
            <FigureRow
              title="Distinct values"
              head={head}
              figure={({ statistics }) => distinctFigure(statistics, estimatedRows)}
            />
            <FigureRow
              title="Order on disk (correlation)"
              head={head}
              figure={({ statistics }) => correlationFigure(statistics)}
            />
          </tfoot>
        </table>
      </div>
      <MapLegend others={others} />
    </div>
  );
}

interface ColumnHeadProps {
  readonly column: MapColumn;
  readonly rows: number | null;
  readonly isMissing: boolean;
}

function ColumnHead({ column, rows, isMissing }: ColumnHeadProps) {
  const name = visibleName(column.name);
  const words = `${name}: ${columnWords(column.type, column.statistics, rows)}`;
  return (
    <th scope="col" className={`index-map-column${isMissing ? " index-map-missing" : ""}`}>
      <code className="cut" title={isMissing ? `${words}. A foreign key that no index serves` : words}>
        {shortName(name)}
      </code>
    </th>
  );
}

interface FigureRowProps {
  readonly title: string;
  readonly head: readonly MapColumn[];
  readonly figure: (column: MapColumn) => string;
}

function FigureRow({ title, head, figure }: FigureRowProps) {
  return (
    <tr>
      <th scope="row" className="index-map-name">
        {title}
      </th>
      {head.map((column) => (
        <td key={column.name} className="index-map-cell index-map-figure">
          {figure(column)}
        </td>
      ))}
      <td colSpan={4} />
    </tr>
  );
}

/** Columns of foreign keys that no index serves. */
function missingColumns(findings: readonly Finding[], foreignKeys: readonly ForeignKey[]): ReadonlySet<string> {
  return new Set(
    findings
      .filter((finding) => finding.code === "missing-foreign-key-index")
      .flatMap((finding) => foreignKeys.find((key) => key.constraint === finding.evidence.constraint)?.columns ?? []),
  );
}

/** Up and down go from index to index, Home and End to the first and last. */
function moveBetweenRows(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>(".index-map-choose")];
  const { activeElement } = document;
  const at = activeElement instanceof HTMLElement ? buttons.indexOf(activeElement) : -1;
  const next = new Map([
    ["ArrowDown", Math.min(at + 1, buttons.length - 1)],
    ["ArrowUp", Math.max(at - 1, 0)],
    ["Home", 0],
    ["End", buttons.length - 1],
  ]).get(event.key);
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  buttons[next]?.focus();
}
