import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { AppError } from "../../../shared/ipc/app-error.ts";
import type { RunEffects, RunRefusal } from "../../../shared/plans/running/model.ts";
import type { Databases } from "../../postgres/databases.ts";
import type { PreparedStatement } from "../prepare-statement.ts";
import { type RunRights, refuseHere } from "./run-rights.ts";
import { readSideEffects } from "./side-effects.ts";

/** What measuring a statement would mean: where it may run, and what it would leave behind in place. Changes nothing. */
export async function readRunEffects(
  needs: RunRights & { readonly databases: Databases },
  ref: DatabaseRef,
  statement: PreparedStatement,
  signal: AbortSignal,
): Promise<RunEffects> {
  const { isReading, command } = statement;
  const effects = await needs.databases.read(ref, "explain: effects", (one) => readSideEffects(one, statement), {
    signal,
    searchPath: "user",
  });
  const fork = await needs.forkOf(ref);
  const noBranch = { message: "This connection is one server: it has no branches.", hint: null };
  return {
    isReading,
    command,
    effects,
    branchRefusal: fork === null ? noBranch : null,
    hereRefusal: isReading ? null : toRefusal(await refuseHere(needs, ref, statement)),
  };
}

function toRefusal(error: AppError | null): RunRefusal | null {
  return error === null ? null : { message: error.message, hint: error.details.hint ?? null };
}
