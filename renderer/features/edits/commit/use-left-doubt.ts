import { useEffect } from "react";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import { stagedOf, useStagedEdits } from "../../../state/edits/staged-edits.ts";
import { showToast } from "../../../state/toasts.ts";
import type { EditTarget } from "../edit-target.ts";

/** What is staged may have been stored already, by an app that was killed before it heard so. */
export function useLeftDoubt({ ref, schema, name }: EditTarget, tableKey: string): void {
  const bridge = useBridge();
  useEffect(() => {
    const { rows, inserted } = stagedOf(tableKey);
    if (rows.size + inserted.length === 0) return;
    bridge.request("edits.doubt", { ref, schema, name }).then(
      (doubt) => doubt && useStagedEdits.getState().setDoubt(tableKey, doubt),
      (error: unknown) => showToast({ tone: "error", text: asAppError(error).message }),
    );
  }, [bridge, ref, schema, name, tableKey]);
}
