import { create } from "zustand";
import type { Project } from "../../../shared/branches/model.ts";
import { branchingOf } from "../../../shared/connections/branching-of.ts";
import type { Connection } from "../../../shared/connections/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useWorkspace } from "../../state/workspace.ts";

interface BranchesView {
  /** The project that was chosen by hand; null follows the connection. */
  readonly projectId: string | null;
  readonly branchId: string | null;
  chooseProject(id: string): void;
  /** How often something was chosen by hand. */
  readonly choices: number;
  chooseBranch(id: string | null): void;
  /**
   * For a branch that is being made: gives what chooses it once it is there, unless a person has chosen something else in
   * the meantime.
   */
  chooseWhenMade(): (id: string) => void;
}

/** What the Branches section shows. */
export const useBranchesView = create<BranchesView>()((set, get) => ({
  projectId: null,
  branchId: null,
  choices: 0,
  chooseProject: (projectId) => set(({ choices }) => ({ projectId, branchId: null, choices: choices + 1 })),
  chooseBranch: (branchId) => set(({ choices }) => ({ branchId, choices: choices + 1 })),
  chooseWhenMade: () => {
    const { choices } = get();
    return (branchId) => {
      if (get().choices === choices) set({ branchId });
    };
  },
}));

/** The connection of this window; undefined while none is chosen or known. */
export function useChosenConnection(): Connection | undefined {
  const id = useWorkspace((workspace) => workspace.connectionId);
  return useRequest("connections.list", {}).data?.find((connection) => connection.id === id);
}

/** The project to show: the chosen one, else that of the connection, else the first. */
export function useShownProject(): {
  readonly projects: readonly Project[] | undefined;
  readonly project: Project | null;
} {
  const projects = useRequest("projects.list", {}).data;
  const chosenId = useBranchesView((view) => view.projectId);
  const connection = useChosenConnection();
  const ownId = connection ? (branchingOf(connection)?.projectId ?? null) : null;
  const find = (id: string | null) => projects?.find((project) => project.id === id);
  return { projects, project: find(chosenId) ?? find(ownId) ?? projects?.[0] ?? null };
}
