import { listedCommand } from "../../../shared/commands/command-list.ts";
import { type Command, useCommands } from "../../state/commands.ts";
import { useHealthTopic } from "../../state/health-topic.ts";
import { useIntents } from "../../state/intents.ts";
import { useLayout } from "../../state/layout.ts";
import { openPlanText } from "../../state/plans/open-plan-text.ts";
import { requestCloseTab } from "../../state/query-files.ts";
import { diffTab } from "../../state/tabs.ts";
import { currentRef, type Section, sections, useWorkspace } from "../../state/workspace.ts";
import { focusMainSoon, focusNextRegion } from "./regions.ts";

/** The sections by their names on screen. */
export const sectionTitles: Readonly<Record<Section, string>> = {
  browse: "Browse",
  query: "Query",
  health: "Health",
  branches: "Branches",
  changes: "Changes",
};

/** Opens a query tab on the chosen database. */
export function openNewQuery(): void {
  const ref = currentRef();
  if (!ref) return;
  const count = useWorkspace.getState().tabs.filter((tab) => tab.kind === "query").length;
  useIntents.getState().openQuery(ref, `Query ${count + 1}`, "");
  focusMainSoon();
}

/** What the frame itself can do. */
export function useShellCommands(): void {
  useCommands([...sectionCommands, ...tabCommands, ...panelCommands, ...lookCommands]);
}

const sectionCommands: readonly Command[] = sections.map((section) => ({
  ...listedCommand(`section.${section}`),
  run: () => {
    useWorkspace.getState().showSection(section);
    focusMainSoon();
  },
}));

const tabCommands: readonly Command[] = [
  {
    ...listedCommand("health.schema"),
    run: () => {
      useHealthTopic.getState().showTopic("schema");
      useWorkspace.getState().showSection("health");
      focusMainSoon();
    },
  },
  {
    ...listedCommand("health.adviser"),
    run: () => {
      useHealthTopic.getState().showTopic("adviser");
      useWorkspace.getState().showSection("health");
      focusMainSoon();
    },
  },
  {
    ...listedCommand("comparison.open"),
    run: () => {
      const ref = currentRef();
      // Both sides are chosen in the tab.
      if (ref) useWorkspace.getState().openTab(diffTab(ref, ref, "Compare databases"));
      focusMainSoon();
    },
    isEnabled: () => currentRef() !== null,
  },
  {
    ...listedCommand("query.new"),
    run: openNewQuery,
    isEnabled: () => currentRef() !== null,
  },
  {
    ...listedCommand("plan.read"),
    run: openPlanText,
    isEnabled: () => currentRef() !== null,
  },
  {
    ...listedCommand("tab.close"),
    run: () => {
      const { activeTabId } = useWorkspace.getState();
      if (activeTabId) requestCloseTab(activeTabId);
      focusMainSoon();
    },
    isEnabled: () => useWorkspace.getState().activeTabId !== null,
  },
  {
    ...listedCommand("tab.reopen"),
    run: () => {
      useWorkspace.getState().reopenTab();
      focusMainSoon();
    },
    isEnabled: () => useWorkspace.getState().closedTabs.length > 0,
  },
  { ...listedCommand("tab.next"), run: () => stepTab(1) },
  {
    ...listedCommand("tab.previous"),
    run: () => stepTab(-1),
  },
  ...([1, 2, 3, 4, 5, 6, 7, 8, 9] as const).map((number) => ({
    ...listedCommand(`tab.${number}`),
    run: () => activateAt(number - 1),
    isEnabled: () => number <= shownTabs().length,
  })),
];

const panelCommands: readonly Command[] = [
  {
    ...listedCommand("panel.sidebar"),
    run: () => useLayout.getState().toggleSidebar(),
  },
  {
    ...listedCommand("panel.inspector"),
    run: () => useLayout.getState().toggleInspector(),
  },
  {
    ...listedCommand("panel.log"),
    run: () => useLayout.getState().toggleLog(),
  },
  { ...listedCommand("region.next"), run: () => focusNextRegion(1) },
  {
    ...listedCommand("region.previous"),
    run: () => focusNextRegion(-1),
  },
];

const lookCommands: readonly Command[] = [
  ...(["system", "light", "dark", "contrast"] as const).map((theme) => ({
    ...listedCommand(`theme.${theme}`),
    run: () => useWorkspace.getState().setTheme(theme),
  })),
  ...(["compact", "comfortable"] as const).map((density) => ({
    ...listedCommand(`density.${density}`),
    run: () => useWorkspace.getState().setDensity(density),
  })),
];

function shownTabs() {
  const { tabs, connectionId } = useWorkspace.getState();
  return tabs.filter((tab) => tab.ref.connectionId === connectionId);
}

function activateAt(index: number): void {
  const tab = shownTabs()[index];
  if (!tab) return;
  useWorkspace.getState().activateTab(tab.id);
  focusMainSoon();
}

function stepTab(step: number): void {
  const tabs = shownTabs();
  const at = tabs.findIndex(({ id }) => id === useWorkspace.getState().activeTabId);
  if (tabs.length > 0) activateAt((at + step + tabs.length) % tabs.length);
}
