import { ScrollText } from "lucide-react";
import { useMemo, useState } from "react";
import type { LoggedStatement } from "../../../shared/ipc/topics.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { Checkbox } from "../../ui/controls/checkbox.tsx";
import { Segmented } from "../../ui/controls/segmented.tsx";
import { Select } from "../../ui/controls/select.tsx";
import { SearchField } from "../../ui/controls/text-field.tsx";
import { formatCount } from "../../ui/display/format.ts";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import { Toolbar, ToolbarSpace } from "../../ui/frame/toolbar.tsx";
import { causesOf, filterStatements, type StatementFilter } from "./filter-statements.ts";
import { StatementInspector } from "./statement-inspector.tsx";
import { StatementList } from "./statement-list.tsx";
import "./statement-log.css";
import { useNames } from "./use-names.ts";
import { useStatements } from "./use-statements.ts";

const everyCause = "every cause";

/** Everything that Steward sent to a server, as it happens. */
export function StatementLog() {
  const chosenConnection = useWorkspace((workspace) => workspace.connectionId);
  const [scope, setScope] = useState<"connection" | "all">("all");
  const [filter, setFilter] = useState<StatementFilter>({ text: "", cause: null, failedOnly: false });
  const [isFollowing, setIsFollowing] = useState(true);
  const [chosen, setChosen] = useState<LoggedStatement | null>(null);
  const { statements, error, retry } = useStatements(scope === "all" ? null : chosenConnection);
  const names = useNames();
  const shown = useMemo(() => filterStatements(statements ?? [], filter), [statements, filter]);
  const causes = useMemo(() => causesOf(statements ?? []), [statements]);

  return (
    <section className="statement-log" aria-label="Statement log">
      <Toolbar label="Statement log">
        <h2 className="statement-log-title">Statement log</h2>
        <span className="muted">
          {formatCount(shown.length)}
          {statements && shown.length !== statements.length && ` of ${formatCount(statements.length)}`}
        </span>
        <ToolbarSpace />
        <Segmented
          label="Whose statements"
          value={scope}
          options={[
            { value: "all", label: "All connections" },
            { value: "connection", label: "This one", isDisabled: chosenConnection === null },
          ]}
          onChange={setScope}
        />
        <FilterFields filter={filter} causes={causes} onChange={setFilter} />
        <Checkbox isSelected={isFollowing} onChange={setIsFollowing}>
          Follow
        </Checkbox>
      </Toolbar>
      {error && <ErrorPanel error={error} onRetry={retry} />}
      {!error && statements === null && <Skeleton lines={3} />}
      {statements !== null && shown.length === 0 && (
        <EmptyState
          icon={ScrollText}
          title={statements.length === 0 ? "Nothing was sent yet" : "No statement fits the filter"}
          text="Every statement that Steward sends stands here with its cause, its time and its rows: yours, and the app's own."
        />
      )}
      {shown.length > 0 && (
        <StatementList
          statements={shown}
          names={names}
          chosen={chosen}
          isFollowing={isFollowing}
          onChoose={setChosen}
          onLeaveTail={() => setIsFollowing(false)}
        />
      )}
      {chosen && <StatementInspector statement={chosen} names={names} onClose={() => setChosen(null)} />}
    </section>
  );
}

interface FilterFieldsProps {
  readonly filter: StatementFilter;
  readonly causes: readonly string[];
  readonly onChange: (filter: StatementFilter) => void;
}

function FilterFields({ filter, causes, onChange }: FilterFieldsProps) {
  return (
    <>
      <Select
        label="Cause"
        isLabelHidden
        value={filter.cause ?? everyCause}
        options={[everyCause, ...causes].map((cause) => ({ value: cause, label: cause }))}
        onChange={(cause) => onChange({ ...filter, cause: cause === everyCause ? null : cause })}
      />
      <div className="statement-log-find">
        <SearchField label="Filter by text" value={filter.text} onChange={(text) => onChange({ ...filter, text })} />
      </div>
      <Checkbox isSelected={filter.failedOnly} onChange={(failedOnly) => onChange({ ...filter, failedOnly })}>
        Failed only
      </Checkbox>
    </>
  );
}
