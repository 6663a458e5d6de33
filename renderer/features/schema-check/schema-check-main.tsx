import { BookCheck, CircleCheck } from "lucide-react";
import { useMemo } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { SchemaCheckReport } from "../../../shared/schema-check/model.ts";
import { schemaRules } from "../../../shared/schema-check/rules/registry.ts";
import { useDatabaseRef } from "../../state/workspace.ts";
import { Segmented } from "../../ui/controls/segmented.tsx";
import { SearchField } from "../../ui/controls/text-field.tsx";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import { Toolbar, ToolbarSpace } from "../../ui/frame/toolbar.tsx";
import { DocsMenu } from "./docs-menu.tsx";
import { FindingDetails } from "./findings/finding-details.tsx";
import { FindingList } from "./findings/finding-list.tsx";
import { ReportHead } from "./findings/report-head.tsx";
import { chooseFindings, findingKey, groupFindings } from "./rules/group-findings.ts";
import "./schema-check.css";
import { useSchemaCheckView } from "./schema-check-view.ts";
import { useListedFindings, useSchemaCheck } from "./use-schema-check.ts";

const groupings = [
  { value: "rule", label: "By rule" },
  { value: "object", label: "By object" },
] as const;

/** The rules that a schema should keep, and where it does not. */
export function SchemaCheckMain() {
  const ref = useDatabaseRef();
  if (!ref)
    return <EmptyState icon={BookCheck} title="No connection" text="Choose a connection to check its schema." />;
  return <CheckedDatabase key={JSON.stringify(ref)} databaseRef={ref} />;
}

function CheckedDatabase({ databaseRef }: { readonly databaseRef: DatabaseRef }) {
  const { data, error, isPending, isFetching, refetch } = useSchemaCheck(databaseRef);
  const { grouping, group, filter, setFilter } = useSchemaCheckView();
  return (
    <div className="schema-check">
      <Toolbar label="Schema check">
        <h1 className="schema-check-title">Schema check</h1>
        <div className="schema-check-find">
          <SearchField label="Filter findings" value={filter} onChange={setFilter} />
        </div>
        <Segmented label="Group findings" value={grouping} options={groupings} onChange={group} />
        <ToolbarSpace />
        {isFetching && (
          <span className="muted" role="status">
            Checking…
          </span>
        )}
        <DocsMenu databaseRef={databaseRef} />
      </Toolbar>
      {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton lines={10} />}
      {data && <Report databaseRef={databaseRef} report={data} />}
    </div>
  );
}

function Report({ databaseRef, report }: { readonly databaseRef: DatabaseRef; readonly report: SchemaCheckReport }) {
  const { choice, grouping, filter, selected } = useSchemaCheckView();
  const listed = useListedFindings(report);
  const groups = useMemo(
    () => groupFindings(chooseFindings(listed, choice, filter), grouping),
    [listed, choice, filter, grouping],
  );
  const shown = groups.flatMap(({ findings }) => findings);
  const current = shown.find(({ finding }) => findingKey(finding) === selected) ?? shown[0];
  return (
    <div className="schema-check-body">
      <div className="schema-check-list">
        <ReportHead databaseRef={databaseRef} report={report} />
        {shown.length === 0 ? (
          <NothingFound report={report} isFiltered={filter.trim() !== ""} isAccepted={choice.kind === "accepted"} />
        ) : (
          <FindingList groups={groups} current={current ? findingKey(current.finding) : null} />
        )}
      </div>
      {current && <FindingDetails key={findingKey(current.finding)} databaseRef={databaseRef} listed={current} />}
    </div>
  );
}

interface NothingFoundProps {
  readonly report: SchemaCheckReport;
  readonly isFiltered: boolean;
  readonly isAccepted: boolean;
}

function NothingFound({ report, isFiltered, isAccepted }: NothingFoundProps) {
  if (isFiltered) return <EmptyState title="No finding fits" text="Type less, or choose All findings." />;
  if (isAccepted)
    return (
      <EmptyState
        title="Nothing is accepted"
        text="A finding that should stay as it is can be accepted with a reason. It then stands here instead of among the findings."
      />
    );
  const unchecked = report.notChecked.length > 0 ? " What could not be read is named above." : "";
  return (
    <EmptyState
      icon={CircleCheck}
      title="Nothing found"
      text={`${report.checkedTables} tables keep all ${schemaRules.length} rules.${unchecked}`}
    />
  );
}
