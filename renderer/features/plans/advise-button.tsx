import type { PlanRun } from "../../../shared/plans/contract.ts";
import { useIntents } from "../../state/intents.ts";
import { Button } from "../../ui/controls/button.tsx";

/** The way from a plan to an index that is proven for its statement. */
export function AdviseButton({ run }: { readonly run: PlanRun }) {
  const askAdvice = useIntents((state) => state.askAdvice);
  const { connectionId, branchId, sql } = run;
  return (
    <Button isSmall onPress={() => askAdvice(branchId === null ? { connectionId } : { connectionId, branchId }, sql)}>
      Advise an index
    </Button>
  );
}
