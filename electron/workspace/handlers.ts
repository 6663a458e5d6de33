import type { workspaceContract } from "../../shared/workspace/contract.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { SampleWorkspace } from "./sample-workspace.ts";
import type { StateFiles } from "./state-files.ts";

/** What the handlers need. */
export interface WorkspaceDependencies {
  readonly sample: SampleWorkspace;
  readonly stateFiles: StateFiles;
}

/** Answers the requests about the workspace. */
export function createWorkspaceHandlers(dependencies: WorkspaceDependencies): Handlers<typeof workspaceContract> {
  const { sample, stateFiles } = dependencies;
  return {
    "workspace.progress": async () => sample.progress(),
    "workspace.retry": async () => sample.retry(),
    "workspace.readState": ({ key }) => stateFiles.read(key),
    "workspace.writeState": async ({ key, text }) => {
      await stateFiles.write(key, text);
      return null;
    },
    "workspace.sampleQueries": ({ connectionId }) => sample.queriesOf(connectionId),
  };
}
