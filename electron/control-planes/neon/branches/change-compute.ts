import { EndpointType } from "@neondatabase/api-client";
import type { Branch } from "../../../../shared/branches/model.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";
import { type Begun, makeChange, type NeonParts, readOpenOperations } from "../neon-parts.ts";
import { readEndpoint, showBranch } from "./read-branches.ts";
import { computeState } from "./to-branch.ts";

/** Starts the branch's compute; makes one where it has none. */
export async function startCompute(
  parts: NeonParts,
  neonId: string,
  branchId: string,
  call: ControlPlaneCall,
): Promise<Branch> {
  await makeChange(parts, { neonId, branchId, action: "Start compute" }, call, async (step) => {
    const endpoint = await readEndpoint(parts, neonId, branchId, call.signal);
    if (endpoint && computeState(endpoint) === "active") return;
    const findOutcome = async () => {
      const now = await readEndpoint(parts, neonId, branchId);
      const isOn = now && ["active", "starting"].includes(computeState(now));
      return isOn ? { operations: await readOpenOperations(parts, neonId, branchId) } : null; // a start of what runs does no harm
    };
    if (endpoint)
      await step<Begun>((client, settings) => client.startProjectEndpoint(neonId, endpoint.id, settings), findOutcome);
    else
      await step<Begun>(
        (client, settings) =>
          client.createProjectEndpoint(
            neonId,
            { endpoint: { branch_id: branchId, type: EndpointType.ReadWrite } },
            settings,
          ),
        findOutcome,
      );
  });
  return await showBranch(parts, neonId, branchId);
}

/** Suspends the branch's compute: its sessions end. */
export async function suspendCompute(
  parts: NeonParts,
  neonId: string,
  branchId: string,
  call: ControlPlaneCall,
): Promise<Branch> {
  await makeChange(parts, { neonId, branchId, action: "Suspend compute" }, call, async (step) => {
    const endpoint = await readEndpoint(parts, neonId, branchId, call.signal);
    if (!endpoint || computeState(endpoint) === "suspended") return;
    await step<Begun>(
      (client, settings) => client.suspendProjectEndpoint(neonId, endpoint.id, settings),
      async () => {
        const now = await readEndpoint(parts, neonId, branchId);
        const isOff = now && ["suspended", "suspending"].includes(computeState(now));
        return isOff ? { operations: await readOpenOperations(parts, neonId, branchId) } : null;
      },
    );
  });
  return await showBranch(parts, neonId, branchId);
}
