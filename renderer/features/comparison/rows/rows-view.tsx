import { Equal, Rows3 } from "lucide-react";
import { useMemo, useState } from "react";
import type { TableOutcome } from "../../../../shared/comparison/rows-model.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { OperationBar } from "../../../ui/feedback/progress.tsx";
import { SplitPane } from "../../../ui/frame/split.tsx";
import { type SideNames, wakeNote } from "../use-side-name.ts";
import { RowDifferences } from "./row-differences.tsx";
import "./rows-view.css";
import { tableKey } from "./table-key.ts";
import { TableList } from "./table-list.tsx";

/** Differences of one table that are brought to the window; the counts are exact beyond that. */
const shownDifferences = 500;

interface RowsViewProps {
  readonly from: DatabaseRef;
  readonly to: DatabaseRef;
  readonly names: SideNames;
  readonly isShown: boolean;
}

/** The tables that both databases have, and how the rows of the compared ones differ. */
export function RowsView({ from, to, names, isShown }: RowsViewProps) {
  const [isAsked, setIsAsked] = useState(false);
  const isAsleep = wakeNote(names) !== "";
  const tables = useRequest("comparison.tables", { from, to }, { enabled: isShown && (isAsked || !isAsleep) });
  const rows = useOperation("comparison.rows");
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, TableOutcome>>(new Map());
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<string | null>(null);
  const listed = useMemo(() => tables.data ?? [], [tables.data]);
  if (tables.error)
    return (
      <div className="diff-message">
        <ErrorPanel error={tables.error} onRetry={() => void tables.refetch()} />
      </div>
    );
  if (isAsleep && !isAsked && !tables.data)
    return (
      <EmptyState
        icon={Rows3}
        title="Compare rows"
        text={`Finds the rows that differ, table by table. ${wakeNote(names)}`}
        actions={
          <Button variant="primary" onPress={() => setIsAsked(true)}>
            List the tables
          </Button>
        }
      />
    );
  const compare = async () => {
    const wanted = listed.filter((table) => picked.has(tableKey(table.table)));
    const question = { from, to, limit: shownDifferences, tables: wanted.map(({ table }) => ({ table, key: null })) };
    const answer = await rows.run(question).catch(() => null); // the failure is shown by `rows.error`
    if (!answer) return;
    setOutcomes((known) => new Map([...known, ...answer.map((outcome) => [outcomeKey(outcome), outcome] as const)]));
    const first = answer.find((outcome) => outcome.state === "compared") ?? answer[0];
    if (first) setChosen(outcomeKey(first));
  };
  const outcome = chosen === null ? undefined : outcomes.get(chosen);
  return (
    <SplitPane
      id="diff-rows"
      orientation="horizontal"
      defaultFirst="28%"
      minFirst={220}
      minSecond={360}
      first={
        <TableList
          tables={tables.data}
          outcomes={outcomes}
          picked={picked}
          onPicked={setPicked}
          chosen={chosen}
          onChoose={setChosen}
          isRunning={rows.state === "running"}
          onCompare={() => void compare()}
        />
      }
      second={
        <div className="diff-rows">
          {rows.state === "running" && (
            <div className="diff-message">
              <OperationBar title="Comparing rows" progress={rows.progress} onCancel={rows.cancel} />
            </div>
          )}
          {rows.error && (
            <div className="diff-message">
              <ErrorPanel error={rows.error} onRetry={() => void compare()} />
            </div>
          )}
          {outcome ? (
            <Outcome key={chosen} outcome={outcome} from={from} to={to} names={names} />
          ) : (
            rows.state !== "running" && (
              <EmptyState
                icon={Rows3}
                title="Choose tables to compare"
                text="Each server hashes its own rows; only those in parts that differ are read, by the key that both tables have. Nothing is changed."
              />
            )
          )}
        </div>
      }
    />
  );
}

interface OutcomeProps {
  readonly outcome: TableOutcome;
  readonly from: DatabaseRef;
  readonly to: DatabaseRef;
  readonly names: SideNames;
}

function Outcome({ outcome, from, to, names }: OutcomeProps) {
  if (outcome.state === "notCompared")
    return <EmptyState icon={Rows3} title="Not compared" text={`${outcome.message} ${outcome.hint ?? ""}`.trim()} />;
  const { comparison } = outcome;
  if (comparison.differences.length === 0)
    return (
      <EmptyState
        icon={Equal}
        title="The rows are identical"
        text={`${comparison.rows[0].toLocaleString("en-US")} rows on both sides, by ${comparison.key.join(", ")}.`}
      />
    );
  return <RowDifferences comparison={comparison} from={from} to={to} names={names} />;
}

function outcomeKey(outcome: TableOutcome): string {
  return tableKey(outcome.state === "compared" ? outcome.comparison.table : outcome.table);
}
