import { useQueryClient } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { useState } from "react";
import { useTopic } from "../../bridge/use-topic.ts";
import { useStateFiles } from "../../state/saving/state-files.ts";
import "./notices.css";

/** Says that Steward cannot be reached, or that it cannot keep what is written; goes by itself. */
export function OfflineBar() {
  const [isConnected, setIsConnected] = useState(true);
  const failure = useStateFiles((state) => state.failure);
  const client = useQueryClient();
  useTopic("bridge.connection", (state) => {
    setIsConnected(state.isConnected);
    if (state.isConnected) client.invalidateQueries().catch(reportError);
  });
  if (isConnected && !failure) return null;
  return (
    <div className="offline-bar" role="status">
      <CloudOff aria-hidden className="offline-bar-icon" />
      {isConnected ? (
        <span>Drafts and layout are not being kept: {failure}</span>
      ) : (
        <span>
          Steward does not answer. Connecting again … What you write stays in this window until it is back; what was
          running may have ended.
        </span>
      )}
    </div>
  );
}
