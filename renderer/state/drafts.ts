import { useCallback } from "react";
import { create } from "zustand";

interface DraftsStore {
  readonly texts: Readonly<Record<string, string>>;
  readonly setText: (draftId: string, text: string) => void;
  /** Forgets a draft for good. */
  readonly remove: (draftId: string) => void;
}

/** Texts that are being written. The app keeps each in a file of its own within 200 ms. */
export const useDrafts = create<DraftsStore>()((set) => ({
  texts: {},
  setText: (draftId, text) => set((state) => ({ texts: { ...state.texts, [draftId]: text } })),
  remove: (draftId) =>
    set((state) => {
      const { [draftId]: _removed, ...texts } = state.texts;
      return { texts };
    }),
}));

/** One draft and the way to change it. */
export function useDraft(draftId: string): { readonly text: string; readonly setText: (text: string) => void } {
  const text = useDrafts((state) => state.texts[draftId] ?? "");
  const setText = useCallback((next: string) => useDrafts.getState().setText(draftId, next), [draftId]);
  return { text, setText };
}

/** The text of a draft now, outside of components. */
export function draftText(draftId: string): string {
  return useDrafts.getState().texts[draftId] ?? "";
}
