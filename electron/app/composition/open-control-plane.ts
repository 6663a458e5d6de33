import { branchCapabilities } from "../../../shared/branches/model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import type { ControlPlane } from "../../control-planes/control-plane.ts";
import {
  type EmbeddedControlPlane,
  openEmbeddedControlPlane,
} from "../../control-planes/embedded/embedded-control-plane.ts";
import { openLoopbackControlPlane } from "../../control-planes/loopback/loopback-control-plane.ts";

/** The clusters of this computer: as what makes them, and as what the app's branches are reached by. */
export interface LocalPlanes {
  /** For the app's own provisioning: projects, roles, databases. */
  readonly embedded: EmbeddedControlPlane;
  /** The same clusters through the adapter for Neon. */
  readonly branches: ControlPlane;
  close(): Promise<void>;
}

/**
 * The embedded control plane; where it cannot be opened for a reason that the user can act on (no server for this
 * platform, an unreachable folder), one that says so whenever it is asked: the rest of the app works on servers elsewhere.
 */
export async function openControlPlane(
  dataFolder: string,
  log: (line: string) => void,
  keepSecret: (secret: string) => void,
): Promise<LocalPlanes> {
  let embedded: EmbeddedControlPlane | null = null;
  try {
    embedded = await openEmbeddedControlPlane({ dataFolder, log });
    const branches = await openLoopbackControlPlane({ plane: embedded, dataFolder, keepSecret, log });
    return { embedded, branches, close: () => branches.close() };
  } catch (error) {
    await embedded?.close();
    if (!isAppError(error)) throw error;
    log(`No embedded Postgres: ${error.message}`);
    const absent = createAbsentPlane(error);
    return { embedded: absent, branches: absent, close: () => absent.close() };
  }
}

function createAbsentPlane(reason: Error): EmbeddedControlPlane {
  const refuse = () => Promise.reject(reason);
  return {
    capabilities: {
      kind: "embedded",
      missing: Object.fromEntries(branchCapabilities.map((one) => [one, reason.message])),
      hasOwnRoles: false,
    },
    postgresMajor: 0,
    listProjects: async () => [],
    listBranches: refuse,
    listRoles: refuse,
    listDatabases: refuse,
    listOperations: refuse,
    listSnapshots: refuse,
    updateBranch: refuse,
    resetBranch: refuse,
    restoreBranch: refuse,
    createSnapshot: refuse,
    deleteSnapshot: refuse,
    restoreSnapshot: refuse,
    connectionTarget: refuse,
    createBranch: refuse,
    createProject: refuse,
    updateProject: refuse,
    deleteProject: refuse,
    listBranchRoles: refuse,
    createRole: refuse,
    deleteRole: refuse,
    rolePassword: refuse,
    resetRolePassword: refuse,
    createDatabase: refuse,
    updateDatabase: refuse,
    deleteDatabase: refuse,
    keepHistory: refuse,
    readMasking: refuse,
    setMaskingRules: refuse,
    maskBranch: refuse,
    startCompute: refuse,
    suspendCompute: refuse,
    deleteBranch: refuse,
    connectParameters: refuse,
    adminParameters: refuse,
    onChange: () => () => undefined,
    close: async () => undefined,
  };
}
