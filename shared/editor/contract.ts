import { z } from "zod";
import { databaseRefSchema } from "../databases/model.ts";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import { givenParametersSchema } from "../sql/parameters/bind-parameters.ts";
import {
  commitModes,
  type EditorSession,
  type FormatOutcome,
  type HeldBack,
  type LostSession,
  type ParameterType,
  type RunOutcome,
} from "./model.ts";

/** Characters of SQL that one run takes. */
export const maxSqlCharacters = 4_000_000;

const sessionId = z.string().regex(/^[\w-]{1,64}$/);
const sql = z.string().max(maxSqlCharacters);
const role = z.string().min(1).max(63);

/** Requests of the SQL editor. A session belongs to one tab; its id is chosen by the renderer. */
export const editorContract = {
  /**
   * Opens the tab's session, or answers the one that is open. A production connection is always read-only. After this
   * nothing is said any more of a session that was lost before.
   */
  "editor.open": declareOperation<EditorSession>()(
    z.strictObject({ ref: databaseRefSchema, sessionId, isReadOnly: z.boolean(), role: role.optional() }),
  ),
  /**
   * The tab's session as it is, without opening one, for a window that was loaded anew; it is kept for that window. `lost` when it
   * went away with its transaction open.
   */
  "editor.session": declareRequest<{ readonly session: EditorSession | null; readonly lost: LostSession | null }>()(
    z.strictObject({ sessionId }),
  ),
  /** Ends the session; what still runs is cancelled, an open transaction rolled back. */
  "editor.close": declareRequest<null>()(z.strictObject({ sessionId })),
  /**
   * Where the statements of a text stand, by the server's own grammar; never split at blank lines or inside bodies. Start
   * and end of each in turn, for `rangesOf`.
   */
  "editor.split": declareRequest<readonly number[]>()(z.strictObject({ sql })),
  /**
   * The types that the server infers for the parameters of one statement; empty when it cannot say. Reads only. Rejects
   * as connecting does.
   */
  "editor.parameters": declareRequest<readonly ParameterType[]>()(z.strictObject({ ref: databaseRefSchema, sql })),
  /** Lays a text out anew; refused where the parser would read anything else from it, or a comment would be lost. */
  "editor.format": declareRequest<FormatOutcome>()(z.strictObject({ sql: z.string().max(500_000) })),
  /**
   * Runs every statement of `sql` in order, one message each, rows to parts `firstPart`, `firstPart + 1` ... of the
   * stream. What destroys must be confirmed: then the outcome is a question, and nothing was sent. A statement that fails or is cancelled ends the run; that is an outcome, not a rejection.
   * The first run after a session was lost with its transaction open rejects with `connectionLost`: nothing of it is sent.
   */
  "editor.run": declareOperation<RunOutcome>()(
    z.strictObject({
      ref: databaseRefSchema,
      sessionId,
      isReadOnly: z.boolean(),
      role: role.optional(),
      /** With `manual` a statement outside of a transaction begins one, where Postgres can run it in one; default `auto`. */
      commitMode: z.enum(commitModes).optional(),
      sql,
      stream: z.string().min(1).max(100),
      firstPart: z.int().min(0).max(1_000_000_000),
      /** Rows kept of one statement; the reading ends there. Zero means all. */
      maxRows: z.int().min(0).max(100_000_000),
      /** Values for the parameters of the text; sent beside it, never put into it. */
      parameters: givenParametersSchema.default([]),
      /** The answer to the question that the last run of this text gave. */
      confirmation: z.strictObject({ id: z.string().max(100), typed: z.string().max(1_000).nullable() }).optional(),
    }),
  ),
  /** Which sessions wait for the locks of the tab's transaction; nobody when the tab has no session. */
  "editor.heldBack": declareRequest<HeldBack>()(z.strictObject({ sessionId })),
  /** Counts exactly what a danger of the question means. Rejects with `notFound` when it is not being asked any more. */
  "editor.countRows": declareOperation<{ readonly rows: number }>()(
    z.strictObject({ sessionId, id: z.string().max(100), index: z.int().min(0).max(100_000) }),
  ),
};
