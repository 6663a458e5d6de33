import { ClipboardPaste, Clock, Plus, SquareTerminal } from "lucide-react";
import { type ReactNode, useDeferredValue, useState } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { PlanSummary } from "../../../shared/plans/contract.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useIntents } from "../../state/intents.ts";
import { openPlanText } from "../../state/plans/open-plan-text.ts";
import { useDatabaseRef, useWorkspace } from "../../state/workspace.ts";
import { IconButton } from "../../ui/controls/button.tsx";
import { SearchField } from "../../ui/controls/text-field.tsx";
import { dayAndTime } from "../../ui/display/day-and-time.ts";
import { formatMs } from "../../ui/display/format.ts";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { SidebarHead, SidebarItem, SidebarLabel } from "../../ui/frame/section.tsx";
import "./query-sidebar.css";
import { useQueryRun } from "./running/query-runs.ts";
import { useQueryRunner } from "./running/use-query-runner.ts";

interface QuerySidebarProps {
  /** The files whose names hold a text; the files' own feature lists them. */
  readonly renderFiles: (text: string) => ReactNode;
  /** What was run on a connection and holds a text; the history's own feature lists it. */
  readonly renderHistory: (ref: DatabaseRef, text: string) => ReactNode;
}

/** Saved queries, files, the plans of the statement at hand, and what was run. */
export function QuerySidebar({ renderFiles, renderHistory }: QuerySidebarProps) {
  const ref = useDatabaseRef();
  const [search, setSearch] = useState("");
  const text = useDeferredValue(search.trim().toLowerCase());
  const openQuery = useIntents((state) => state.openQuery);
  const openNew = () => ref && openQuery(ref, nextTitle(), "");
  if (!ref) return <EmptyState title="No connection" text="Choose a connection to write a query." />;
  return (
    <nav className="query-sidebar" aria-label="Queries">
      <SidebarHead
        title="Queries"
        actions={
          <>
            <IconButton label="Read a plan from its text" icon={ClipboardPaste} isSmall onPress={openPlanText} />
            <IconButton label="New query" command="query.new" icon={Plus} isSmall onPress={openNew} />
          </>
        }
      />
      <div className="query-sidebar-search">
        <SearchField label="Search queries and history" value={search} onChange={setSearch} />
      </div>
      <div className="query-sidebar-lists">
        <SampleQueries databaseRef={ref} text={text} />
        {renderFiles(text)}
        <PlansOfStatement databaseRef={ref} />
        {renderHistory(ref, text)}
      </div>
    </nav>
  );
}

/** "Query", or with the first number that no open tab has. */
function nextTitle(): string {
  const taken = new Set(useWorkspace.getState().tabs.map((tab) => (tab.kind === "query" ? tab.title : "")));
  for (let number = 1; ; number++) {
    const title = number === 1 ? "Query" : `Query ${number}`;
    if (!taken.has(title)) return title;
  }
}

function SampleQueries({ databaseRef, text }: { readonly databaseRef: DatabaseRef; readonly text: string }) {
  const { data = [] } = useRequest("workspace.sampleQueries", { connectionId: databaseRef.connectionId });
  const openQuery = useIntents((state) => state.openQuery);
  const title = useWorkspace((state) => state.tabs.find((tab) => tab.id === state.activeTabId && tab.kind === "query"));
  const shown = data.filter((query) => `${query.title} ${query.sql}`.toLowerCase().includes(text));
  if (shown.length === 0) return null;
  return (
    <section>
      <SidebarLabel count={shown.length}>Saved</SidebarLabel>
      {shown.map((query) => (
        <SidebarItem
          key={query.title}
          icon={SquareTerminal}
          label={query.title}
          title={query.note}
          isSelected={title?.kind === "query" && title.title === query.title}
          onPress={() =>
            showOrOpen(databaseRef, query.title, () => openQuery(databaseRef, query.title, withNote(query)))
          }
        />
      ))}
    </section>
  );
}

function withNote(query: { readonly note: string; readonly sql: string }): string {
  return `${query.note === "" ? "" : `-- ${query.note.replace(/\s+/g, " ")}\n`}${query.sql.trim()}\n`;
}

/** A saved query opens once; its tab may have been changed since. */
function showOrOpen(ref: DatabaseRef, title: string, open: () => void): void {
  const { tabs, activateTab } = useWorkspace.getState();
  const known = tabs.find(
    (tab) =>
      tab.kind === "query" &&
      tab.title === title &&
      tab.ref.connectionId === ref.connectionId &&
      tab.ref.branchId === ref.branchId,
  );
  if (known) activateTab(known.id);
  else open();
}

function PlansOfStatement({ databaseRef }: { readonly databaseRef: DatabaseRef }) {
  const tab = useWorkspace((state) => state.tabs.find((one) => one.id === state.activeTabId && one.kind === "query"));
  const tabId = tab?.id ?? "";
  const { statement, plan } = useQueryRun(tabId);
  const runner = useQueryRunner(tabId, databaseRef, true, "auto");
  const { connectionId } = databaseRef;
  const { data = [] } = useRequest(
    "plans.history",
    { connectionId, sql: statement, limit: 12 },
    { enabled: statement !== null && statement !== "" },
  );
  if (statement === null || data.length === 0) return null;
  return (
    <section>
      <SidebarLabel count={data.length}>Plans of this statement</SidebarLabel>
      {data.map((summary) => (
        <SidebarItem
          key={summary.id}
          icon={Clock}
          label={planLabel(summary, databaseRef)}
          hint={summary.executionMs === null ? "estimate" : formatMs(summary.executionMs)}
          isSelected={summary.id === plan?.id}
          onPress={() => void runner.openPlan(summary.id)}
        />
      ))}
    </section>
  );
}

function planLabel(summary: PlanSummary, ref: DatabaseRef): string {
  const isElsewhere = summary.branchId !== (ref.branchId ?? null);
  return `${dayAndTime(summary.at)}${isElsewhere ? `, ${summary.branchId ?? "default branch"}` : ""}`;
}
