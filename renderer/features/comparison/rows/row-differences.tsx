import { Key, SquareTerminal } from "lucide-react";
import { useState } from "react";
import { type ChangedSide, composeChanges } from "../../../../shared/comparison/compose-changes.ts";
import {
  type ComparedColumn,
  countDifferences,
  type RowDifference,
  type RowsComparison,
} from "../../../../shared/comparison/rows-model.ts";
import { scriptText } from "../../../../shared/comparison/script-text.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { useIntents } from "../../../state/intents.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import { Badge } from "../../../ui/display/badge.tsx";
import { formatAmount, formatCount, formatMs } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import type { SideNames } from "../use-side-name.ts";
import "./row-differences.css";

interface RowDifferencesProps {
  readonly comparison: RowsComparison;
  readonly from: DatabaseRef;
  readonly to: DatabaseRef;
  readonly names: SideNames;
}

/** The rows that differ: what each side holds, and SQL for those that are picked. */
export function RowDifferences({ comparison, from, to, names }: RowDifferencesProps) {
  const { differences, columns } = comparison;
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const [side, setSide] = useState<ChangedSide>("from");
  const able = differences.flatMap(({ isCut }, at) => (isCut ? [] : [at]));
  const toggle = (at: number) =>
    setPicked((known) => new Set(known.has(at) ? [...known].filter((one) => one !== at) : [...known, at]));
  const openSql = () => {
    const chosen = differences.filter((_, at) => picked.has(at));
    const statements = composeChanges(comparison, chosen, side);
    const [target, model] = side === "from" ? [names.from, names.to] : [names.to, names.from];
    const head = [
      `Gives ${formatAmount(chosen.length, "row")} of ${visibleName(comparison.table.name)} in ${target.short} the values of ${model.short}.`,
      "Each statement changes one row, or none when the row has changed since it was compared.",
    ];
    const text = scriptText(
      statements.map((sql) => ({ sql, transactional: true, hazards: [] })),
      head,
    );
    useIntents.getState().openQuery(side === "from" ? from : to, `${target.short} like ${model.short}`, text);
  };
  return (
    <>
      <Summary comparison={comparison} names={names} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
      <section className="row-differences" aria-label="Rows that differ" tabIndex={0}>
        <table aria-label={`Rows of ${visibleName(comparison.table.name)} that differ`}>
          <thead>
            <tr>
              <th scope="col" className="row-pick">
                <Checkbox
                  isSelected={able.length > 0 && picked.size === able.length}
                  onChange={(isOn) => setPicked(new Set(isOn ? able : []))}
                >
                  <span className="visually-hidden">Pick all</span>
                </Checkbox>
              </th>
              <th scope="col">Where</th>
              {columns.map((column) => (
                <ColumnHead key={column.name} column={column} />
              ))}
            </tr>
          </thead>
          <tbody>
            {differences.map((difference, at) => (
              <DifferenceRow
                key={difference.key.join("\u0000")}
                difference={difference}
                columns={columns}
                names={names}
                isPicked={picked.has(at)}
                onPick={() => toggle(at)}
              />
            ))}
          </tbody>
        </table>
      </section>
      <footer className="row-foot">
        <span className="grow muted">
          {picked.size === 0 ? "Pick rows to make SQL of them." : `${formatAmount(picked.size, "row")} picked`}
        </span>
        <Segmented
          label="Which database the SQL changes"
          value={side}
          onChange={setSide}
          options={[
            { value: "from", label: `Change ${names.from.short}` },
            { value: "to", label: `Change ${names.to.short}` },
          ]}
        />
        <Button variant="primary" icon={SquareTerminal} isDisabled={picked.size === 0} onPress={openSql}>
          SQL in the editor
        </Button>
      </footer>
    </>
  );
}

function Summary({ comparison, names }: { readonly comparison: RowsComparison; readonly names: SideNames }) {
  const { table, counts, rows, key, leftOut, differences, durationMs } = comparison;
  const total = countDifferences(comparison);
  const missing = leftOut.map(({ name, side }) => `${visibleName(name)} (only in ${names[side].short})`);
  return (
    <header className="row-summary">
      <div className="row-summary-line">
        <h2 className="cut">{visibleName(`${table.schema}.${table.name}`)}</h2>
        {counts.changed > 0 && <Badge tone="warning">{formatCount(counts.changed)} changed</Badge>}
        {counts.onlyFrom > 0 && (
          <Badge tone="danger">
            {formatCount(counts.onlyFrom)} only in {names.from.short}
          </Badge>
        )}
        {counts.onlyTo > 0 && (
          <Badge tone="success">
            {formatCount(counts.onlyTo)} only in {names.to.short}
          </Badge>
        )}
      </div>
      <p className="muted">
        {formatCount(rows[0])} and {formatAmount(rows[1], "row")}, by {key.map(visibleName).join(", ")}, in{" "}
        {formatMs(durationMs)}.
        {differences.length < total &&
          ` The first ${formatCount(differences.length)} of ${formatCount(total)} are shown.`}
        {missing.length > 0 && ` Left out: ${missing.join(", ")}.`}
      </p>
    </header>
  );
}

function ColumnHead({ column }: { readonly column: ComparedColumn }) {
  const [from, to] = column.types;
  return (
    <th scope="col">
      <span className="row-column">
        {column.isKey && <Key aria-label="key" className="row-key" />}
        {visibleName(column.name)}
      </span>
      <small className="row-type mono">{from === to ? from : `${from} / ${to}`}</small>
    </th>
  );
}

interface DifferenceRowProps {
  readonly difference: RowDifference;
  readonly columns: readonly ComparedColumn[];
  readonly names: SideNames;
  readonly isPicked: boolean;
  readonly onPick: () => void;
}

function DifferenceRow({ difference, columns, names, isPicked, onPick }: DifferenceRowProps) {
  const { kind, from, to, key, isCut } = difference;
  const where =
    kind === "changed" ? (
      <Badge tone="warning">changed</Badge>
    ) : kind === "onlyFrom" ? (
      <Badge tone="danger">only in {names.from.short}</Badge>
    ) : (
      <Badge tone="success">only in {names.to.short}</Badge>
    );
  return (
    <tr className={`row-${kind}`} aria-selected={isPicked}>
      <td className="row-pick">
        <Checkbox isSelected={isPicked} isDisabled={isCut} onChange={onPick}>
          <span className="visually-hidden">
            {isCut ? "A value is too long to be made into SQL: " : "Pick "}
            {key.map(visibleName).join(", ")}
          </span>
        </Checkbox>
      </td>
      <td>{where}</td>
      {columns.map((column, at) => (
        <td key={column.name} className="mono">
          <ValuePair from={from} to={to} at={at} />
        </td>
      ))}
    </tr>
  );
}

interface ValuePairProps {
  readonly from: RowDifference["from"];
  readonly to: RowDifference["to"];
  readonly at: number;
}

/** One value where both sides agree or only one has the row, else both with their marks. */
function ValuePair({ from, to, at }: ValuePairProps) {
  const [left, right] = [from?.[at] ?? null, to?.[at] ?? null];
  if (!from || !to) return <Value value={from ? left : right} />;
  if (left === right) return <Value value={left} />;
  return (
    <span className="row-pair">
      <del className="row-old">
        <Value value={left} />
      </del>
      <ins className="row-new">
        <Value value={right} />
      </ins>
    </span>
  );
}

const shownCharacters = 200;

function Value({ value }: { readonly value: string | null }) {
  if (value === null) return <span className="row-null">NULL</span>;
  if (value === "") return <span className="row-null">empty</span>;
  const text = visibleName(value.slice(0, shownCharacters));
  return <span title={visibleName(value.slice(0, 2_000))}>{value.length > shownCharacters ? `${text}…` : text}</span>;
}
