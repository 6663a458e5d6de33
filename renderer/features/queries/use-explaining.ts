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
  /** Shows another kept plan in its place. */
  readonly openPlan: (planId: string) => void;
  readonly close: () => void;
}

/** Explains statements of a database, one at a time. */
export function useExplaining(ref: DatabaseRef): Explaining {
  const planned = useOperation("plans.run", { invalidates: ["plans.history"] });
  const opened = useOperation("plans.open");
  const { start, reset } = planned;
  const { start: open, reset: forgetOpened } = opened;
  const explain = useCallback(
    (sql: string) => {
      forgetOpened();
      start({ ref, sql, mode: /\$\d/.test(sql) ? "generic" : "estimate" });
    },
    [start, forgetOpened, ref],
  );
  const close = useCallback(() => {
    forgetOpened();
    reset();
  }, [reset, forgetOpened]);
  return {
    plan: opened.output ?? planned.output,
    error: planned.error ?? opened.error,
    isRunning: planned.state === "running",
    explain,
    openPlan: useCallback((id: string) => open({ id }), [open]),
    close,
  };
}
