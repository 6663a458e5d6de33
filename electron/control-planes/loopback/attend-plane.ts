import type { EmbeddedControlPlane } from "../embedded/embedded-control-plane.ts";
import type { AppCalls } from "./app-calls.ts";

/** The control plane as the API on loopback uses it for the app: with the signal, progress and errors of the app's own calls. */
export function attendPlane(plane: EmbeddedControlPlane, calls: AppCalls): EmbeddedControlPlane {
  return {
    ...plane,
    createBranch: (request) => calls.perform((call) => plane.createBranch(request, call)),
    updateBranch: (project, branch, change) =>
      calls.perform((call) => plane.updateBranch(project, branch, change, call)),
    resetBranch: (project, branch) => calls.perform((call) => plane.resetBranch(project, branch, call)),
    restoreBranch: (project, branch, request) =>
      calls.perform((call) => plane.restoreBranch(project, branch, request, call)),
    startCompute: (project, branch) => calls.perform((call) => plane.startCompute(project, branch, call)),
    suspendCompute: (project, branch) => calls.perform((call) => plane.suspendCompute(project, branch, call)),
    deleteBranch: (project, branch) => calls.perform((call) => plane.deleteBranch(project, branch, call)),
    setMaskingRules: (project, branch, rules) =>
      calls.perform((call) => plane.setMaskingRules(project, branch, rules, call)),
    maskBranch: (project, branch) => calls.perform((call) => plane.maskBranch(project, branch, call)),
    createSnapshot: (project, branch, name, seconds) =>
      calls.perform((call) => plane.createSnapshot(project, branch, name, seconds, call)),
    deleteSnapshot: (project, snapshot) => calls.perform((call) => plane.deleteSnapshot(project, snapshot, call)),
    restoreSnapshot: (project, snapshot, name) =>
      calls.perform((call) => plane.restoreSnapshot(project, snapshot, name, call)),
  };
}
