import { join } from "node:path";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import { isAppError } from "../../shared/ipc/app-error.ts";
import { contracts } from "../../shared/ipc/contracts.ts";
import { ConnectionStore } from "../connections/connection-store.ts";
import { resolveConnection } from "../connections/resolve-connection.ts";
import { Redactor } from "../ipc/redactor.ts";
import { createRouter } from "../ipc/router.ts";
import { StatementLog } from "../statements/statement-log.ts";
import { Vault } from "../storage/vault.ts";
import { SampleWorkspace } from "../workspace/sample-workspace.ts";
import type { App } from "./app.ts";
import { createCapabilities } from "./create-capabilities.ts";
import { endInOrder } from "./end-in-order.ts";
import { EventLoopWatch } from "./event-loop-watch.ts";
import { openControlPlane } from "./open-control-plane.ts";
import { openDatabases } from "./open-databases.ts";
import type { Platform } from "./platform.ts";

/**
 * Puts the capabilities together for a host, which holds the data folder. An embedded control plane that cannot be
 * opened is no reason to reject: the workspace's progress says why, and other servers can be used.
 */
export async function createApp(platform: Platform): Promise<App> {
  const { dataFolder, resourcesFolder, emit } = platform;
  const redactor = new Redactor();
  const log = (line: string) => platform.log(redactor.redact(line));
  const watch = new EventLoopWatch();
  const plane = await openControlPlane(dataFolder, log);
  plane.onChange((projectId) => emit("branches.changed", { projectId }));
  const sample = new SampleWorkspace({
    plane,
    samplesFolder: join(resourcesFolder, "samples"),
    workspaceFolder: join(dataFolder, "workspace"),
    announce: (progress) => emit("workspace.progress", progress),
    changed: () => emit("connections.changed", {}),
  });
  const vault = new Vault(join(dataFolder, "vault.json"), platform.cipher);
  const store = new ConnectionStore({ dataFolder, vault, provided: () => sample.connections() });
  const statements = new StatementLog((entry) => emit("statements.logged", entry), redactor.redact);
  const resolve = async (ref: DatabaseRef, role?: string, signal?: AbortSignal) => {
    const parameters = await resolveConnection({ store, vault, controlPlaneOf: () => plane }, ref, role, signal);
    if (parameters.password !== undefined) redactor.add(parameters.password);
    return parameters;
  };
  const { databases, processes } = openDatabases({ platform, resolve, statements, redact: redactor.redact });
  const dropSessions = async (connectionId: string) => {
    await databases.drain(connectionId);
    await processes?.end(connectionId);
  };
  const { handlers, forgetClient, closeSessions } = createCapabilities({
    platform,
    databases,
    plane,
    store,
    vault,
    sample,
    statements,
    watch,
    dropSessions,
  });
  const router = createRouter({
    contracts,
    handlers,
    redactor,
    emitProgress: (clientId, progress) => emit("operation.progress", progress, clientId),
    log,
  });
  await startSample(platform, sample, log);
  return {
    handle: (clientId, message) => router.handle(clientId, message),
    databaseProcess: (connectionId) => processes?.handleOf(connectionId) ?? null,
    redact: redactor.redact,
    forgetClient: (clientId) => {
      router.forgetClient(clientId);
      forgetClient(clientId);
    },
    close: () =>
      endInOrder(
        [
          { name: "operations", run: () => router.close() },
          { name: "the sample workspace", run: () => sample.close() },
          { name: "editor sessions", run: closeSessions },
          { name: "sessions", run: () => databases.close() },
          { name: "database processes", run: async () => processes?.close() },
          { name: "the control plane", run: () => plane.close() },
          { name: "the event loop watch", run: async () => watch.close() },
        ],
        log,
      ),
  };
}

/** A command that runs by itself uses what is there; only an app that stays open makes the samples. */
async function startSample(platform: Platform, sample: SampleWorkspace, log: (line: string) => void): Promise<void> {
  try {
    await sample.load();
  } catch (error) {
    if (!isAppError(error)) throw error;
    log(`The sample workspace cannot be read: ${error.message}`);
  }
  // Meets the same error again, and shows it in the workspace's progress.
  if (platform.host !== "cli") sample.start();
}
