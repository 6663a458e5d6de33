import { create } from "zustand";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { nothingStaged, type StagedEdits } from "../../../shared/edits/staged.ts";

const mostSteps = 200;

/** What is staged for one table, and the way back. */
export interface StagedTable {
  readonly edits: StagedEdits;
  /** The states before it, the newest last. Not kept through a restart. */
  readonly before: readonly StagedEdits[];
}

interface StagedEditsStore {
  readonly tables: Readonly<Record<string, StagedTable>>;
  readonly stage: (tableKey: string, edits: StagedEdits) => void;
  /** Takes the last step back. */
  readonly undo: (tableKey: string) => void;
  /** Forgets what is staged for good, after it was stored. */
  readonly clear: (tableKey: string) => void;
}

const nothing: StagedTable = { edits: nothingStaged, before: [] };

/** Changes of rows that are not stored yet, by table. Kept crash-safely like drafts. */
export const useStagedEdits = create<StagedEditsStore>()((set) => ({
  tables: {},
  stage: (tableKey, edits) =>
    set(({ tables }) => {
      const { edits: last, before } = tables[tableKey] ?? nothing;
      return { tables: { ...tables, [tableKey]: { edits, before: [...before, last].slice(-mostSteps) } } };
    }),
  undo: (tableKey) =>
    set(({ tables }) => {
      const { before } = tables[tableKey] ?? nothing;
      const last = before.at(-1);
      return last ? { tables: { ...tables, [tableKey]: { edits: last, before: before.slice(0, -1) } } } : {};
    }),
  clear: (tableKey) =>
    set(({ tables }) => {
      const { [tableKey]: _stored, ...others } = tables;
      return { tables: others };
    }),
}));

/** Names a table on one branch; one branch's edits are never another's. */
export function stagedTableKey(ref: DatabaseRef, schema: string, name: string): string {
  return JSON.stringify([ref.connectionId, ref.branchId ?? null, schema, name]);
}

/** What is staged for a table now. */
export function stagedOf(tableKey: string): StagedEdits {
  return (useStagedEdits.getState().tables[tableKey] ?? nothing).edits;
}

/** How many rows of a table have something staged, for the sign on its tab. */
export function useStagedCount(tableKey: string): number {
  return useStagedEdits(({ tables }) => {
    const edits = tables[tableKey]?.edits;
    return edits ? edits.rows.size + edits.inserted.length : 0;
  });
}
