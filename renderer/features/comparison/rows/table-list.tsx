import { useState } from "react";
import { type ComparableTable, countDifferences, type TableOutcome } from "../../../../shared/comparison/rows-model.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { SearchField } from "../../../ui/controls/text-field.tsx";
import { Badge } from "../../../ui/display/badge.tsx";
import { formatAmount, formatCount, formatShortCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { tableKey } from "./table-key.ts";

interface TableListProps {
  readonly tables: readonly ComparableTable[] | undefined;
  readonly outcomes: ReadonlyMap<string, TableOutcome>;
  readonly picked: ReadonlySet<string>;
  readonly onPicked: (picked: ReadonlySet<string>) => void;
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
  readonly isRunning: boolean;
  readonly onCompare: () => void;
}

/** Tables to compare, with what was found; what cannot be compared says why. */
export function TableList(props: TableListProps) {
  const { tables, picked, onPicked, isRunning } = props;
  const [search, setSearch] = useState("");
  if (!tables) return <Skeleton lines={10} />;
  const words = search.trim().toLowerCase();
  const shown = tables.filter(({ table }) => `${table.schema}.${table.name}`.toLowerCase().includes(words));
  const able = shown.filter(({ refusal }) => refusal === null).map(({ table }) => tableKey(table));
  const hasAll = able.length > 0 && able.every((key) => picked.has(key));
  const toggle = (keys: readonly string[], isOn: boolean) =>
    onPicked(new Set(isOn ? [...picked, ...keys] : [...picked].filter((key) => !keys.includes(key))));
  return (
    <div className="diff-tables">
      <div className="diff-tables-head">
        <SearchField label="Search tables" value={search} onChange={setSearch} />
        <Checkbox isSelected={hasAll} isDisabled={able.length === 0} onChange={(isOn) => toggle(able, isOn)}>
          All
        </Checkbox>
      </div>
      <ul className="diff-tables-items" aria-label="Tables">
        {shown.map((table) => (
          <TableLine
            key={tableKey(table.table)}
            table={table}
            outcome={props.outcomes.get(tableKey(table.table))}
            isPicked={picked.has(tableKey(table.table))}
            isChosen={props.chosen === tableKey(table.table)}
            onPick={(isOn) => toggle([tableKey(table.table)], isOn)}
            onChoose={() => props.onChoose(tableKey(table.table))}
          />
        ))}
      </ul>
      <div className="diff-tables-foot">
        <Button variant="primary" isDisabled={picked.size === 0 || isRunning} onPress={props.onCompare}>
          {picked.size === 0 ? "Compare rows" : `Compare ${formatAmount(picked.size, "table")}`}
        </Button>
      </div>
    </div>
  );
}

interface TableLineProps {
  readonly table: ComparableTable;
  readonly outcome: TableOutcome | undefined;
  readonly isPicked: boolean;
  readonly isChosen: boolean;
  readonly onPick: (isPicked: boolean) => void;
  readonly onChoose: () => void;
}

function TableLine({ table, outcome, isPicked, isChosen, onPick, onChoose }: TableLineProps) {
  const { table: name, estimatedRows, refusal } = table;
  const description =
    refusal ?? (estimatedRows === null ? "not counted yet" : `about ${formatShortCount(estimatedRows)} rows`);
  return (
    <li className="diff-table-line" aria-current={isChosen ? "true" : undefined}>
      <span className="grow">
        <Checkbox isSelected={isPicked} isDisabled={refusal !== null} onChange={onPick} description={description}>
          <span className="mono diff-table-name">
            <span className="muted">{visibleName(name.schema)}.</span>
            {visibleName(name.name)}
          </span>
        </Checkbox>
      </span>
      {outcome && (
        <Button variant="quiet" isSmall label={`Show what differs in ${visibleName(name.name)}`} onPress={onChoose}>
          <OutcomeBadge outcome={outcome} />
        </Button>
      )}
    </li>
  );
}

function OutcomeBadge({ outcome }: { readonly outcome: TableOutcome }) {
  if (outcome.state === "notCompared") return <Badge tone="danger">not compared</Badge>;
  const count = countDifferences(outcome.comparison);
  return count === 0 ? (
    <Badge tone="success">identical</Badge>
  ) : (
    <Badge tone="warning">{formatCount(count)} differ</Badge>
  );
}
