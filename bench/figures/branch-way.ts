import type { ControlPlane } from "../../electron/control-planes/control-plane.ts";
import { openLoopbackControlPlane } from "../../electron/control-planes/loopback/loopback-control-plane.ts";
import { createPlaneFolder, hastyProjectRequest, mainId, projectId } from "../../electron/testing/plane-folder.ts";
import { headCopy } from "../../shared/branches/model.ts";
import type { Figure } from "../figure.ts";
import type { Measurement } from "../report/measurement.ts";

const rounds = 7;

/** What the sample's way through Neon's API costs, beside the same control plane asked directly. */
export const branchWay: Figure = {
  name: "branch-way",
  measure: async (setting) => {
    const folder = await createPlaneFolder();
    const embedded = await folder.open();
    const log = () => undefined;
    await embedded.createProject(hastyProjectRequest);
    const loopback = await openLoopbackControlPlane({
      ...{ plane: embedded, dataFolder: folder.path, log },
      keepSecret: () => undefined,
    });
    try {
      const ways = [
        { plane: embedded as ControlPlane, times: new Map<string, number[]>() }, // as: only what both have is measured
        { plane: loopback, times: new Map<string, number[]>() },
      ] as const;
      // Turn by turn, so that what else the machine does meets both.
      for (let round = 0; round < rounds; round++)
        for (const { plane, times } of ways) {
          await measureRound(plane, times);
          setting.say(`round ${round + 1}: ${Math.round(times.get("make a branch")?.at(-1) ?? 0)} ms for a branch`);
        }
      const [direct, through] = ways;
      return [...through.times].map(
        ([what, values]): Measurement => ({
          what: `${what} through Neon's API on loopback`,
          unit: "ms",
          values,
          peer: { name: "the control plane itself", values: direct.times.get(what) ?? [] },
          target: null,
        }),
      );
    } finally {
      await loopback.close();
      await folder.remove();
    }
  },
};

async function measureRound(plane: ControlPlane, times: Map<string, number[]>): Promise<void> {
  const timed = async <T>(what: string, run: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await run();
    times.set(what, [...(times.get(what) ?? []), performance.now() - start]);
    return result;
  };
  const request = { projectId, parentId: mainId, name: "measured", ...headCopy, timeToLiveSeconds: 3600 };
  const { id } = await timed("make a branch", () => plane.createBranch({ ...request, purpose: "work" }));
  await timed("list the branches", () => plane.listBranches(projectId));
  await timed("find the way to a branch", () => plane.connectParameters(projectId, id, "postgres"));
  await timed("suspend a branch", () => plane.suspendCompute(projectId, id));
  await timed("start a branch", () => plane.startCompute(projectId, id));
  await timed("reset a branch", () => plane.resetBranch(projectId, id));
  await timed("delete a branch", () => plane.deleteBranch(projectId, id));
}
