import { create } from "zustand";
import { useWorkspace } from "../workspace.ts";

/** One way to answer the question. `run` resolves with whether the tab may be closed now. */
export interface ClosingAnswer {
  readonly label: string;
  readonly variant?: "primary" | "secondary" | "danger";
  readonly run: () => Promise<boolean>;
}

/** What is asked before a tab is closed that holds something. Staying is always an answer. */
export interface ClosingQuestion {
  readonly title: string;
  readonly text: string;
  readonly stay: string;
  readonly answers: readonly ClosingAnswer[];
}

interface ClosingStore {
  /** By tab: what to ask now; null when it may simply be closed. */
  readonly guards: Readonly<Record<string, () => ClosingQuestion | null>>;
  readonly asked: { readonly tabId: string; readonly question: ClosingQuestion } | null;
  readonly answer: (chosen: ClosingAnswer | null) => Promise<void>;
}

/** Tabs that hold something which closing them would lose. */
export const useClosing = create<ClosingStore>()((set, get) => ({
  guards: {},
  asked: null,
  answer: async (chosen) => {
    const { asked } = get();
    set({ asked: null });
    if (asked && chosen && (await chosen.run())) useWorkspace.getState().closeTab(asked.tabId);
  },
}));

/** Asks `guard` before this tab is closed, until the returned function is called. */
export function guardClosing(tabId: string, guard: () => ClosingQuestion | null): () => void {
  useClosing.setState(({ guards }) => ({ guards: { ...guards, [tabId]: guard } }));
  return () =>
    useClosing.setState(({ guards }) => {
      const { [tabId]: removed, ...others } = guards;
      return removed === guard ? { guards: others } : {};
    });
}

/** Closes a tab, after asking where it holds something. */
export function closeTabAsking(tabId: string): void {
  const question = useClosing.getState().guards[tabId]?.() ?? null;
  if (question === null) return useWorkspace.getState().closeTab(tabId);
  useWorkspace.getState().activateTab(tabId);
  useClosing.setState({ asked: { tabId, question } });
}

/** Whether closing the window would lose something. */
export function isClosingHeld(): boolean {
  return Object.values(useClosing.getState().guards).some((guard) => guard() !== null);
}
