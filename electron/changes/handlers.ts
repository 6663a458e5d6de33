import type { changesContract } from "../../shared/changes/contract.ts";
import type { ChangeRequest, Direction, FolderMigration } from "../../shared/changes/model.ts";
import type { Connection } from "../../shared/connections/model.ts";
import type { Topics } from "../../shared/ipc/topics.ts";
import type { ControlPlane } from "../control-planes/control-plane.ts";
import type { Handlers, RequestContext } from "../ipc/handlers.ts";
import type { Databases } from "../postgres/databases.ts";
import type { ReadSession } from "../postgres/session.ts";
import { runRequest } from "./apply/apply-request.ts";
import { createMigration } from "./folder/create-migration.ts";
import { loadFolder } from "./folder/load-folder.ts";
import { readMigrationsFolder } from "./folder/read-folder.ts";
import { noFolder, readUsableMigrations } from "./folder/usable-migrations.ts";
import { describeRequest } from "./ledger/describe-request.ts";
import { ensureLedger, hasLedger } from "./ledger/install-ledger.ts";
import { readEvents, readLedgerRequest, readRequestSummaries } from "./ledger/read-requests.ts";
import type { Target } from "./ledger/target.ts";
import { verifyLedger } from "./ledger/verify-ledger.ts";
import { addComment, decide, submitRequest } from "./ledger/write-requests.ts";
import { projectOf, rehearse } from "./rehearsal/rehearse.ts";
import { recordReport } from "./rehearsal/report.ts";

/** What the handlers need. */
export interface ChangesDependencies {
  readonly databases: Databases;
  readonly controlPlaneOf: (projectId: string) => ControlPlane;
  /** Rejects with `notFound`. */
  readonly findConnection: (connectionId: string) => Promise<Connection>;
  /** Path of the connection's migrations folder; null when it has none. */
  readonly folderOf: (connectionId: string) => Promise<string | null>;
  /** Folder of the ledger's own migrations. */
  readonly ledgerMigrationsFolder: string;
  readonly emit: (topic: "changes.changed", payload: Topics["changes.changed"]) => void;
}

/** Answers the requests about migrations, change requests and the ledger. */
export function createChangesHandlers(dependencies: ChangesDependencies): Handlers<typeof changesContract> {
  const { databases, folderOf, ledgerMigrationsFolder } = dependencies;
  const targetOf = (connectionId: string, role?: string): Target => ({ databases, ref: { connectionId }, role });
  const changed = (connectionId: string) => dependencies.emit("changes.changed", { connectionId });
  /** Reads the ledger; `without` is the answer for a database that has none. */
  const readLedger = <T>(connectionId: string, cause: string, without: T, run: (session: ReadSession) => Promise<T>) =>
    databases.read({ connectionId }, `ledger: ${cause}`, async (session) =>
      (await hasLedger(session)) ? await run(session) : without,
    );
  const readRequest = (connectionId: string, id: string): Promise<ChangeRequest> =>
    databases.read({ connectionId }, "ledger: change request", async (session) =>
      describeRequest(await readLedgerRequest(session, id), await readEvents(session, 5_000, id)),
    );
  const afterChange = async (connectionId: string, id: string) => {
    changed(connectionId);
    return await readRequest(connectionId, id);
  };
  const readFolder = async (connectionId: string) => {
    const path = await folderOf(connectionId);
    return await databases.read({ connectionId }, "migrations", (session) => loadFolder(path, session));
  };
  const runDirection =
    (direction: Direction) =>
    async (
      input: { readonly connectionId: string; readonly id: string; readonly role?: string | undefined },
      { signal, report }: RequestContext,
    ) => {
      const { connectionId, id, role } = input;
      const path = await folderOf(connectionId);
      const folder = path === null ? [] : await readMigrationsFolder(path);
      const target = targetOf(connectionId, role);
      try {
        await runRequest({
          target,
          requestId: id,
          direction,
          folder,
          signal,
          report,
          changed: () => changed(connectionId),
        });
      } finally {
        changed(connectionId);
      }
      return await readRequest(connectionId, id);
    };
  return {
    "changes.folder": ({ connectionId }) => readFolder(connectionId),
    "changes.create": async ({ connectionId, ...migration }) => {
      const folder = await folderOf(connectionId);
      if (folder === null) throw noFolder();
      const id = await createMigration(folder, migration);
      changed(connectionId);
      return findMigration((await readFolder(connectionId)).migrations, id);
    },
    "changes.rehearse": async ({ connectionId, migrationIds, role }, { signal, report }) => {
      const connection = await dependencies.findConnection(connectionId);
      const migrations = await readUsableMigrations(await folderOf(connectionId), migrationIds);
      const controlPlane = dependencies.controlPlaneOf(projectOf(connection).projectId);
      const target = targetOf(connectionId, role);
      await ensureLedger(target, ledgerMigrationsFolder);
      const rehearsed = await rehearse({ target, connection, controlPlane, migrations, signal, report });
      await recordReport(target, rehearsed.report, rehearsed.text);
      changed(connectionId);
      return rehearsed.report;
    },
    "changes.submit": async ({ connectionId, migrationIds, role, title, description, options }) => {
      const migrations = await readUsableMigrations(await folderOf(connectionId), migrationIds);
      const target = targetOf(connectionId, role);
      await ensureLedger(target, ledgerMigrationsFolder);
      const id = await submitRequest(target, { title, description, options, migrations });
      return await afterChange(connectionId, id);
    },
    "changes.list": ({ connectionId }) => readLedger(connectionId, "change requests", [], readRequestSummaries),
    "changes.read": ({ connectionId, id }) => readRequest(connectionId, id),
    "changes.comment": async ({ connectionId, role, ...comment }) => {
      await addComment(targetOf(connectionId, role), comment);
      return await afterChange(connectionId, comment.id);
    },
    "changes.approve": async ({ connectionId, role, ...decision }) => {
      await decide(targetOf(connectionId, role), { ...decision, verdict: "approve" });
      return await afterChange(connectionId, decision.id);
    },
    "changes.refuse": async ({ connectionId, role, ...decision }) => {
      await decide(targetOf(connectionId, role), { ...decision, verdict: "refuse" });
      return await afterChange(connectionId, decision.id);
    },
    "changes.apply": runDirection("up"),
    "changes.rollback": runDirection("down"),
    "changes.history": ({ connectionId, limit }) =>
      readLedger(connectionId, "history", [], (session) => readEvents(session, limit)),
    "changes.verify": ({ connectionId }) =>
      readLedger(connectionId, "verify", { isIntact: true, rows: 0, headHash: null }, verifyLedger),
  };
}

function findMigration(migrations: readonly FolderMigration[], id: string): FolderMigration {
  const found = migrations.find((migration) => migration.id === id);
  if (!found) throw new Error(`${id} was written and is not there`);
  return found;
}
