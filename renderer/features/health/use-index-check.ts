import { useCallback } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { useBranchOf } from "../../bridge/branches/use-branch-of.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useIsVisible } from "../../ui/frame/slots.tsx";

/** The check of a database's indexes: by itself where that wakes nothing, else when a person asks. */
export function useIndexCheck(ref: DatabaseRef) {
  const place = useBranchOf(ref);
  const isAsleep = place?.branch.compute === "suspended" || place?.branch.compute === "suspending";
  const isVisible = useIsVisible();
  const answer = useRequest("indexes.check", { ref }, { enabled: place !== undefined && !isAsleep && isVisible });
  const { refetch } = answer;
  const check = useCallback(() => void refetch(), [refetch]);
  return { answer, isAsleep, check };
}
