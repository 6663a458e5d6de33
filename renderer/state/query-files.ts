import { create } from "zustand";
import { closeTabAsking } from "./closing/closing-tabs.ts";
import { useDrafts } from "./drafts.ts";
import { type QueryTab, type Tab, useWorkspace } from "./workspace.ts";

/** A dialog about files that somebody asked for. */
export type AskedFile =
  | { readonly kind: "open" }
  | { readonly kind: "favourites" }
  /** Where to save a tab. */
  | { readonly kind: "saveAs"; readonly tabId: string }
  /** Whether to save before a tab closes. */
  | { readonly kind: "close"; readonly tabId: string };

interface QueryFilesStore {
  readonly asked: AskedFile | null;
  readonly ask: (asked: AskedFile | null) => void;
}

/** What other parts of the window ask of the file dialogs. */
export const useQueryFiles = create<QueryFilesStore>()((set) => ({ asked: null, ask: (asked) => set({ asked }) }));

/** The draft that keeps what stands in a tab's file, to tell whether the tab is saved. */
export function savedDraftId(tab: QueryTab): string {
  return `${tab.draftId}-saved`;
}

/** Whether the text of a tab is another than that of its file; false for tabs without one, whose drafts are kept anyway. */
export function isUnsaved(tab: Tab | undefined, texts: Readonly<Record<string, string>>): boolean {
  if (tab?.kind !== "query" || !tab.file) return false;
  return (texts[tab.draftId] ?? "") !== (texts[savedDraftId(tab)] ?? "");
}

/** See `isUnsaved`. */
export function useIsUnsaved(tab: Tab): boolean {
  return useDrafts(({ texts }) => isUnsaved(tab, texts));
}

/** Closes a tab; changes that its file does not have are asked about first, then what else the tab holds. */
export function requestCloseTab(id: string): void {
  const tab = useWorkspace.getState().tabs.find((one) => one.id === id);
  if (isUnsaved(tab, useDrafts.getState().texts)) useQueryFiles.getState().ask({ kind: "close", tabId: id });
  else closeTabAsking(id);
}
