import { ShieldCheck, ShieldX } from "lucide-react";
import { useState } from "react";
import type { LedgerEvent, LedgerVerification } from "../../../../shared/changes/model.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { OperationBar } from "../../../ui/feedback/progress.tsx";
import { DataTable } from "../../../ui/tables/data-table.tsx";
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
  const newest = [...events].sort((left, right) => right.sequence - left.sequence);
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
        <EventTable events={newest} />
      )}
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

function EventTable({ events }: { readonly events: readonly LedgerEvent[] }) {
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
        { id: "summary", header: "Summary", cell: (event) => visibleName(event.summary) },
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
