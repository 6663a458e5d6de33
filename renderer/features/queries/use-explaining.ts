import { useCallback } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { AppError } from "../../../shared/ipc/app-error.ts";
import type { PlanRun } from "../../../shared/plans/contract.ts";
import { useOperation } from "../../bridge/use-operation.ts";

/** The plan of a statement whose parameters nobody knows. */
export interface Explaining {
  readonly plan: PlanRun | null;
  readonly error: AppError | null;
  readonly isRunning: boolean;
  /** Plans it with its parameters left open, and keeps the plan in the history. Nothing is run. */
  readonly explain: (sql: string) => void;
  readonly close: () => void;
}

/** Explains statements of a database, one at a time. */
export function useExplaining(ref: DatabaseRef): Explaining {
  const { output, error, state, start, reset } = useOperation("plans.run", { invalidates: ["plans.history"] });
  const explain = useCallback(
    (sql: string) => start({ ref, sql, mode: /\$\d/.test(sql) ? "generic" : "estimate" }),
    [start, ref],
  );
  return { plan: output, error, isRunning: state === "running", explain, close: reset };
}
