import { ShieldCheck, ShieldX } from "lucide-react";
import { useState } from "react";
import type { LedgerEvent, LedgerVerification } from "../../../../shared/changes/model.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { SearchField } from "../../../ui/controls/text-field.tsx";
import { Badge } from "../../../ui/display/badge.tsx";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { OperationBar } from "../../../ui/feedback/progress.tsx";
import { DataTable } from "../../../ui/tables/data-table.tsx";
import { type EventFilter, type EventTopic, eventTopics, filterEvents } from "../rules/filter-events.ts";
import { shortHash } from "../rules/short-hash.ts";
import "./ledger-events.css";

interface LedgerEventsProps {
  readonly connectionId: string;
  readonly events: readonly LedgerEvent[];
}

/** Rows of the hash chain, newest first, and the check that nobody changed one. */
export function LedgerEvents({ connectionId, events }: LedgerEventsProps) {
  const verify = useOperation("changes.verify");
  const [found, setFound] = useState<LedgerVerification | null>(null);
  const run = () => {
    setFound(null);
    // A failure is shown by the operation's state.
    verify.run({ connectionId }).then(setFound, () => {});
  };
  const [filter, setFilter] = useState<EventFilter>({ text: "", topic: "all", person: "" });
  const newest = [...events].sort((left, right) => right.sequence - left.sequence);
  const shown = filterEvents(newest, filter);
  return (
    <div className="ledger-events">
      <div className="ledger-head">
        <p className="grow muted">
          Each row carries the hash of the row before it. The server lets nobody change or remove one, Steward included.
        </p>
        <Button icon={ShieldCheck} onPress={run} isDisabled={verify.state === "running"}>
          Verify the chain
        </Button>
      </div>
      {verify.state === "running" && (
        <OperationBar title="Verifying" progress={verify.progress} onCancel={verify.cancel} />
      )}
      <ErrorPanel error={verify.error} onRetry={run} />
      {found && <Verification found={found} />}
      {newest.length === 0 ? (
        <EmptyState title="The ledger is empty" text="It is made with the first rehearsal or request." />
      ) : (
        <>
          <FilterBar events={newest} shown={shown.length} filter={filter} onChange={setFilter} />
          {shown.length === 0 ? (
            <EmptyState title="No row fits" text="Every row is still there: change the filter to see them." />
          ) : (
            <EventTable events={shown} brokenSequence={found?.isIntact === false ? found.brokenSequence : null} />
          )}
        </>
      )}
    </div>
  );
}

const topicLabels = {
  all: "Everything",
  reviews: "Reviews",
  applications: "Applications",
  rehearsals: "Rehearsals",
  policy: "Policy",
} as const satisfies Record<EventTopic, string>;
const everybody = "*";

interface FilterBarProps {
  readonly events: readonly LedgerEvent[];
  readonly shown: number;
  readonly filter: EventFilter;
  readonly onChange: (filter: EventFilter) => void;
}

function FilterBar({ events, shown, filter, onChange }: FilterBarProps) {
  const people = [...new Set(events.map(({ person }) => person))].sort();
  return (
    <div className="ledger-filter">
      <SearchField label="Filter the ledger" value={filter.text} onChange={(text) => onChange({ ...filter, text })} />
      <Select
        label="What"
        isLabelHidden
        value={filter.topic}
        options={eventTopics.map((value) => ({ value, label: topicLabels[value] }))}
        onChange={(topic) => onChange({ ...filter, topic })}
      />
      <Select
        label="Who"
        isLabelHidden
        value={filter.person === "" ? everybody : filter.person}
        options={[{ value: everybody, label: "Everybody" }, ...people.map((value) => ({ value, label: value }))]}
        onChange={(value) => onChange({ ...filter, person: value === everybody ? "" : value })}
      />
      <span className="muted" role="status">
        {shown === events.length ? formatCount(shown) : `${formatCount(shown)} of ${formatCount(events.length)}`} rows
      </span>
    </div>
  );
}

function Verification({ found }: { readonly found: LedgerVerification }) {
  if (found.isIntact)
    return (
      <p className="ledger-verdict" data-intact="true" role="status">
        <ShieldCheck aria-hidden className="ledger-icon" />
        <span>
          The chain is whole: {formatCount(found.rows)} rows
          {found.headHash !== null && (
            <>
              , head <code>{shortHash(found.headHash)}</code>
            </>
          )}
          .
        </span>
      </p>
    );
  return (
    <p className="ledger-verdict" data-intact="false" role="alert">
      <ShieldX aria-hidden className="ledger-icon" />
      Row {found.brokenSequence} was tampered with: {found.reason} Trust nothing after it; compare with a backup.
    </p>
  );
}

interface EventTableProps {
  readonly events: readonly LedgerEvent[];
  readonly brokenSequence: number | null;
}

function EventTable({ events, brokenSequence }: EventTableProps) {
  return (
    <DataTable
      label="Ledger"
      rows={events}
      rowKey={(event) => String(event.sequence)}
      columns={[
        { id: "sequence", header: "Row", cell: (event) => event.sequence, isNumeric: true, width: 64 },
        { id: "at", header: "When", cell: (event) => new Date(event.at).toLocaleString("en-GB"), width: 176 },
        { id: "person", header: "Who", cell: (event) => event.person, width: 112 },
        { id: "kind", header: "What", cell: (event) => event.kind, width: 184, isMono: true },
        {
          id: "summary",
          header: "Summary",
          cell: (event) => (
            <span className="ledger-summary">
              {event.sequence === brokenSequence && <Badge tone="danger">tampered with</Badge>}
              {event.isFromElsewhere && <Badge>written on the parent or another branch</Badge>}
              {visibleName(event.summary)}
            </span>
          ),
        },
        {
          id: "hash",
          header: "Hash",
          cell: (event) => (
            <span className="ledger-hash">
              <span title={event.hash}>{shortHash(event.hash)}</span>
              <CopyButton text={event.hash} label="Copy the hash" />
            </span>
          ),
          width: 120,
          isMono: true,
        },
      ]}
    />
  );
}
