import { create } from "zustand";
import type { DatabaseRef } from "../../shared/databases/model.ts";

interface AskedUnlock {
  /** The production database that somebody wants to write to; null while nobody does. */
  readonly ref: DatabaseRef | null;
  readonly ask: (ref: DatabaseRef) => void;
  readonly end: () => void;
}

/** Opens the question for a reason from wherever a write is wanted. */
export const useAskedUnlock = create<AskedUnlock>()((set) => ({
  ref: null,
  ask: (ref) => set({ ref }),
  end: () => set({ ref: null }),
}));
