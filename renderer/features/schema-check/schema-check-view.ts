import { create } from "zustand";
import type { ObjectName } from "../../../shared/databases/model.ts";

/** Which findings are shown. */
export type FindingChoice =
  | { readonly kind: "all" }
  | { readonly kind: "rule"; readonly code: string }
  | { readonly kind: "table"; readonly table: ObjectName }
  | { readonly kind: "accepted" };

interface SchemaCheckView {
  readonly choice: FindingChoice;
  readonly grouping: "rule" | "object";
  readonly filter: string;
  /** `findingKey` of the finding whose details are shown. */
  readonly selected: string | null;
  readonly choose: (choice: FindingChoice) => void;
  readonly group: (grouping: "rule" | "object") => void;
  readonly setFilter: (filter: string) => void;
  readonly select: (key: string) => void;
}

/** What the schema check shows; its sidebar chooses it. */
export const useSchemaCheckView = create<SchemaCheckView>()((set) => ({
  choice: { kind: "all" },
  grouping: "rule",
  filter: "",
  selected: null,
  choose: (choice) => set({ choice, selected: null }),
  group: (grouping) => set({ grouping }),
  setFilter: (filter) => set({ filter }),
  select: (selected) => set({ selected }),
}));
