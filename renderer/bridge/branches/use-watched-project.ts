import { useEffect } from "react";
import { useBridge } from "../use-bridge.ts";
import { asAppError } from "../use-request.ts";

const againMs = 20_000;

/** Says while a screen shows a project that it does, so that its control plane looks after computes that sleep and wake. */
export function useWatchedProject(projectId: string, isVisible: boolean): void {
  const bridge = useBridge();
  useEffect(() => {
    if (!isVisible) return;
    const say = () => {
      // What keeps the control plane from answering is shown by the list that is being looked at.
      if (document.visibilityState === "visible") bridge.request("branches.watch", { projectId }).catch(asAppError);
    };
    say();
    const timer = setInterval(say, againMs);
    document.addEventListener("visibilitychange", say);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", say);
    };
  }, [bridge, projectId, isVisible]);
}
