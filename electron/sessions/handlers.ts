import type { DatabaseRef } from "../../shared/databases/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { sessionsContract } from "../../shared/sessions/contract.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { Databases } from "../postgres/databases.ts";
import { findCommitOutcome } from "../postgres/outcome/commit-outcome.ts";
import type { WriteUnlocks } from "./write-unlocks.ts";

/** How long one press of "Check again" waits for the server. */
const askAgainMs = 5_000;

/** What the handlers need. */
export interface SessionsDependencies {
  readonly databases: Databases;
  readonly unlocks: WriteUnlocks;
  readonly isProduction: (ref: DatabaseRef) => Promise<boolean>;
  /** The branch that a reference without one means; null for a plain server. */
  readonly defaultBranchOf: (connectionId: string) => Promise<string | null>;
}

/** Answers the requests about what sessions may do. */
export function createSessionsHandlers(dependencies: SessionsDependencies): Handlers<typeof sessionsContract> {
  const { databases, unlocks, isProduction, defaultBranchOf } = dependencies;
  return {
    "sessions.unlock": async ({ ref, reason, minutes }) => {
      if (!(await isProduction(ref)))
        throw new AppError("unsupported", "This database is not locked.", {
          hint: "On other databases a query tab's own Read only button decides.",
        });
      return await unlocks.unlock(ref, ref.branchId ?? (await defaultBranchOf(ref.connectionId)), reason, minutes);
    },
    "sessions.lock": async ({ connectionId }) => {
      unlocks.lock(connectionId);
      return null;
    },
    "sessions.unlocks": async () => unlocks.list(),
    "sessions.findCommit": async ({ ref, mark }, { signal }) => ({
      verdict: await findCommitOutcome(databases, ref, mark, signal, askAgainMs),
    }),
  };
}
