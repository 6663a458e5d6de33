import { create } from "zustand";
import type { ObjectName } from "../../../shared/databases/model.ts";

interface HealthView {
  /** Only findings of this code; null for all. */
  readonly code: string | null;
  /** The table whose indexes are shown; null for the database. */
  readonly table: ObjectName | null;
  readonly showCode: (code: string | null) => void;
  readonly showTable: (table: ObjectName | null) => void;
}

/** What Health shows; its sidebar chooses it. */
export const useHealthView = create<HealthView>()((set) => ({
  code: null,
  table: null,
  showCode: (code) => set({ code, table: null }),
  showTable: (table) => set({ table }),
}));
