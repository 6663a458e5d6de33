import type { ControlPlaneCall } from "../control-planes/control-plane.ts";
import type { RequestContext } from "../ipc/handlers.ts";

/** How a control plane reports to the client of a request, and is cancelled by it. */
export function toCall({ signal, report }: RequestContext): ControlPlaneCall {
  return { signal, report };
}
