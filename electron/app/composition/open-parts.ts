import { homedir, userInfo } from "node:os";
import { join } from "node:path";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { NeonAccounts } from "../../accounts/neon-accounts.ts";
import type { ScratchSessions } from "../../comparison/scratch/scratch-place.ts";
import { ConnectionStore } from "../../connections/connection-store.ts";
import { EnvironmentStore } from "../../connections/environment-store.ts";
import { resolveConnection } from "../../connections/resolve-connection.ts";
import type { Surroundings } from "../../connections/sources/user-files.ts";
import type { TemplateControlPlane } from "../../control-planes/template/template-control-plane.ts";
import type { Redactor } from "../../ipc/redactor.ts";
import type { ManagedDatabases } from "../../postgres/create-databases.ts";
import type { ConnectParameters } from "../../postgres/session.ts";
import { type AppParser, openParser } from "../../sql/parser/thread-parser.ts";
import { StatementLog } from "../../statements/statement-log.ts";
import { Vault } from "../../storage/vault.ts";
import { SampleWorkspace } from "../../workspace/sample-workspace.ts";
import type { Platform } from "../platform.ts";
import type { DatabaseProcesses } from "../running/database-processes.ts";
import { EventLoopWatch } from "../running/event-loop-watch.ts";
import { PageErrorLog } from "../running/page-error-log.ts";
import { type ControlPlanes, createControlPlanes } from "./control-planes.ts";
import { type LocalPlanes, openControlPlane } from "./open-control-plane.ts";
import { openDatabases } from "./open-databases.ts";
import { openNeonAccounts } from "./open-neon-accounts.ts";
import { openTemplateBranches } from "./open-template-branches.ts";

/** What the capabilities are made of. */
export interface AppParts {
  readonly platform: Platform;
  readonly databases: ManagedDatabases;
  /** Null where sessions run in this process. */
  readonly processes: DatabaseProcesses | null;
  readonly localPlanes: LocalPlanes;
  readonly scratchSessions: ScratchSessions;
  /** Where a database is, and as whom to connect to it. */
  readonly resolve: (ref: DatabaseRef) => Promise<ConnectParameters>;
  readonly controlPlanes: ControlPlanes;
  readonly templates: TemplateControlPlane;
  readonly accounts: NeonAccounts;
  readonly store: ConnectionStore;
  readonly environments: EnvironmentStore;
  readonly vault: Vault;
  readonly surroundings: Surroundings;
  readonly knownHostsFile: string;
  readonly sample: SampleWorkspace;
  readonly statements: StatementLog;
  readonly parser: AppParser;
  readonly watch: EventLoopWatch;
  readonly pageErrors: PageErrorLog;
  /** Tells the redactor of passwords that the app is about to use. */
  readonly learnSecrets: (parameters: ConnectParameters) => void;
  /** Ends the sessions and the process of a connection that changed or is gone. */
  readonly dropSessions: (connectionId: string) => Promise<void>;
}

/** Opens what the data folder holds; nothing is connected to or started yet. */
export async function openParts(
  platform: Platform,
  redactor: Redactor,
  log: (line: string) => void,
): Promise<AppParts> {
  const { dataFolder, resourcesFolder, emit } = platform;
  const local = await openControlPlane(dataFolder, log, (secret) => redactor.add(secret));
  local.branches.onChange((projectId) => emit("branches.changed", { projectId }));
  const templates = await openTemplateBranches({
    dataFolder,
    listConnections: () => store.list(),
    resolve: (ref, role, signal) => resolve(ref, role, signal),
    drain: (connectionId) => databases.drain(connectionId),
    observe: (ref, record) => statements.add(ref, record),
    log,
  });
  templates.plane.onChange((projectId) => emit("branches.changed", { projectId }));
  const vault = new Vault(join(dataFolder, "vault.json"), platform.cipher);
  const neon = await openNeonAccounts({
    dataFolder,
    vault,
    keepSecret: (secret) => redactor.add(secret),
    branchesChanged: (projectId) => emit("branches.changed", { projectId }),
    log,
  });
  const { accounts } = neon;
  const controlPlanes = createControlPlanes(local.branches, [templates.source, neon.source]);
  const sample = new SampleWorkspace({
    plane: local.embedded,
    samplesFolder: join(resourcesFolder, "samples"),
    workspaceFolder: join(dataFolder, "workspace"),
    announce: (progress) => emit("workspace.progress", progress),
    changed: () => emit("connections.changed", {}),
  });
  const knownHostsFile = join(dataFolder, "known_hosts");
  const surroundings = { environment: process.env, homeFolder: homedir(), userName: userInfo().username };
  const store = new ConnectionStore({
    dataFolder,
    vault,
    provided: () => [...sample.connections(), ...accounts.connections()],
  });
  const statements = new StatementLog((entry) => emit("statements.logged", entry), redactor.redact);
  const resolve = async (ref: DatabaseRef, role?: string, signal?: AbortSignal) => {
    const parameters = await resolveConnection(
      { store, vault, surroundings, knownHostsFile, controlPlaneOf: controlPlanes.of },
      ref,
      role,
      signal,
    );
    redactor.learnFrom(parameters);
    return parameters;
  };
  const { databases, processes, scratchSessions } = openDatabases({
    platform,
    resolve,
    statements,
    redact: redactor.redact,
  });
  const dropSessions = async (connectionId: string) => {
    await databases.drain(connectionId);
    await processes?.end(connectionId);
  };
  const parser = openParser(platform.parserThread, log);
  const watch = new EventLoopWatch();
  const pageErrors = new PageErrorLog({ redact: redactor.redact, log });
  return {
    platform,
    databases,
    processes,
    localPlanes: local,
    scratchSessions,
    resolve,
    controlPlanes,
    templates: templates.plane,
    accounts,
    store,
    environments: new EnvironmentStore(dataFolder),
    vault,
    surroundings,
    knownHostsFile,
    sample,
    statements,
    parser,
    watch,
    pageErrors,
    dropSessions,
    learnSecrets: (parameters) => redactor.learnFrom(parameters),
  };
}
