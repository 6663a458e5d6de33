import { useMemo } from "react";
import { create } from "zustand";
import type { BranchPrices } from "../../shared/branches/prices.ts";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import { type RecentObject, withRecent } from "./recent-objects.ts";
import { isSameRef, sectionOfTab, type Tab, tabAfterClosing, withTab } from "./tabs.ts";

export type {
  ComparisonTab,
  DiffTab,
  ErdTab,
  ObjectTab,
  PlanTextTab,
  QueryTab,
  Tab,
  TabFilter,
  TableTab,
  TableView,
} from "./tabs.ts";

/** The activities of the rail, in their order. */
export const sections = ["browse", "query", "health", "branches", "changes"] as const;

/** One of the activities. */
export type Section = (typeof sections)[number];

/** What of the workspace outlives the window. */
export interface WorkspaceState {
  readonly connectionId: string | null;
  /** The branch chosen per connection; absent on the default branch. */
  readonly branchByConnection: Readonly<Record<string, string>>;
  readonly section: Section;
  readonly tabs: readonly Tab[];
  readonly activeTabId: string | null;
  /** Objects that were opened, the last first; what Open anything offers before a letter is typed. */
  readonly recentObjects: readonly RecentObject[];
  readonly theme: "system" | "light" | "dark" | "contrast";
  readonly density: "compact" | "comfortable";
  /** From when on a transaction in which nothing runs is warned about; null for never. */
  readonly idleWarningMs: number | null;
  /** What somebody typed in; null for the prices that Steward brings. */
  readonly branchPrices: BranchPrices | null;
}

interface WorkspaceStore extends WorkspaceState {
  readonly selectConnection: (id: string | null) => void;
  readonly selectBranch: (connectionId: string, branchId: string | null) => void;
  readonly showSection: (section: Section) => void;
  readonly openTab: (tab: Tab) => void;
  readonly closeTab: (id: string) => void;
  readonly activateTab: (id: string) => void;
  readonly updateTab: (id: string, patch: Partial<Tab>) => void;
  /** Shows `tab` in the place of the one with that id; an open tab with its own id is shown instead. */
  readonly replaceTab: (id: string, tab: Tab) => void;
  /** The tab closed last, opened again. */
  readonly reopenTab: () => void;
  readonly setTheme: (theme: WorkspaceState["theme"]) => void;
  readonly setDensity: (density: WorkspaceState["density"]) => void;
  readonly setIdleWarning: (idleWarningMs: number | null) => void;
  readonly setBranchPrices: (branchPrices: BranchPrices | null) => void;
  readonly closedTabs: readonly Tab[];
}

/** A workspace that nothing was done in. */
export const emptyWorkspace: WorkspaceState = {
  connectionId: null,
  branchByConnection: {},
  section: "browse",
  tabs: [],
  activeTabId: null,
  recentObjects: [],
  theme: "system",
  density: "compact",
  idleWarningMs: 60_000,
  branchPrices: null,
};

/** The store of the window: what it shows, and the ways to change it. */
export const useWorkspace = create<WorkspaceStore>()((set) => ({
  ...emptyWorkspace,
  closedTabs: [],
  selectConnection: (id) =>
    set((state) => (id === state.connectionId ? {} : { connectionId: id, ...lastTabOf(state, refOf(state, id)) })),
  selectBranch: (connectionId, branchId) =>
    set((state) => {
      const { [connectionId]: _old, ...others } = state.branchByConnection;
      const branchByConnection = branchId === null ? others : { ...others, [connectionId]: branchId };
      const next = { ...state, branchByConnection };
      return { connectionId, branchByConnection, ...lastTabOf(next, refOf(next, connectionId)) };
    }),
  showSection: (section) =>
    set((state) => {
      const active = state.tabs.find(({ id }) => id === state.activeTabId);
      const hasTabs = section === "browse" || section === "query";
      if (!hasTabs || (active && sectionOfTab(active) === section)) return { section };
      const ref = refOf(state, state.connectionId);
      const last = state.tabs.findLast(
        (tab) => sectionOfTab(tab) === section && ref !== null && isSameRef(tab.ref, ref),
      );
      return { section, activeTabId: last?.id ?? state.activeTabId };
    }),
  openTab: (tab) =>
    set((state) => ({
      tabs: withTab(state.tabs, tab),
      recentObjects: withRecent(state.recentObjects, tab),
      ...shown(state, tab),
    })),
  closeTab: (id) =>
    set((state) => {
      const closed = state.tabs.find((tab) => tab.id === id);
      if (!closed) return {};
      const tabs = state.tabs.filter((tab) => tab.id !== id);
      const closedTabs = [...state.closedTabs, closed].slice(-20);
      if (state.activeTabId !== id) return { tabs, closedTabs };
      const next = tabs.find((tab) => tab.id === tabAfterClosing(state.tabs, id));
      return { tabs, closedTabs, ...(next ? shown(state, next) : { activeTabId: null }) };
    }),
  activateTab: (id) =>
    set((state) => {
      const tab = state.tabs.find((candidate) => candidate.id === id);
      return tab ? shown(state, tab) : {};
    }),
  updateTab: (id, patch) =>
    set((state) => ({
      // A patch names fields of the tab's own kind.
      tabs: state.tabs.map((tab) => (tab.id === id ? ({ ...tab, ...patch } as Tab) : tab)),
    })),
  replaceTab: (id, tab) =>
    set((state) => {
      const open = tab.id === id ? undefined : state.tabs.find((other) => other.id === tab.id);
      const tabs = open
        ? state.tabs.filter((other) => other.id !== id)
        : state.tabs.map((other) => (other.id === id ? tab : other));
      return { tabs, recentObjects: withRecent(state.recentObjects, tab), ...shown(state, open ?? tab) };
    }),
  reopenTab: () =>
    set((state) => {
      const tab = state.closedTabs.at(-1);
      if (!tab) return {};
      return { closedTabs: state.closedTabs.slice(0, -1), tabs: withTab(state.tabs, tab), ...shown(state, tab) };
    }),
  setTheme: (theme) => set({ theme }),
  setDensity: (density) => set({ density }),
  setIdleWarning: (idleWarningMs) => set({ idleWarningMs }),
  setBranchPrices: (branchPrices) => set({ branchPrices }),
}));

/** The chosen database; null when no connection is chosen. `branchId` is absent on the default branch. */
export function useDatabaseRef(): DatabaseRef | null {
  const connectionId = useWorkspace((state) => state.connectionId);
  const branchId = useWorkspace((state) => (connectionId ? state.branchByConnection[connectionId] : undefined));
  return useMemo(
    () => (connectionId === null ? null : branchId === undefined ? { connectionId } : { connectionId, branchId }),
    [connectionId, branchId],
  );
}

/** The chosen database, outside of components. */
export function currentRef(): DatabaseRef | null {
  const state = useWorkspace.getState();
  return refOf(state, state.connectionId);
}

function refOf(state: WorkspaceState, connectionId: string | null): DatabaseRef | null {
  if (connectionId === null) return null;
  const branchId = state.branchByConnection[connectionId];
  return branchId === undefined ? { connectionId } : { connectionId, branchId };
}

/** What showing a tab changes: its database becomes the chosen one. */
function shown(state: WorkspaceState, tab: Tab): Partial<WorkspaceState> {
  const { [tab.ref.connectionId]: _old, ...others } = state.branchByConnection;
  return {
    activeTabId: tab.id,
    section: sectionOfTab(tab),
    connectionId: tab.ref.connectionId,
    branchByConnection:
      tab.ref.branchId === undefined ? others : { ...others, [tab.ref.connectionId]: tab.ref.branchId },
  };
}

function lastTabOf(state: WorkspaceState, ref: DatabaseRef | null): Pick<WorkspaceState, "activeTabId"> {
  const section = state.section === "query" ? "query" : "browse";
  const own = ref ? state.tabs.filter((tab) => isSameRef(tab.ref, ref)) : [];
  return { activeTabId: (own.findLast((tab) => sectionOfTab(tab) === section) ?? own.at(-1))?.id ?? null };
}
