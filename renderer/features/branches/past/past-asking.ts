import { create } from "zustand";

interface PastAsking {
  readonly isAsking: boolean;
  ask(): void;
  putAway(): void;
}

/** Whether somebody wants to read the shown tab as of an earlier moment. */
export const usePastAsking = create<PastAsking>()((set) => ({
  isAsking: false,
  ask: () => set({ isAsking: true }),
  putAway: () => set({ isAsking: false }),
}));
