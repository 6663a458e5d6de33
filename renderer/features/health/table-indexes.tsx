import { ListTree } from "lucide-react";
import { useMemo, useState } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { Finding } from "../../../shared/findings/model.ts";
import type { TableIndexReport } from "../../../shared/indexes/contract.ts";
import { otherComputesText } from "../../../shared/indexes/counted-time.ts";
import { findInsideProblems } from "../../../shared/indexes/inside/find-inside-problems.ts";
import type { TableIndex } from "../../../shared/indexes/model.ts";
import { sortFindings } from "../../../shared/indexes/rules/registry.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { formatAmount, formatBytes, formatCount, formatPercent } from "../../ui/display/format.ts";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import "./health.css";
import { countedSince } from "./counted-since.ts";
import { IndexDetails } from "./index-details/index-details.tsx";
import { type Inside, useInside } from "./index-details/use-inside.ts";
import { IndexFindingCard } from "./index-finding-card.tsx";
import { IndexMap } from "./index-map/index-map.tsx";
import { NotChecked } from "./not-checked.tsx";

interface TableIndexesProps {
  readonly databaseRef: DatabaseRef;
  readonly schema: string;
  readonly name: string;
}

/** The index map of a table, and what the checks say of it. */
export function TableIndexes({ databaseRef, schema, name }: TableIndexesProps) {
  const { data, error, isPending, refetch } = useRequest("indexes.table", { ref: databaseRef, schema, name });
  if (isPending) return <Skeleton lines={6} />;
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />;
  return <Report databaseRef={databaseRef} report={data} />;
}

function Report({ databaseRef, report }: { readonly databaseRef: DatabaseRef; readonly report: TableIndexReport }) {
  const { indexes, foreignKeys } = report;
  const inside = useInside(databaseRef, report.schema, report.table);
  const [chosen, setChosen] = useState<string | null>(null);
  const findings = useMemo(() => withInside(report, inside.looks), [report, inside.looks]);
  if (indexes.state === "unreadable")
    return <EmptyState title="The indexes cannot be read" text={`${indexes.message} ${indexes.hint ?? ""}`} />;
  const shown = indexes.value.find(({ name }) => name === chosen);
  return (
    <div className="table-indexes">
      <TableHead report={report} indexes={indexes.value} />
      {indexes.value.length === 0 ? (
        <EmptyState icon={ListTree} title="No indexes" text="Every query of this table reads all of it." />
      ) : (
        <IndexMap
          columns={report.columns}
          estimatedRows={report.estimatedRows}
          indexes={indexes.value}
          foreignKeys={foreignKeys.state === "readable" ? foreignKeys.value : []}
          findings={findings}
          selected={shown?.name ?? null}
          onSelect={(name) => setChosen(name === chosen ? null : name)}
        />
      )}
      {shown && (
        <IndexDetails key={shown.name} index={shown} report={report} inside={inside} onClose={() => setChosen(null)} />
      )}
      <ol className="health-findings" aria-label="Findings about the indexes">
        {findings.map((finding) => (
          <li key={`${finding.code} ${finding.subject}`}>
            <IndexFindingCard finding={finding} />
          </li>
        ))}
      </ol>
      <NotChecked entries={report.notChecked} />
    </div>
  );
}

function TableHead({
  report,
  indexes,
}: {
  readonly report: TableIndexReport;
  readonly indexes: readonly TableIndex[];
}) {
  const bytes = indexes.reduce((sum, index) => sum + index.sizeBytes, 0);
  const rows = report.estimatedRows === null ? "never analyzed" : `about ${formatCount(report.estimatedRows)} rows`;
  const visible =
    report.allVisibleShare === null
      ? ""
      : ` ${formatPercent(report.allVisibleShare)} of its pages are known to be visible to all, which index-only scans need.`;
  return (
    <p className="table-indexes-head muted">
      {rows}, {formatBytes(report.heapBytes)} of rows, {formatBytes(bytes)} in{" "}
      {formatAmount(indexes.length, "index", "indexes")}.{visible} {countedSince(report.statistics)}.{" "}
      {otherComputesText(report.computes)}
    </p>
  );
}

/** What the checks found, and what looking inside found since, worst first. */
function withInside(report: TableIndexReport, looks: Inside["looks"]): readonly Finding[] {
  const indexes = report.indexes.state === "readable" ? report.indexes.value : [];
  const found = indexes.flatMap((index) => {
    const look = looks.get(index.name);
    return look?.state === "readable" ? findInsideProblems(index, look.value) : [];
  });
  return sortFindings([...report.findings, ...found]);
}
