import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useTopic } from "./use-topic.ts";

/** Asks again for what a topic says has changed. */
export function useTopicInvalidations(): void {
  const client = useQueryClient();
  const refresh = (...prefixes: readonly string[]) => {
    client
      .invalidateQueries({
        predicate: ({ queryKey: [channel] }) =>
          typeof channel === "string" && prefixes.some((prefix) => channel.startsWith(prefix)),
      })
      .catch(reportError);
  };
  useTopic("branches.changed", () => refresh("branches.", "projects."));
  useTopic("connections.changed", () => {
    refresh("connections.", "projects."); // a connection may have begun to make branches
    // What failed may have failed by a password or a port that is right now.
    client.invalidateQueries({ predicate: ({ state }) => state.status === "error" }).catch(reportError);
  });
  useTopic("sessions.changed", () => refresh("sessions.", "edits.table"));
  useTopic("changes.changed", () => refresh("changes."));
  const workspaceState = useRef("");
  useTopic("workspace.progress", ({ state }) => {
    const isNew = workspaceState.current !== state;
    workspaceState.current = state;
    if (isNew && state !== "preparing") refresh("connections.", "branches.", "projects.", "workspace.", "catalog.");
  });
}
