import { join } from "node:path";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { Contracts } from "../../../shared/ipc/contracts.ts";
import type { operationsContract } from "../../../shared/ipc/operations.ts";
import { createAccountsHandlers } from "../../accounts/handlers.ts";
import { createAdviserHandlers } from "../../adviser/handlers.ts";
import { createConnectionStrings } from "../../branches/connection-strings.ts";
import { createBranchesHandlers } from "../../branches/handlers.ts";
import { PastBranches } from "../../branches/past-branches.ts";
import { createUpkeepHandlers } from "../../branches/upkeep-handlers.ts";
import { createCatalogHandlers } from "../../catalog/handlers.ts";
import { loadFolder } from "../../changes/folder/load-folder.ts";
import { createChangesHandlers } from "../../changes/handlers.ts";
import { createCommandsHandlers } from "../../commands/handlers.ts";
import { createComparisonHandlers } from "../../comparison/handlers.ts";
import { createConnectionsHandlers } from "../../connections/handlers.ts";
import { createEditorHandlers } from "../../editor/handlers.ts";
import { createEditsHandlers, lockedIsReadOnly } from "../../edits/handlers.ts";
import { createErdHandlers } from "../../erd/handlers.ts";
import { composeSelection } from "../../grid/compose-selection.ts";
import { createGridHandlers } from "../../grid/handlers.ts";
import { createHistoryHandlers } from "../../history/handlers.ts";
import { History } from "../../history/history.ts";
import { createIndexesHandlers } from "../../indexes/handlers.ts";
import type { Handlers } from "../../ipc/handlers.ts";
import { FormatChoices } from "../../migrations/format-choices.ts";
import { createMonitorHandlers } from "../../monitor/handlers.ts";
import { createPlansHandlers } from "../../plans/handlers.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { createQueriesHandlers } from "../../queries/handlers.ts";
import { createQueryFilesHandlers } from "../../query-files/handlers.ts";
import { createSchemaCheckHandlers } from "../../schema-check/handlers.ts";
import { createSessionsHandlers } from "../../sessions/handlers.ts";
import { createStatementsHandlers } from "../../statements/statement-log.ts";
import { createTransferHandlers } from "../../transfer/handlers.ts";
import { createWorkspaceHandlers } from "../../workspace/handlers.ts";
import { StateFiles } from "../../workspace/state-files.ts";
import { createDiagnosticsHandlers } from "../running/diagnostics-handlers.ts";
import { appliedMigrations } from "./applied-migrations.ts";
import { forkOf } from "./fork-of.ts";
import type { AppParts } from "./open-parts.ts";
import { openUnlocks } from "./open-unlocks.ts";
import { scratchOf } from "./scratch-of.ts";

/** Everything but what the router answers itself. */
export type AppHandlers = Handlers<Omit<Contracts, keyof typeof operationsContract>>;

/** The handlers of all capabilities, and what ends the sessions that they hold themselves. */
export interface Capabilities {
  readonly handlers: AppHandlers;
  forgetClient(clientId: string): void;
  closeSessions(): Promise<void>;
}

/** Makes the capabilities: one line each. */
export function createCapabilities(parts: AppParts): Capabilities {
  const { platform, databases, accounts, controlPlanes, store, vault, sample, statements, parser, watch } = parts;
  const { dataFolder } = platform;
  const past = new PastBranches(controlPlanes.of);
  const { unlocks, environmentOf, isLocked, isPast, mayWrite, defaultBranchOf } = openUnlocks(parts, past);
  const isReadOnly = async (ref: DatabaseRef) => !(await mayWrite(ref));
  const refuseWrite = async (ref: DatabaseRef) => {
    if (await isPast(ref)) return new AppError("readOnly", "This is the past: it can be read, not changed.");
    return (await mayWrite(ref)) ? null : lockedIsReadOnly(await environmentOf(ref));
  };
  const history = new History(join(dataFolder, "history.jsonl"));
  const {
    close: closeEditor,
    forgetClient,
    ...editorHandlers
  } = createEditorHandlers({
    databases,
    parser,
    // A branch that shows the past is as locked as production, and no unlock opens it.
    isProduction: async (ref) => (await isPast(ref)) || (await isLocked(ref)),
    isUnlocked: ({ connectionId, branchId }) =>
      unlocks.isUnlocked(connectionId) && !(branchId !== undefined && past.isKnownPast(branchId)),
    keepRun: (entry) => history.add(entry),
    tellLost: (lost) => platform.emit("editor.lost", lost),
  });
  const connectionStrings = createConnectionStrings({
    controlPlaneOf: controlPlanes.of,
    learn: parts.learnSecrets,
    clipboard: platform.clipboard,
    offerFile: platform.offerFile?.bind(platform),
  });
  const formats = new FormatChoices(join(dataFolder, "migration-formats.json"));
  const folderOf = async (id: string) => {
    const { isSample, migrationsFolder } = await store.find(id);
    return isSample ? await sample.migrationsFolderOf(id) : migrationsFolder;
  };
  const handlers: AppHandlers = {
    ...editorHandlers,
    ...createHistoryHandlers(history),
    ...createCatalogHandlers({ databases }),
    ...createErdHandlers({ databases }),
    ...createEditsHandlers({
      databases,
      undoFolder: join(dataFolder, "undo"),
      refuseWrite,
    }),
    ...createGridHandlers({ databases }),
    ...createIndexesHandlers({ databases }),
    ...createAdviserHandlers({ databases, parser, forkOf: forkOf(parts) }),
    ...createSchemaCheckHandlers({ databases, exceptionsFolder: join(dataFolder, "schema-exceptions") }),
    ...createMonitorHandlers({ databases }),
    ...createQueriesHandlers({ databases, parser, queriesFolder: join(dataFolder, "queries") }),
    ...createPlansHandlers({
      databases,
      parser,
      plansFolder: join(dataFolder, "plans"),
      refuseWrite,
      forkOf: forkOf(parts),
    }),
    ...createBranchesHandlers({ controlPlanes: controlPlanes.list, controlPlaneOf: controlPlanes.of }),
    ...createUpkeepHandlers(controlPlanes.of),
    ...past.handlers,
    ...connectionStrings.handlers,
    ...createChangesHandlers({
      databases,
      parser,
      controlPlaneOf: controlPlanes.of,
      findConnection: (id) => store.find(id),
      folderOf,
      reportsFolder: join(dataFolder, "rehearsals"),
      formats,
      ledgerMigrationsFolder: join(platform.resourcesFolder, "migrations"),
      emit: platform.emit,
    }),
    ...createComparisonHandlers({
      databases,
      scratchOf: scratchOf(parts),
      appliedOf: async (ref, folder) => {
        const path = folder ?? (await folderOf(ref.connectionId));
        const chosen = path === null ? null : await formats.find(ref.connectionId, path);
        const read = (session: ReadSession) => loadFolder({ path, chosen }, session, parser);
        return appliedMigrations(await databases.read(ref, "migrations", read));
      },
    }),
    ...createAccountsHandlers({
      accounts,
      vault,
      drain: parts.dropSessions,
      changed: () => platform.emit("connections.changed", {}),
    }),
    ...createConnectionsHandlers({
      store,
      environments: parts.environments,
      vault,
      withoutCipher: platform.withoutCipher,
      surroundings: parts.surroundings,
      knownHostsFile: parts.knownHostsFile,
      disconnect: (id) => accounts.disconnect(id),
      rolesOf: (projectId) => controlPlanes.of(projectId).listRoles(projectId),
      drain: async (connectionId) => {
        unlocks.lock(connectionId); // what it unlocked may be another database now
        await parts.dropSessions(connectionId);
      },
      changed: () => platform.emit("connections.changed", {}),
    }),
    ...createSessionsHandlers({ databases, unlocks, isProduction: isLocked, defaultBranchOf }),
    ...createStatementsHandlers(statements),
    ...createTransferHandlers({ databases, composeSelection, dataFolder, isReadOnly, chooseFile: platform.chooseFile }),
    ...createQueryFilesHandlers({ dataFolder }),
    ...createWorkspaceHandlers({ sample, stateFiles: new StateFiles(join(dataFolder, "state")) }),
    ...createCommandsHandlers(platform.showMenuKeys?.bind(platform)),
    ...createDiagnosticsHandlers(watch, parts.pageErrors),
  };
  const closeSessions = async () => {
    await connectionStrings.close();
    await closeEditor();
    await history.close();
    await unlocks.close();
  };
  return { handlers, forgetClient, closeSessions };
}
