import { join } from "node:path";
import { isAppError } from "../../shared/ipc/app-error.ts";
import { contracts } from "../../shared/ipc/contracts.ts";
import { Redactor } from "../ipc/redactor.ts";
import { createRouter } from "../ipc/router.ts";
import type { SampleWorkspace } from "../workspace/sample-workspace.ts";
import { StateFiles } from "../workspace/state-files.ts";
import type { App } from "./app.ts";
import { createCapabilities } from "./composition/create-capabilities.ts";
import { openParts } from "./composition/open-parts.ts";
import type { Platform } from "./platform.ts";
import { ClientPresence } from "./running/client-presence.ts";
import { endInOrder } from "./running/end-in-order.ts";
import { WarmUp } from "./running/warm-up.ts";

/**
 * Puts the capabilities together for a host, which holds the data folder. An embedded control plane that cannot be
 * opened is no reason to reject: the workspace's progress says why, and other servers can be used.
 */
export async function createApp(platform: Platform): Promise<App> {
  const redactor = new Redactor();
  const log = (line: string) => platform.log(redactor.redact(line));
  const parts = await openParts(platform, redactor, log);
  const { handlers, forgetClient, closeSessions } = createCapabilities(parts);
  const router = createRouter({
    contracts,
    handlers,
    redactor,
    emitProgress: (clientId, progress) => platform.emit("operation.progress", progress, clientId),
    log,
  });
  const warmUp = new WarmUp({
    databases: parts.databases,
    readWorkspace: () => new StateFiles(join(platform.dataFolder, "state")).read("workspace"),
    findConnection: (id) => parts.store.find(id),
    isOurs: (projectId) => parts.controlPlanes.of(projectId).capabilities.kind === "embedded",
  });
  const presence = new ClientPresence(forgetClient);
  await startSample(platform, parts.sample, log);
  const { processes } = parts;
  return {
    handle: (clientId, message) => {
      presence.seen(clientId);
      return router.handle(clientId, message);
    },
    databaseProcess: (connectionId) => processes?.handleOf(connectionId) ?? null,
    warmUp: () => warmUp.begin(),
    redact: redactor.redact,
    forgetClient: (clientId) => {
      router.forgetClient(clientId);
      presence.left(clientId);
    },
    close: () =>
      endInOrder(
        [
          { name: "operations", run: () => router.close() },
          { name: "warming up", run: () => warmUp.close() },
          { name: "clients", run: async () => presence.close() },
          { name: "the sample workspace", run: () => parts.sample.close() },
          { name: "editor sessions", run: closeSessions },
          { name: "the parser", run: () => parts.parser.close() },
          { name: "sessions", run: () => parts.databases.close() },
          { name: "database processes", run: async () => processes?.close() },
          { name: "branches of plain servers", run: () => parts.templates.close() },
          { name: "Neon accounts", run: () => parts.accounts.close() },
          { name: "the control plane", run: () => parts.localPlanes.close() },
          { name: "the event loop watch", run: async () => parts.watch.close() },
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
