import type { Connection } from "../../../../shared/connections/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { LedgerEvents } from "./ledger-events.tsx";
import "./ledger-events.css";

/** The whole record of a database: who asked for what, who approved, what ran. */
export function LedgerPage({ connection }: { readonly connection: Connection }) {
  const answer = useRequest("changes.history", { connectionId: connection.id });
  return (
    <article className="ledger-page" aria-label="Ledger">
      <header className="ledger-title">
        <h1>Ledger of {visibleName(connection.database)}</h1>
      </header>
      {answer.error && <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isPending && <Skeleton lines={6} />}
      {answer.data && <LedgerEvents connectionId={connection.id} events={answer.data} />}
    </article>
  );
}
