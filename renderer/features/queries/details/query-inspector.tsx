import { Braces, FileSearch, Sparkles } from "lucide-react";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import type { FindingFix } from "../../../../shared/findings/model.ts";
import { visibleText } from "../../../../shared/findings/visible-text.ts";
import type { IntervalInput, QueryDetails } from "../../../../shared/queries/contract.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { useIntents } from "../../../state/intents.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { KeyValueList } from "../../../ui/display/key-value.tsx";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { FindingCard } from "../../../ui/feedback/finding-card.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { Inspector } from "../../../ui/frame/inspector.tsx";
import { PanelSection } from "../../../ui/frame/section.tsx";
import type { ChosenQuery } from "../queries-view.ts";
import type { Explaining } from "../use-explaining.ts";
import { entryFacts, figureFacts } from "./query-facts.tsx";
import { QueryTrend } from "./query-trend.tsx";

interface QueryInspectorProps {
  readonly databaseRef: DatabaseRef;
  readonly input: IntervalInput;
  readonly chosen: ChosenQuery;
  /** The database of the connection: only its statements can be explained here. */
  readonly ownDatabase: string;
  readonly explaining: Explaining;
  readonly onClose: () => void;
}

/** All that is known of one statement, and what can be done with it. */
export function QueryInspector({ databaseRef, input, chosen, ownDatabase, explaining, onClose }: QueryInspectorProps) {
  const { from, to, database, user } = input;
  const one = { ref: databaseRef, from, to, database, user, queryId: chosen.queryId, of: chosen.database };
  const { data, error, isPending, refetch } = useRequest("queries.details", one, { staleMs: 600_000 });
  return (
    <Inspector title="Statement" onClose={onClose}>
      {error && <ErrorPanel error={error} isCompact onRetry={() => void refetch()} />}
      {isPending && <Skeleton lines={12} />}
      {data && (
        <div className="query-details">
          <Actions databaseRef={databaseRef} details={data} ownDatabase={ownDatabase} explaining={explaining} />
          <StatementText sql={data.sql} />
          {data.findings.map((finding) => (
            <FindingCard
              key={finding.code}
              finding={{ ...finding, subject: titles[finding.code] ?? finding.code }}
              actions={finding.fix && <FixActions fix={finding.fix} reason={finding.message} />}
            />
          ))}
          <PanelSection title="Figures of this time">
            <KeyValueList items={figureFacts(data)} />
          </PanelSection>
          <QueryTrend one={one} />
          <PanelSection title="Entries" count={data.parts.length}>
            <KeyValueList items={entryFacts(data.parts)} />
          </PanelSection>
        </div>
      )}
    </Inspector>
  );
}

/** What is found, in words; the statement itself stands above the cards. */
const titles: Readonly<Record<string, string>> = {
  "over-budget": "Takes longer than it may",
  "temp-spill": "Writes temporary files",
  "unsteady-time": "Calls differ very much",
  "jit-overhead": "Compiling costs more than it saves",
  "planning-dominates": "Planned longer than run",
  "blocks-per-row": "Reads much, gives little",
  "large-offset": "Skips rows by OFFSET",
  "n-plus-one": "Likely one call for each row (N+1)",
  "jsonb-without-index": "Searches JSON without an index",
  "text-search-without-index": "Searches words without an index",
  "pattern-without-index": "Compares patterns without an index",
  "cast-hides-index": "A cast hides an index",
  "function-hides-index": "A function hides an index",
  "list-lengths": "One statement counted as many",
};

function FixActions({ fix, reason }: { readonly fix: FindingFix; readonly reason: string }) {
  const proposeMigration = useIntents((state) => state.proposeMigration);
  return (
    <>
      <Button
        isSmall
        onPress={() => proposeMigration({ title: fix.title, upSql: fix.sql, downSql: fix.downSql ?? null, reason })}
      >
        Draft migration
      </Button>
      <CopyButton text={fix.sql} label="Copy the SQL" />
    </>
  );
}

interface ActionsProps {
  readonly databaseRef: DatabaseRef;
  readonly details: QueryDetails;
  readonly ownDatabase: string;
  readonly explaining: Explaining;
}

function Actions({ databaseRef, details, ownDatabase, explaining }: ActionsProps) {
  const openQuery = useIntents((state) => state.openQuery);
  const askAdvice = useIntents((state) => state.askAdvice);
  const { sql, database, traits } = details;
  const noText = sql === null ? "The text of this statement was not kept." : undefined;
  const elsewhere =
    database === ownDatabase ? undefined : `It belongs to the database ${database}, not to this connection's.`;
  const noPlan = noText ?? elsewhere ?? (traits.kind === "other" ? "A command has no plan." : undefined);
  return (
    <>
      <div className="query-actions">
        <Button
          isSmall
          icon={FileSearch}
          isDisabled={noPlan !== undefined || explaining.isRunning}
          disabledReason={noPlan}
          onPress={() => sql !== null && explaining.explain(sql)}
        >
          {explaining.isRunning ? "Planning…" : "Explain"}
        </Button>
        <Button
          isSmall
          icon={Braces}
          isDisabled={noText !== undefined || elsewhere !== undefined}
          disabledReason={noText ?? elsewhere}
          onPress={() => sql !== null && openQuery(databaseRef, "Slow query", sql)}
        >
          Open in the editor
        </Button>
        <Button
          isSmall
          icon={Sparkles}
          isDisabled={noPlan !== undefined}
          disabledReason={noPlan}
          onPress={() => sql !== null && askAdvice(databaseRef, sql)}
        >
          Advise an index
        </Button>
        {sql !== null && <CopyButton text={sql} label="Copy the statement" />}
      </div>
      {explaining.error && <ErrorPanel error={explaining.error} isCompact />}
    </>
  );
}

function StatementText({ sql }: { readonly sql: string | null }) {
  if (sql === null)
    return (
      <p className="queries-note">
        The server threw this statement out before its text was kept here. Its figures are real all the same.
      </p>
    );
  return (
    <div className="query-text">
      <SqlText sql={visibleText(sql)} maxLines={24} />
    </div>
  );
}
