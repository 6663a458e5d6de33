import { ListTree } from "lucide-react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { TableIndexReport } from "../../../shared/indexes/contract.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { formatBytes, formatCount } from "../../ui/display/format.ts";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import "./health.css";
import { countedSince } from "./counted-since.ts";
import { IndexFindingCard } from "./index-finding-card.tsx";
import { IndexMap } from "./index-map/index-map.tsx";

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
  return <Report report={data} />;
}

function Report({ report }: { readonly report: TableIndexReport }) {
  const { indexes, foreignKeys, findings } = report;
  if (indexes.state === "unreadable")
    return <EmptyState title="The indexes cannot be read" text={`${indexes.message} ${indexes.hint ?? ""}`} />;
  const bytes = indexes.value.reduce((sum, index) => sum + index.sizeBytes, 0);
  const rows = report.estimatedRows === null ? "never analyzed" : `about ${formatCount(report.estimatedRows)} rows`;
  return (
    <div className="table-indexes">
      <p className="table-indexes-head muted">
        {rows}, {formatBytes(report.heapBytes)} of rows, {formatBytes(bytes)} in {formatCount(indexes.value.length)}{" "}
        {indexes.value.length === 1 ? "index" : "indexes"}. {countedSince(report.statistics)}.
      </p>
      {indexes.value.length === 0 ? (
        <EmptyState icon={ListTree} title="No indexes" text="Every query of this table reads all of it." />
      ) : (
        <IndexMap
          columns={report.columns.map(({ name }) => name)}
          indexes={indexes.value}
          foreignKeys={foreignKeys.state === "readable" ? foreignKeys.value : []}
          findings={findings}
        />
      )}
      <ol className="health-findings" aria-label="Findings about the indexes">
        {findings.map((finding) => (
          <li key={`${finding.code} ${finding.subject}`}>
            <IndexFindingCard finding={finding} />
          </li>
        ))}
      </ol>
    </div>
  );
}
