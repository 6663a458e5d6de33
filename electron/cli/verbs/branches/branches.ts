import type { RegisterVerb } from "../../verb.ts";
import { registerBranchConnections } from "./branch-connections.ts";
import { registerChangeBranches } from "./change-branches.ts";
import { registerCreateBranches } from "./create-branches.ts";
import { registerDiffBranches } from "./diff-branches.ts";
import { registerReplaceBranches } from "./replace-branches.ts";
import { registerSnapshots } from "./snapshots.ts";
import { registerWatchBranches } from "./watch-branches.ts";

/**
 * `steward branches list|operations|create|rename|protect|expire|suspend-after|set-default|start|suspend|reset|restore|delete|diff`,
 * `steward branches connection-string|databases|roles`, and `steward branches snapshots list|create|delete|restore`.
 */
export const registerBranches: RegisterVerb = (program, cli) => {
  const group = program.command("branches").description("branches of a project");
  for (const register of [
    registerWatchBranches,
    registerCreateBranches,
    registerChangeBranches,
    registerReplaceBranches,
    registerSnapshots,
    registerDiffBranches,
    registerBranchConnections,
  ])
    register(group, cli);
};
