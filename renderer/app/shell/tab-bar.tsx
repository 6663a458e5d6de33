import { ChartGantt, Columns2, Diff, GitBranch, History, Plus, Table2, Terminal, Workflow, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { kindWords } from "../../../shared/catalog/object-kinds.ts";
import { branchingOf } from "../../../shared/connections/branching-of.ts";
import { shownEnvironmentOf } from "../../../shared/connections/environment-of.ts";
import type { Connection, Environment } from "../../../shared/connections/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { kindIcons } from "../../features/catalog/kind-icons.ts";
import { stagedTableKey, useStagedCount } from "../../state/edits/staged-edits.ts";
import { requestCloseTab, useIsUnsaved } from "../../state/query-files.ts";
import { isPreviewTab, tabTitle } from "../../state/tabs.ts";
import { type Tab, useWorkspace } from "../../state/workspace.ts";
import { IconButton } from "../../ui/controls/button.tsx";
import { formatAmount } from "../../ui/display/format.ts";
import { visibleName } from "../../ui/display/visible-name.ts";
import "./tab-bar.css";
import { openNewQuery } from "./use-shell-commands.ts";

/** The tabs of the connection, on whichever branch they are. */
export function TabBar({ connection }: { readonly connection: Connection }) {
  const all = useWorkspace((state) => state.tabs);
  const activeId = useWorkspace((state) => state.activeTabId);
  const { activateTab } = useWorkspace.getState();
  const tabs = all.filter((tab) => tab.ref.connectionId === connection.id);
  const { branchName, isPast, environment } = useBranchNames(connection);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (activeId) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ inline: "nearest" });
  }, [activeId]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const at = tabs.findIndex(({ id }) => id === activeId);
    const next = step === 0 ? undefined : tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    activateTab(next.id);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[tabs.indexOf(next)]?.focus();
  };
  return (
    <div className="tab-bar">
      <div className="tab-list" role="tablist" aria-label="Tabs" ref={list} onKeyDown={onKeyDown}>
        {tabs.map((tab, index) => (
          <TabHead
            key={tab.id}
            tab={tab}
            connection={connection}
            environment={environment(tab.ref.branchId)}
            branch={tab.ref.branchId ? branchName(tab.ref.branchId) : null}
            isPast={tab.ref.branchId !== undefined && isPast(tab.ref.branchId)}
            isActive={tab.id === activeId}
            hasTabStop={tab.id === activeId || (index === 0 && !tabs.some(({ id }) => id === activeId))}
          />
        ))}
      </div>
      <div className="tab-new">
        <IconButton label="New query" icon={Plus} command="query.new" isSmall onPress={openNewQuery} />
      </div>
    </div>
  );
}

interface TabHeadProps {
  readonly tab: Tab;
  readonly connection: Connection;
  readonly environment: Environment;
  readonly branch: string | null;
  readonly isPast: boolean;
  readonly isActive: boolean;
  readonly hasTabStop: boolean;
}

const tabIcons = { table: Table2, query: Terminal, comparison: Columns2, erd: Workflow, diff: Diff, plan: ChartGantt };

function TabHead({ tab, connection, environment, branch, isPast, isActive, hasTabStop }: TabHeadProps) {
  const { activateTab, updateTab } = useWorkspace.getState();
  const staged = useStagedCount(tab.kind === "table" ? stagedTableKey(tab.ref, tab.schema, tab.name) : "");
  const Icon = tab.kind === "object" ? kindIcons[tab.address.kind] : tabIcons[tab.kind];
  const BranchIcon = isPast ? History : GitBranch;
  const isPreview = isPreviewTab(tab);
  const isUnsaved = useIsUnsaved(tab);
  const title = visibleName(tabTitle(tab));
  const place = [connection.name, branch].filter((name) => name !== null).map((name) => visibleName(name));
  return (
    <div
      role="tab"
      aria-keyshortcuts="Delete"
      tabIndex={hasTabStop ? 0 : -1}
      className={`tab${isPreview ? " tab-preview" : ""}`}
      data-env={environment}
      aria-selected={isActive}
      title={`${placeBefore(tab)}${title} on ${place.join(" / ")}${isPreview ? ", preview: double click keeps it" : ""}`}
      onMouseDown={(event) => {
        if (event.button === 0) activateTab(tab.id);
        if (event.button === 1) event.preventDefault();
      }}
      onAuxClick={(event) => event.button === 1 && requestCloseTab(tab.id)}
      onDoubleClick={() => isPreview && updateTab(tab.id, { isPreview: false })}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === " ") activateTab(tab.id);
        if (event.key === "Delete") requestCloseTab(tab.id);
      }}
    >
      <Icon aria-hidden className="tab-icon" />
      <span className="cut">{title}</span>
      {staged > 0 && <span className="tab-staged" role="img" aria-label={formatAmount(staged, "staged change")} />}
      {isUnsaved && <span className="tab-staged" role="img" aria-label="not saved" />}
      {branch && (
        <span className="tab-branch" data-past={isPast}>
          <BranchIcon aria-hidden className="tab-branch-icon" />
          <span className="cut">{visibleName(branch)}</span>
        </span>
      )}
      {/* For the pointer only: a tab may hold nothing that takes the focus. Keys close it with Delete. */}
      <span
        aria-hidden
        className="tab-close"
        title={`Close ${title}`}
        onMouseDown={(event) => event.stopPropagation()}
        onClick={(event) => {
          event.stopPropagation();
          requestCloseTab(tab.id);
        }}
      >
        <X aria-hidden className="tab-icon" />
      </span>
    </div>
  );
}

/** What stands before the title when it is said whole. */
function placeBefore(tab: Tab): string {
  if (tab.kind === "table") return `${visibleName(tab.schema)}.`;
  if (tab.kind === "query") return tab.file ? `${visibleName(tab.file.path)}: ` : "";
  if (tab.kind !== "object") return "";
  const { kind, schema, parent } = tab.address;
  const place = [schema, parent].filter((name) => name !== "").map((name) => `${visibleName(name)}.`);
  return `Details of the ${kindWords[kind].word} ${place.join("")}`;
}

function useBranchNames(connection: Connection): {
  readonly branchName: (branchId: string) => string;
  readonly isPast: (branchId: string) => boolean;
  readonly environment: (branchId: string | undefined) => Environment;
} {
  const projectId = branchingOf(connection)?.projectId ?? null;
  const { data } = useRequest("branches.list", { projectId: projectId ?? "none" }, { enabled: projectId !== null });
  return {
    branchName: (branchId) => data?.find(({ id }) => id === branchId)?.name ?? branchId,
    isPast: (branchId) => data?.find(({ id }) => id === branchId)?.purpose === "past",
    environment: (branchId) => shownEnvironmentOf(connection, branchId, data),
  };
}
