import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ControlPlane } from "../../control-planes/control-plane.ts";

/** A place that control planes come from: this computer, the user's accounts, saved connections. */
export interface ControlPlaneSource {
  /** In the order in which their projects are shown. */
  planes(): Promise<readonly ControlPlane[]>;
  /** The control plane of a project of this source, told by the project's id alone; null for any other id. */
  find(projectId: string): ControlPlane | null;
}

/** All control planes of the app. Which one a project belongs to is told by its id (`neon:ACCOUNT:ID`, `template:ID`). */
export interface ControlPlanes {
  list(): Promise<readonly ControlPlane[]>;
  /** Throws `notFound` for a project of no source. */
  of(projectId: string): ControlPlane;
}

/** Puts the sources together; the embedded plane has every id without a prefix. */
export function createControlPlanes(embedded: ControlPlane, sources: readonly ControlPlaneSource[]): ControlPlanes {
  const local: ControlPlaneSource = {
    planes: async () => [embedded],
    find: (projectId) => (projectId.includes(":") ? null : embedded),
  };
  const all = [local, ...sources];
  return {
    list: async () => (await Promise.all(all.map((source) => source.planes()))).flat(),
    of: (projectId) => {
      for (const source of all) {
        const plane = source.find(projectId);
        if (plane) return plane;
      }
      throw new AppError("notFound", "The project of this connection is not known here (any more).", {
        hint: "Its account may have been removed. Add the account again, or remove the connection.",
      });
    },
  };
}
