import { useMemo, useState } from "react";
import { alignColumns } from "../../../../shared/editor/comparing/align-columns.ts";
import { compareRows } from "../../../../shared/editor/comparing/compare-rows.ts";
import { guessKey } from "../../../../shared/editor/comparing/guess-key.ts";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import { formatAmount, formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { RowsGrid } from "../../../ui/grid/rows-grid.tsx";
import { PopoverButton } from "../../../ui/overlays/popover.tsx";
import { comparedResult, sameCellOf, type TargetRun } from "./comparison-runs.ts";
import { ComparisonSource, type ShownStanding } from "./comparison-source.ts";
import { isPartly, partlyNote } from "./target-cards.tsx";

interface ComparedRowsProps {
  readonly runs: readonly TargetRun[];
  readonly names: readonly string[];
}

/** The rows of all targets that answered, matched, with what differs marked. */
export function ComparedRows({ runs, names }: ComparedRowsProps) {
  const [chosenKey, setChosenKey] = useState<readonly number[] | null>(null);
  const [shown, setShown] = useState<ShownStanding>("all");
  const answered = useMemo(
    () =>
      runs.flatMap(({ state, source }, index) =>
        state === "done" && source ? [{ source, name: names[index] ?? "" }] : [],
      ),
    [runs, names],
  );
  const results = useMemo(() => answered.map(({ source }) => comparedResult(source)), [answered]);
  const columns = useMemo(() => alignColumns(results), [results]);
  const guessed = useMemo(() => guessKey(results, columns), [results, columns]);
  const key = chosenKey ?? guessed;
  const comparison = useMemo(
    () => compareRows(results, columns, key, sameCellOf(answered.map(({ source }) => source))),
    [results, columns, key, answered],
  );
  const source = useMemo(() => {
    const view = { comparison, columns, key, names: answered.map(({ name }) => name), shown };
    return new ComparisonSource(view, (result, row, column) => answered[result]?.source.cell(row, column));
  }, [comparison, columns, key, answered, shown]);
  if (answered.length === 0) return <NoRows runs={runs} />;
  const { counts, onlyIn, unclearKeys, cutValues } = comparison;
  const nameOf = (result: number) => visibleName(answered[result]?.name ?? "");
  const only = onlyIn.flatMap((count, result) =>
    count > 0 ? [`${formatCount(count)} only in ${nameOf(result)}`] : [],
  );
  const notes = [
    unclearKeys.length > 0 &&
      `Chosen columns repeat or are NULL in ${unclearKeys.map(nameOf).join(", ")}: such rows are matched in their order.`,
    cutValues > 0 && `${formatAmount(cutValues, "long value")} compared by beginning and length only.`,
    runs.some(isPartly) && partlyNote,
  ].filter((note) => note !== false);
  return (
    <section className="compared" aria-label="Rows side by side">
      <div className="compared-bar">
        <Segmented<ShownStanding>
          label="Which rows"
          value={shown}
          onChange={setShown}
          options={[
            { value: "all", label: `All ${formatCount(comparison.rows.length)}` },
            { value: "same", label: `Same ${formatCount(counts.same)}` },
            { value: "differs", label: `Differ ${formatCount(counts.differs)}` },
            { value: "missing", label: `Not everywhere ${formatCount(counts.missing)}` },
          ]}
        />
        {only.length > 0 && <span className="muted cut">{only.join(", ")}</span>}
        <span className="grow" />
        <KeyChoice columns={columns.map(({ name }) => name)} chosen={key} onChosen={setChosenKey} />
      </div>
      {notes.length > 0 && (
        <p className="compared-notes" role="note">
          {notes.join(" ")}
        </p>
      )}
      <RowsGrid
        key={shown}
        label="Rows side by side"
        source={source}
        empty={<EmptyState title={shown === "all" ? "No rows" : "No such rows"} text={emptyText(shown)} />}
      />
    </section>
  );
}

function emptyText(shown: ShownStanding): string {
  if (shown === "differs") return "No row has other values in another database.";
  if (shown === "missing") return "Every row is in each database.";
  if (shown === "same") return "No row is the same in all databases.";
  return "None of the databases gave a row.";
}

function NoRows({ runs }: { readonly runs: readonly TargetRun[] }) {
  const isDone = runs.some(({ state }) => state === "done");
  return (
    <EmptyState
      title="No rows to compare"
      text={
        isDone
          ? "The statement gives no rows. What it did stands above."
          : "No database answered; the reasons stand above."
      }
    />
  );
}

interface KeyChoiceProps {
  readonly columns: readonly string[];
  readonly chosen: readonly number[];
  readonly onChosen: (key: readonly number[]) => void;
}

/** The columns that rows are matched by; none of them: by their position. */
function KeyChoice({ columns, chosen, onChosen }: KeyChoiceProps) {
  const words =
    chosen.length === 0 ? "position" : chosen.map((column) => visibleName(columns[column] ?? "")).join(", ");
  return (
    <PopoverButton
      label={`Rows matched by ${words}`}
      placement="bottom end"
      buttonClass="button button-secondary"
      button={<span className="cut">Matched by {words}</span>}
    >
      {() => (
        <fieldset className="key-choice">
          <legend>Columns that tell rows apart</legend>
          {columns.map((name, column) => (
            <Checkbox
              key={`${column} ${name}`}
              isSelected={chosen.includes(column)}
              onChange={(isOn) =>
                onChosen(isOn ? [...chosen, column].toSorted((a, b) => a - b) : chosen.filter((one) => one !== column))
              }
            >
              <span className="mono">{visibleName(name)}</span>
            </Checkbox>
          ))}
          <p className="muted">Without any, the first row is compared with the first, and so on.</p>
        </fieldset>
      )}
    </PopoverButton>
  );
}
