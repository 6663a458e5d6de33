import { create } from "zustand";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { nothingStaged, type StagedDoubt, type StagedEdits } from "../../../shared/edits/staged.ts";

const mostSteps = 200;

/** What is staged for one table, and the way back. */
export interface StagedTable {
  readonly edits: StagedEdits;
  /** The states before it, the newest last. Not kept through a restart. */
  readonly before: readonly StagedEdits[];
  /** Not null while it is not known whether these very changes were stored: committing them again might do it twice. */
  readonly doubt: StagedDoubt | null;
}

interface StagedEditsStore {
  readonly tables: Readonly<Record<string, StagedTable>>;
  readonly stage: (tableKey: string, edits: StagedEdits) => void;
  /** Takes the last step back. */
  readonly undo: (tableKey: string) => void;
  readonly setDoubt: (tableKey: string, doubt: StagedDoubt | null) => void;
  /** Forgets what is staged for good, after it was stored. */
  readonly clear: (tableKey: string) => void;
}

const nothing: StagedTable = { edits: nothingStaged, before: [], doubt: null };

/** Changes of rows that are not stored yet, by table. Kept crash-safely like drafts. */
export const useStagedEdits = create<StagedEditsStore>()((set) => ({
  tables: {},
  stage: (tableKey, edits) =>
    set(({ tables }) => {
      const { edits: last, before, doubt } = tables[tableKey] ?? nothing;
      return { tables: { ...tables, [tableKey]: { edits, before: [...before, last].slice(-mostSteps), doubt } } };
    }),
  undo: (tableKey) =>
    set(({ tables }) => {
      const { before, doubt } = tables[tableKey] ?? nothing;
      const last = before.at(-1);
      return last ? { tables: { ...tables, [tableKey]: { edits: last, before: before.slice(0, -1), doubt } } } : {};
    }),
  setDoubt: (tableKey, doubt) =>
    set(({ tables }) => {
      const known = tables[tableKey];
      return known ? { tables: { ...tables, [tableKey]: { ...known, doubt } } } : {};
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
