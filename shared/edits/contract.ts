import { z } from "zod";
import { databaseRefSchema } from "../databases/model.ts";
import type { WireError } from "../ipc/app-error.ts";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import type { CommitMark } from "../sessions/commit-outcome.ts";
import type { AlteredValue, EditableTable, EditConflict, ResultTable, ValueVerdict } from "./model.ts";
import type { StagedDoubt } from "./staged.ts";

const name = z.string().min(1).max(1000);
const text = z.string().max(64 * 1024 * 1024);
const columnText = z.strictObject({ column: name, value: text.nullable() });
const editValue = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("text"), text }),
  z.strictObject({ kind: z.literal("null") }),
  z.strictObject({ kind: z.literal("default") }),
]);
const set = z.strictObject({ column: name, value: editValue });
const identity = z.array(columnText).min(1).max(40).readonly();
const old = z.array(columnText).max(1600).readonly();

/** One change as it comes from the window. */
const rowChangeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("update"), identity, old, set: z.array(set).min(1).max(1600).readonly() }),
  z.strictObject({ kind: z.literal("delete"), identity, old }),
  z.strictObject({ kind: z.literal("insert"), values: z.array(set).max(1600).readonly() }),
]);

const oid = z.int().min(0).max(4_294_967_295);
const table = { ref: databaseRefSchema, schema: name, name };
const changes = z.array(rowChangeSchema).min(1).max(5_000).readonly();

/**
 * How a commit ended. Only `committed` changed anything. `failed`: the server refused one change (`change` is null when it
 * refused at COMMIT, for a deferred constraint). `unknown`: the line was lost at COMMIT and the server could not be asked
 * what became of it; nothing is ever sent again.
 */
export type CommitResult =
  | {
      readonly kind: "committed";
      readonly rows: number;
      readonly altered: readonly AlteredValue[];
      /** File with the SQL that takes the changes back. */
      readonly undoFile: string;
      /** Whether the answer to COMMIT was lost and the outcome was asked for afterwards. */
      readonly wasAsked: boolean;
    }
  | { readonly kind: "conflict"; readonly conflicts: readonly EditConflict[] }
  | { readonly kind: "failed"; readonly change: number | null; readonly error: WireError }
  | {
      readonly kind: "unknown";
      readonly error: WireError;
      readonly undoFile: string;
      /** For `sessions.findCommit`, where asking again may help; null where it will not. */
      readonly mark: CommitMark | null;
    };

/** Requests about staged changes of rows. */
export const editsContract = {
  /** What may be edited. Rejects with `notFound`. */
  "edits.table": declareRequest<EditableTable>()(z.strictObject(table)),
  /**
   * The table whose rows a result holds, by the statement's text and what the server said of its columns. A self-join says the
   * same of its columns as a plain SELECT, so the text has to name one table and nothing else.
   */
  "edits.result": declareRequest<ResultTable>()(
    z.strictObject({
      ref: databaseRefSchema,
      sql: z.string().max(1_000_000),
      columns: z
        .array(z.strictObject({ name: z.string(), tableOid: oid, tableColumn: z.int() }))
        .max(1_700)
        .readonly(),
    }),
  ),
  /**
   * What the columns make of texts, in the order in which they were sent; nothing is stored. Keys, references and the table's
   * own CHECKs are left for the commit. Rejects with `notFound`.
   */
  "edits.check": declareRequest<readonly ValueVerdict[]>()(
    z.strictObject({
      ...table,
      values: z
        .array(z.strictObject({ column: name, text }))
        .min(1)
        .max(1_000)
        .readonly(),
    }),
  ),
  /** The statements that `edits.commit` would send, with the values in them, one per change. Nothing is sent. */
  "edits.preview": declareRequest<readonly string[]>()(z.strictObject({ ...table, changes })),
  /**
   * A commit of this table whose outcome is not known: it could not be asked for, or the app was killed while it was sent. Null for
   * none, and for one that still runs.
   */
  "edits.doubt": declareRequest<StagedDoubt | null>()(z.strictObject(table)),
  /** The doubt is over: the server said what became of it, or somebody has looked. */
  "edits.settle": declareRequest<null>()(z.strictObject(table)),
  /**
   * All changes in one transaction, or none: every row is locked and compared with what was on screen, and each statement
   * must touch exactly one row. Rejects with `readOnly` on a guarded connection and with what connecting rejects with.
   */
  "edits.commit": declareOperation<CommitResult>()(z.strictObject({ ...table, changes })),
};
