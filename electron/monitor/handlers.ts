import type { monitorContract } from "../../shared/monitor/contract.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { Databases } from "../postgres/databases.ts";
import { endSession } from "./end-session.ts";
import { readLocks } from "./read-locks.ts";
import { readSample } from "./read-sample.ts";

/** What the handlers need. */
export interface MonitorDependencies {
  readonly databases: Databases;
}

/** Answers the requests of the live monitor. All of them read, but for the one that ends a session. */
export function createMonitorHandlers({ databases }: MonitorDependencies): Handlers<typeof monitorContract> {
  return {
    "monitor.sample": ({ ref }, { signal }) => databases.read(ref, "monitor: look", readSample, { signal }),
    "monitor.locks": ({ ref }, { signal }) => databases.read(ref, "monitor: locks", readLocks, { signal }),
    "monitor.endSession": ({ ref, ...target }, { signal }) =>
      databases.write(ref, { purpose: "monitor", timeouts: "own", signal }, (session) => endSession(session, target)),
  };
}
