import { useEffect } from "react";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { useTopic } from "../../../bridge/use-topic.ts";
import { emptyRun, queryRunOf, useQueryRuns } from "../running/query-runs.ts";

/** Hears that the tab's session went away while nothing ran in it; a window that was loaded anew asks what it still has. */
export function useLostSession(tabId: string): void {
  const bridge = useBridge();
  useTopic("editor.lost", (lost) => {
    if (lost.sessionId !== tabId || queryRunOf(tabId).session === null) return;
    useQueryRuns.getState().update(tabId, { lost, session: null });
  });
  useEffect(() => {
    if (queryRunOf(tabId) !== emptyRun) return;
    bridge.request("editor.session", { sessionId: tabId }).then(
      ({ session, lost }) => {
        const { sent } = queryRunOf(tabId);
        if (sent === null && (session || lost)) useQueryRuns.getState().update(tabId, { session, lost });
      },
      () => undefined, // without an answer the tab begins as a new one does; its next run says what is wrong
    );
  }, [bridge, tabId]);
}
