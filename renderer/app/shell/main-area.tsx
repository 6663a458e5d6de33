import { Database, Table2, Terminal } from "lucide-react";
import type { Connection } from "../../../shared/connections/model.ts";
import { PastBar } from "../../features/branches/past/past-bar.tsx";
import { ComputeBar } from "../../features/branches/waking/compute-bar.tsx";
import { StatementLog } from "../../features/statements/statement-log.tsx";
import { useLayout } from "../../state/layout.ts";
import { type Section, sections, useWorkspace } from "../../state/workspace.ts";
import { Button } from "../../ui/controls/button.tsx";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { Shown } from "../../ui/frame/slots.tsx";
import { SplitPane } from "../../ui/frame/split.tsx";
import { runCommand } from "../keys/use-keys.ts";
import { ErrorBoundary } from "../notices/error-boundary.tsx";
import { mains, TabView } from "../registry.tsx";
import { TabBar } from "./tab-bar.tsx";
import type { ShownDatabase } from "./use-database.ts";
import { openNewQuery, sectionTitles } from "./use-shell-commands.ts";
import { useVisited } from "./use-visited.ts";

/** What the section shows, and the statement log below it. */
export function MainArea({ database }: { readonly database: ShownDatabase }) {
  const section = useWorkspace((state) => state.section);
  const isLogOpen = useLayout((state) => state.isLogOpen);
  const visited = useVisited(section, sections);
  const hasTabs = section === "browse" || section === "query";
  return (
    <SplitPane
      id="main-and-log"
      orientation="vertical"
      defaultFirst="68%"
      minFirst={160}
      first={
        <main className="frame-body" data-region="main">
          <Shown isVisible={hasTabs}>
            <Tabs database={database} section={section} />
          </Shown>
          {sections.map((id) => {
            const Main = mains[id];
            return Main && visited.has(id) ? (
              <Shown key={id} isVisible={id === section}>
                <ErrorBoundary region={sectionTitles[id]}>
                  <Main />
                </ErrorBoundary>
              </Shown>
            ) : null;
          })}
        </main>
      }
      second={
        isLogOpen ? (
          <section className="frame-body" data-region="log" aria-label="Statement log">
            <ErrorBoundary region="The statement log">
              <StatementLog />
            </ErrorBoundary>
          </section>
        ) : null
      }
    />
  );
}

function Tabs({ database, section }: { readonly database: ShownDatabase; readonly section: Section }) {
  const tabs = useWorkspace((state) => state.tabs);
  const activeId = useWorkspace((state) => state.activeTabId);
  const visited = useVisited(
    activeId,
    tabs.map(({ id }) => id),
  );
  const { connection, connections, branch } = database;
  const isShown = tabs.some((tab) => tab.id === activeId && tab.ref.connectionId === connection?.id);
  return (
    <>
      {connection && <TabBar connection={connection} />}
      {isShown && <PastBar />}
      <ComputeBar branch={branch} />
      {tabs
        .filter(({ id }) => visited.has(id))
        .map((tab) => (
          <Shown key={tab.id} isVisible={tab.id === activeId && isShown}>
            <ErrorBoundary region="This tab">
              <TabView tab={tab} />
            </ErrorBoundary>
          </Shown>
        ))}
      {!isShown && connections !== undefined && <NoTab connection={connection} section={section} />}
    </>
  );
}

function NoTab({ connection, section }: { readonly connection: Connection | null; readonly section: Section }) {
  if (!connection)
    return (
      <EmptyState
        icon={Database}
        title="No connection yet"
        text="The sample workspace appears here when it is ready. You can also add a server of your own."
        actions={
          <Button variant="primary" onPress={() => runCommand("connections.add")}>
            Add a connection
          </Button>
        }
      />
    );
  if (section === "query")
    return (
      <EmptyState
        icon={Terminal}
        title="No query is open"
        text="Take one of the queries on the left, or write your own."
        actions={
          <Button variant="primary" command="query.new" onPress={openNewQuery}>
            New query
          </Button>
        }
      />
    );
  return (
    <EmptyState
      icon={Table2}
      title="Choose a table on the left"
      text="One click shows its rows in a preview, a double click keeps the tab. Or go straight to a table by the letters of its name."
      actions={
        <Button command="open-anything" onPress={() => runCommand("open-anything")}>
          Open anything
        </Button>
      }
    />
  );
}
