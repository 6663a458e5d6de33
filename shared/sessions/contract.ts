import { z } from "zod";
import { databaseRefSchema } from "../databases/model.ts";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import { type CommitVerdict, commitMarkSchema } from "./commit-outcome.ts";
import { unlockMinutes, type WriteUnlock } from "./model.ts";

/** One line that says something: blanks of any kind become one, control and direction characters do not pass. */
const reason = z
  .string()
  .max(300)
  .transform((text) => text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim())
  .pipe(z.string().min(3, "Say why, in three characters at least."));

/** Requests about what sessions may do. Main keeps the unlocks: a window only asks for them. */
export const sessionsContract = {
  /**
   * Allows writes on a production database for a while; the reason is recorded on disk first. A second unlock replaces the
   * first. Rejects with `unsupported` where nothing is locked, `fileSystem` or `diskFull` when it cannot be recorded.
   */
  "sessions.unlock": declareRequest<WriteUnlock>()(
    z.strictObject({ ref: databaseRefSchema, reason, minutes: z.int().min(1).max(unlockMinutes.most) }),
  ),
  /** Ends an unlock at once. Running transactions are kept; nothing that writes is sent any more. */
  "sessions.lock": declareRequest<null>()(z.strictObject({ connectionId: z.string().min(1).max(100) })),
  /** What is unlocked now. */
  "sessions.unlocks": declareRequest<readonly WriteUnlock[]>()(z.strictObject({})),
  /**
   * What became of a transaction whose COMMIT was not answered, asked on a session of its own. `askAgain` when the server
   * cannot be reached in a few seconds, or still works on it. Sends nothing again.
   */
  "sessions.findCommit": declareOperation<{ readonly verdict: CommitVerdict }>()(
    z.strictObject({ ref: databaseRefSchema, mark: commitMarkSchema }),
  ),
};
