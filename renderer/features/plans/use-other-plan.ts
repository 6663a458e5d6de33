import { useState } from "react";
import type { PlanRun } from "../../../shared/plans/contract.ts";
import { useBridge } from "../../bridge/use-bridge.ts";
import { asAppError } from "../../bridge/use-request.ts";
import { showToast } from "../../state/toasts.ts";

/** The plan that the shown one is compared with, and on which side it stands. */
export interface OtherPlan {
  readonly run: PlanRun | null;
  readonly isSwapped: boolean;
  readonly choose: (id: string) => void;
  readonly swap: () => void;
  readonly close: () => void;
}

/** Reads a kept plan to compare with. An earlier one stands before the shown one, a later one after it. */
export function useOtherPlan(shown: PlanRun): OtherPlan {
  const bridge = useBridge();
  const [other, setOther] = useState<{ readonly run: PlanRun; readonly isSwapped: boolean } | null>(null);
  return {
    run: other?.run ?? null,
    isSwapped: other?.isSwapped ?? false,
    choose: (id) => {
      bridge.request("plans.open", { id }).then(
        (run) => setOther({ run, isSwapped: run.at > shown.at }),
        (error: unknown) => showToast({ tone: "error", text: asAppError(error).message }),
      );
    },
    swap: () => setOther((known) => known && { ...known, isSwapped: !known.isSwapped }),
    close: () => setOther(null),
  };
}
