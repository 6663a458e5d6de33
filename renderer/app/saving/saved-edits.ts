import { z } from "zod";
import { nothingStaged, type StagedEdits } from "../../../shared/edits/staged.ts";
import { commitMarkSchema } from "../../../shared/sessions/commit-outcome.ts";
import type { StagedTable } from "../../state/edits/staged-edits.ts";

const value = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({ kind: z.literal("null") }),
  z.object({ kind: z.literal("default") }),
]);
const columnText = z.object({ column: z.string(), value: z.string().nullable() });
// Maps as lists: an object would lose a column that is called __proto__.
const cells = z.array(z.tuple([z.string(), value]));
const table = z.object({
  rows: z.array(
    z.object({
      key: z.string(),
      identity: z.array(columnText),
      old: z.array(columnText),
      cells,
      isDeleted: z.boolean(),
    }),
  ),
  inserted: z.array(z.object({ id: z.string(), batch: z.string().optional(), cells })),
  doubt: z.object({ mark: commitMarkSchema.nullable(), undoFile: z.string() }).nullable().default(null),
});
const tablesSchema = z.array(z.tuple([z.string(), table]));

/** Staged edits as text. What was marked as a conflict is found again by the next commit. */
export function writeStagedEdits(tables: Readonly<Record<string, StagedTable>>): string {
  const kept = Object.entries(tables).filter(([, { edits }]) => edits.rows.size + edits.inserted.length > 0);
  return JSON.stringify(kept.map(([key, { edits, doubt }]) => [key, { ...plain(edits), doubt }]));
}

/** Kept staged edits; a text that cannot be understood gives none. */
export function readStagedEdits(text: string | null): Readonly<Record<string, StagedTable>> {
  const parsed = tablesSchema.safeParse(text === null ? [] : parse(text));
  return Object.fromEntries(
    (parsed.data ?? []).map(([key, kept]) => [key, { edits: revive(kept), before: [], doubt: kept.doubt }]),
  );
}

function plain({ rows, inserted }: StagedEdits): Omit<z.input<typeof table>, "doubt"> {
  return {
    rows: [...rows].map(([key, { identity, old, cells: set, isDeleted }]) => ({
      key,
      identity: [...identity],
      old: [...old].map(([column, stored]) => ({ column, value: stored })),
      cells: [...set],
      isDeleted,
    })),
    inserted: inserted.map(({ cells: set, ...row }) => ({ ...row, cells: [...set] })),
  };
}

function revive({ rows, inserted }: Omit<z.output<typeof table>, "doubt">): StagedEdits {
  return {
    ...nothingStaged,
    rows: new Map(
      rows.map(({ key, identity, old, cells: set, isDeleted }) => [
        key,
        {
          identity,
          old: new Map(old.map((entry) => [entry.column, entry.value])),
          cells: new Map(set),
          isDeleted,
          conflict: null,
        },
      ]),
    ),
    inserted: inserted.map(({ cells: set, ...row }) => ({ ...row, cells: new Map(set) })),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null; // written by something else: there is nothing to put back
    throw error;
  }
}
