import { ArrowLeft, CircleCheck, Moon } from "lucide-react";
import { useState } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { IndexHealth } from "../../../shared/indexes/contract.ts";
import { useDatabaseRef } from "../../state/workspace.ts";
import { Button } from "../../ui/controls/button.tsx";
import { formatBytes, formatCount } from "../../ui/display/format.ts";
import { visibleName } from "../../ui/display/visible-name.ts";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import { Toolbar, ToolbarSpace } from "../../ui/frame/toolbar.tsx";
import { countedSince } from "./counted-since.ts";
import { cardsAtOnce, firstOf } from "./first-of.ts";
import { freedBytes } from "./group-findings.ts";
import "./health.css";
import { useHealthView } from "./health-view.ts";
import { IndexFindingCard } from "./index-finding-card.tsx";
import { NotChecked } from "./not-checked.tsx";
import { TableIndexes } from "./table-indexes.tsx";
import { useIndexCheck } from "./use-index-check.ts";

/** The indexes of a database: what is missing, what is too much. */
export function HealthMain() {
  const ref = useDatabaseRef();
  const { table, showTable } = useHealthView();
  if (!ref) return <EmptyState title="No connection" text="Choose a connection to check its indexes." />;
  if (table === null) return <DatabaseHealth databaseRef={ref} />;
  return (
    <div className="health-main">
      <Toolbar label="Indexes of a table">
        <Button icon={ArrowLeft} variant="quiet" onPress={() => showTable(null)}>
          All findings
        </Button>
        <h1 className="health-title">{visibleName(`${table.schema}.${table.name}`)}</h1>
      </Toolbar>
      <div className="health-body">
        <TableIndexes databaseRef={ref} schema={table.schema} name={table.name} />
      </div>
    </div>
  );
}

function DatabaseHealth({ databaseRef }: { readonly databaseRef: DatabaseRef }) {
  const { answer, isAsleep, check } = useIndexCheck(databaseRef);
  const { data, error, isFetching, refetch } = answer;
  return (
    <div className="health-main">
      <Toolbar label="Index health">
        <h1 className="health-title">Index health</h1>
        <ToolbarSpace />
        {data && <span className="muted">{countedSince(data.statistics)}</span>}
      </Toolbar>
      <div className="health-body">
        {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
        {!data && isFetching && <Skeleton lines={8} />}
        {!data && isAsleep && !isFetching && (
          <EmptyState
            icon={Moon}
            title="The compute is suspended"
            text="Checking the indexes reads the catalog, which wakes it."
            actions={<Button onPress={check}>Wake it and check</Button>}
          />
        )}
        {data && <Found health={data} />}
      </div>
    </div>
  );
}

function Found({ health }: { readonly health: IndexHealth }) {
  const { code, showTable } = useHealthView();
  const [count, setCount] = useState(cardsAtOnce);
  const { shown, left } = firstOf(
    health.findings.filter((finding) => code === null || finding.code === code),
    count,
  );
  return (
    <>
      <HealthFigures health={health} />
      <NotChecked entries={health.notChecked} />
      {shown.length === 0 && (
        <EmptyState
          icon={CircleCheck}
          title="Nothing found"
          text={
            health.findings.length === 0
              ? "No index is missing, invalid, duplicate, redundant or unused, and no table has too many."
              : "Findings of another kind are in the sidebar."
          }
        />
      )}
      <ol className="health-findings" aria-label="Findings, worst first">
        {shown.map((finding) => (
          <li key={`${finding.code} ${finding.subject}`}>
            <IndexFindingCard
              finding={finding}
              onSelect={() => showTable({ schema: finding.schema, name: finding.table })}
            />
          </li>
        ))}
      </ol>
      {left > 0 && (
        <div className="health-more">
          <Button onPress={() => setCount(count + cardsAtOnce)}>
            Show {formatCount(Math.min(left, cardsAtOnce))} more of {formatCount(left)}
          </Button>
        </div>
      )}
    </>
  );
}

function HealthFigures({ health }: { readonly health: IndexHealth }) {
  const { isCut, checkedTables, checkedIndexes, indexBytes, findings } = health;
  const freed = freedBytes(findings);
  const figures = [
    ["Tables", `${formatCount(checkedTables)}${isCut ? ", the largest" : ""}`],
    ["Indexes", formatCount(checkedIndexes)],
    ["Size of indexes", formatBytes(indexBytes)],
    ["Findings", formatCount(findings.length)],
    ["Could be freed", formatBytes(freed)],
  ];
  return (
    <dl className="health-figures">
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
