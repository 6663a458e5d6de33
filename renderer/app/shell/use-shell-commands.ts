import { menuCommand } from "../../../shared/commands/menu-commands.ts";
import { type Command, useCommands } from "../../state/commands.ts";
import { useIntents } from "../../state/intents.ts";
import { useLayout } from "../../state/layout.ts";
import { requestCloseTab } from "../../state/query-files.ts";
import { currentRef, type Section, sections, useWorkspace } from "../../state/workspace.ts";
import { focusNextRegion } from "./regions.ts";

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
}

/** What the frame itself can do. */
export function useShellCommands(): void {
  useCommands([...sectionCommands, ...tabCommands, ...panelCommands, ...lookCommands]);
}

const sectionCommands: readonly Command[] = sections.map((section) => ({
  ...menuCommand(`section.${section}`),
  group: "Go to",
  run: () => useWorkspace.getState().showSection(section),
}));

const tabCommands: readonly Command[] = [
  {
    ...menuCommand("query.new"),
    group: "Tabs",
    run: openNewQuery,
    isEnabled: () => currentRef() !== null,
  },
  {
    ...menuCommand("tab.close"),
    group: "Tabs",
    run: () => {
      const { activeTabId } = useWorkspace.getState();
      if (activeTabId) requestCloseTab(activeTabId);
    },
    isEnabled: () => useWorkspace.getState().activeTabId !== null,
  },
  {
    id: "tab.reopen",
    title: "Open the tab that was closed last",
    keys: "Mod+Shift+T",
    group: "Tabs",
    run: () => useWorkspace.getState().reopenTab(),
    isEnabled: () => useWorkspace.getState().closedTabs.length > 0,
  },
  { id: "tab.next", title: "Next tab", keys: "Ctrl+Tab Alt+PageDown", group: "Tabs", run: () => stepTab(1) },
  {
    id: "tab.previous",
    title: "Previous tab",
    keys: "Ctrl+Shift+Tab Alt+PageUp",
    group: "Tabs",
    run: () => stepTab(-1),
  },
  ...Array.from({ length: 9 }, (_, index) => ({
    id: `tab.${index + 1}`,
    title: `Tab ${index + 1}`,
    keys: `Alt+${index + 1}`,
    group: "Tabs",
    run: () => activateAt(index),
    isEnabled: () => index < shownTabs().length,
  })),
];

const panelCommands: readonly Command[] = [
  {
    id: "panel.sidebar",
    title: "Show or hide the sidebar",
    keys: "Mod+B",
    group: "Window",
    run: () => useLayout.getState().toggleSidebar(),
  },
  {
    id: "panel.inspector",
    title: "Show or hide the details",
    keys: "Mod+Alt+B",
    group: "Window",
    run: () => useLayout.getState().toggleInspector(),
  },
  {
    id: "panel.log",
    title: "Show or hide the statement log",
    keys: "Ctrl+`",
    group: "Window",
    run: () => useLayout.getState().toggleLog(),
  },
  { id: "region.next", title: "Go to the next region", keys: "F6", group: "Window", run: () => focusNextRegion(1) },
  {
    id: "region.previous",
    title: "Go to the region before",
    keys: "Shift+F6",
    group: "Window",
    run: () => focusNextRegion(-1),
  },
];

const lookCommands: readonly Command[] = [
  ...(["system", "light", "dark", "contrast"] as const).map((theme) => ({
    id: `theme.${theme}`,
    title: theme === "system" ? "Use the theme of the system" : `Use the ${theme} theme`,
    group: "Look",
    run: () => useWorkspace.getState().setTheme(theme),
  })),
  ...(["compact", "comfortable"] as const).map((density) => ({
    id: `density.${density}`,
    title: `Use ${density} rows`,
    group: "Look",
    run: () => useWorkspace.getState().setDensity(density),
  })),
];

function shownTabs() {
  const { tabs, connectionId } = useWorkspace.getState();
  return tabs.filter((tab) => tab.ref.connectionId === connectionId);
}

function activateAt(index: number): void {
  const tab = shownTabs()[index];
  if (tab) useWorkspace.getState().activateTab(tab.id);
}

function stepTab(step: number): void {
  const tabs = shownTabs();
  const at = tabs.findIndex(({ id }) => id === useWorkspace.getState().activeTabId);
  if (tabs.length > 0) activateAt((at + step + tabs.length) % tabs.length);
}
