import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { useBridge } from "../../bridge/use-bridge.ts";
import { useRequest } from "../../bridge/use-request.ts";

/** Names of connections and branches by their ids; what is gone keeps its id. */
export interface Names {
  connection(id: string): string;
  branch(id: string): string;
}

/** The names as far as they are known. Shares its answers with the screens that ask for the same. */
export function useNames(): Names {
  const bridge = useBridge();
  const connections = useRequest("connections.list", {}).data;
  const projects = useRequest("projects.list", {}).data ?? [];
  const branches = useQueries({
    queries: projects.map(({ id: projectId }) => ({
      queryKey: ["branches.list", { projectId }],
      queryFn: () => bridge.request("branches.list", { projectId }),
    })),
    combine: (answers) => answers.flatMap((answer) => answer.data ?? []),
  });
  return useMemo(() => {
    const connectionNames = new Map(connections?.map(({ id, name }) => [id, name]));
    const branchNames = new Map(branches.map(({ id, name }) => [id, name]));
    return {
      connection: (id) => connectionNames.get(id) ?? id,
      branch: (id) => branchNames.get(id) ?? id,
    };
  }, [connections, branches]);
}
