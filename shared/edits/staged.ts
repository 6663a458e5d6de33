import type { CommitMark } from "../sessions/commit-outcome.ts";
import type { ColumnText, EditConflict, EditValue, RowChange } from "./model.ts";

/** The staged change of a row on the server. Columns may be called anything, so they stand in maps. */
export interface StagedUpdate {
  readonly identity: readonly ColumnText[];
  /** What the server said of the columns in `cells`, and of all whole values when it is to be deleted. */
  readonly old: ReadonlyMap<string, string | null>;
  readonly cells: ReadonlyMap<string, EditValue>;
  readonly isDeleted: boolean;
  /** Why it did not fit at the last commit. */
  readonly conflict: Omit<EditConflict, "change"> | null;
}

/** A row to insert; columns that are not here get their DEFAULT. */
export interface StagedInsert {
  readonly id: string;
  /** The same for rows that were pasted together: they stand and are sent in the order of their lines. */
  readonly batch?: string | undefined;
  readonly cells: ReadonlyMap<string, EditValue>;
}

/** Everything that is staged for one table. Never changed in place. */
export interface StagedEdits {
  /** By a text that names the row. */
  readonly rows: ReadonlyMap<string, StagedUpdate>;
  /** The newest first, rows of one batch in their own order. */
  readonly inserted: readonly StagedInsert[];
}

/** A commit of staged changes of which nobody could say yet whether they were stored. */
export interface StagedDoubt {
  /** For asking again; null where the server cannot say any more. */
  readonly mark: CommitMark | null;
  /** File with the SQL that would take the changes back. */
  readonly undoFile: string;
}

/** Nothing is staged. */
export const nothingStaged: StagedEdits = { rows: new Map(), inserted: [] };

/** A row on the server as an edit finds it: how it is named, and what is known of its columns. */
export interface RowOnScreen {
  readonly key: string;
  readonly identity: readonly ColumnText[];
}

/** Stages a value of a row on the server. The stored value again takes the edit of that cell back. */
export function stageCell(
  edits: StagedEdits,
  { key, identity }: RowOnScreen,
  column: string,
  old: string | null,
  value: EditValue,
): StagedEdits {
  const row = edits.rows.get(key) ?? { identity, old: new Map(), cells: new Map(), isDeleted: false, conflict: null };
  const cells = new Map(row.cells);
  const known = new Map(row.old);
  // The first look counts: what was read again since belongs to another time.
  const base = row.cells.has(column) ? (row.old.get(column) ?? null) : old;
  const isSame = value.kind === "null" ? base === null : value.kind === "text" && value.text === base;
  if (isSame) {
    cells.delete(column);
    if (!row.isDeleted) known.delete(column);
  } else {
    cells.set(column, value);
    known.set(column, base);
  }
  return withRow(edits, key, { ...row, cells, old: known });
}

/** Marks a row to be deleted, or takes the mark back. `old` are its values as they are on screen, whole ones only. */
export function stageDelete(
  edits: StagedEdits,
  { key, identity }: RowOnScreen,
  old: readonly ColumnText[],
  isDeleted: boolean,
): StagedEdits {
  const row = edits.rows.get(key) ?? { identity, old: new Map(), cells: new Map(), isDeleted: false, conflict: null };
  const shown = isDeleted ? new Map(old.map(({ column, value }) => [column, value])) : new Map<string, string | null>();
  for (const column of row.cells.keys()) shown.set(column, row.old.get(column) ?? null);
  return withRow(edits, key, { ...row, isDeleted, old: shown });
}

/** Adds a row to insert before the others. */
export function stageInsert(edits: StagedEdits, insert: StagedInsert): StagedEdits {
  return { ...edits, inserted: [insert, ...edits.inserted] };
}

/** Adds rows of one batch before the others. */
export function stageInserts(edits: StagedEdits, batch: readonly StagedInsert[]): StagedEdits {
  return { ...edits, inserted: [...batch, ...edits.inserted] };
}

/** Changes a value of a row to insert; a DEFAULT that nobody asked for by name is the same as no value. */
export function stageInsertedCell(edits: StagedEdits, id: string, column: string, value: EditValue): StagedEdits {
  return {
    ...edits,
    inserted: edits.inserted.map((row) => {
      if (row.id !== id) return row;
      const cells = new Map(row.cells);
      if (value.kind === "default") cells.delete(column);
      else cells.set(column, value);
      return { ...row, cells };
    }),
  };
}

/** Takes a row to insert back. */
export function dropInsert(edits: StagedEdits, id: string): StagedEdits {
  return { ...edits, inserted: edits.inserted.filter((row) => row.id !== id) };
}

/** Takes everything back that is staged for a row. */
export function dropRow(edits: StagedEdits, key: string): StagedEdits {
  const rows = new Map(edits.rows);
  rows.delete(key);
  return { ...edits, rows };
}

function withRow(edits: StagedEdits, key: string, row: StagedUpdate): StagedEdits {
  const rows = new Map(edits.rows);
  if (row.cells.size === 0 && !row.isDeleted) rows.delete(key);
  else rows.set(key, row);
  return { ...edits, rows };
}

/** What a commit sends, and which staged row each change is. Deletes go first, so that their keys are free. */
export interface OrderedChanges {
  readonly changes: readonly RowChange[];
  /** The key of the row, or the id of the insert, of each change. */
  readonly sources: readonly string[];
}

/** The changes in the order in which they are sent: deletes, updates, inserts in the order in which they were staged. */
export function changesOf(edits: StagedEdits): OrderedChanges {
  const rows = [...edits.rows];
  const deleted = rows.filter(([, row]) => row.isDeleted);
  const updated = rows.filter(([, row]) => !row.isDeleted);
  const inserted = inOrderOfStaging(edits.inserted);
  return {
    changes: [
      ...deleted.map(([, { identity, old }]): RowChange => ({ kind: "delete", identity, old: texts(old) })),
      ...updated.map(
        ([, { identity, old, cells }]): RowChange => ({
          kind: "update",
          identity,
          old: texts(old),
          set: values(cells),
        }),
      ),
      ...inserted.map(({ cells }): RowChange => ({ kind: "insert", values: values(cells) })),
    ],
    sources: [...deleted.map(([key]) => key), ...updated.map(([key]) => key), ...inserted.map(({ id }) => id)],
  };
}

function inOrderOfStaging(inserted: readonly StagedInsert[]): readonly StagedInsert[] {
  const batches: StagedInsert[][] = [];
  for (const row of inserted) {
    const last = batches.at(-1);
    if (last && row.batch !== undefined && last[0]?.batch === row.batch) last.push(row);
    else batches.push([row]);
  }
  return batches.reverse().flat();
}

const texts = (old: ReadonlyMap<string, string | null>) => [...old].map(([column, value]) => ({ column, value }));
const values = (cells: ReadonlyMap<string, EditValue>) => [...cells].map(([column, value]) => ({ column, value }));

/** Marks the rows that did not fit; rows that are not named lose their mark. */
export function markConflicts(
  edits: StagedEdits,
  sources: readonly string[],
  conflicts: readonly EditConflict[],
): StagedEdits {
  const byKey = new Map(conflicts.map(({ change, ...conflict }) => [sources[change], conflict]));
  const rows = new Map([...edits.rows].map(([key, row]) => [key, { ...row, conflict: byKey.get(key) ?? null }]));
  return { ...edits, rows };
}

/** How a conflict is settled: store mine over theirs, or leave theirs. */
export type Settlement = "mine" | "theirs";

/** Settles the conflict of a row. Mine over a row that is gone stages what is known of it as a row to insert. */
export function settleConflict(edits: StagedEdits, key: string, settlement: Settlement, insertId: string): StagedEdits {
  const row = edits.rows.get(key);
  if (!row?.conflict) return edits;
  const { reason, theirs } = row.conflict;
  if (settlement === "theirs" || reason === "ambiguous") return dropRow(edits, key);
  if (reason === "gone") {
    const kept = row.identity.filter(({ column }) => column !== "ctid" && column !== "tableoid");
    const cells = new Map<string, EditValue>(
      kept.map(({ column, value }) => [column, value === null ? { kind: "null" } : { kind: "text", text: value }]),
    );
    for (const [column, value] of row.cells) cells.set(column, value);
    const without = dropRow(edits, key);
    return row.isDeleted ? without : stageInsert(without, { id: insertId, cells });
  }
  const old = new Map(row.old);
  for (const { column, value } of theirs) old.set(column, value);
  const rows = new Map(edits.rows).set(key, { ...row, old, conflict: null });
  return { ...edits, rows };
}

/** How many rows are changed, added and deleted, and how many of them are in conflict. */
export function countStaged({ rows, inserted }: StagedEdits) {
  const all = [...rows.values()];
  const deleted = all.filter(({ isDeleted }) => isDeleted).length;
  return {
    changed: all.length - deleted,
    added: inserted.length,
    deleted,
    conflicts: all.filter(({ conflict }) => conflict !== null).length,
    total: all.length + inserted.length,
  };
}
