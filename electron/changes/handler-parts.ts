import type { ChangeRequest } from "../../shared/changes/model.ts";
import type { Connection } from "../../shared/connections/model.ts";
import type { Topics } from "../../shared/ipc/topics.ts";
import type { ControlPlane } from "../control-planes/control-plane.ts";
import type { FormatChoices } from "../migrations/format-choices.ts";
import type { Databases } from "../postgres/databases.ts";
import type { ReadSession } from "../postgres/session.ts";
import type { SqlParser } from "../sql/parser/sql-parser.ts";
import type { FolderChoice } from "./folder/load-folder.ts";
import type { ContextOf } from "./folder/usable-migrations.ts";
import { describeRequest } from "./ledger/describe-request.ts";
import { hasLedger, refuseOlderLedger } from "./ledger/install-ledger.ts";
import { readEvents, readLedgerRequest } from "./ledger/read-requests.ts";
import type { Target } from "./ledger/target.ts";
import { inSavepoint, lintContextOf } from "./lint/read-lint-database.ts";

/** What the handlers need. */
export interface ChangesDependencies {
  readonly databases: Databases;
  readonly parser: SqlParser;
  readonly controlPlaneOf: (projectId: string) => ControlPlane;
  /** Rejects with `notFound`. */
  readonly findConnection: (connectionId: string) => Promise<Connection>;
  /** Path of the connection's migrations folder; null when it has none. */
  readonly folderOf: (connectionId: string) => Promise<string | null>;
  /** Where reports of rehearsals are kept as files, beside the ledger. */
  readonly reportsFolder: string;
  readonly formats: FormatChoices;
  /** Folder of the ledger's own migrations. */
  readonly ledgerMigrationsFolder: string;
  readonly emit: (topic: "changes.changed", payload: Topics["changes.changed"]) => void;
}

/** What several handlers do in the same way. */
export interface HandlerParts extends ChangesDependencies {
  /** The connection's folder and the format that was chosen for it. */
  choiceOf(connectionId: string): Promise<FolderChoice>;
  targetOf(connectionId: string, role?: string): Target;
  /** How migrations for the session's database are linted: against what it knows, where it answers in time. */
  lintedAgainst(session: ReadSession, signal: AbortSignal): ContextOf;
  changed(connectionId: string): void;
  /** Reads the ledger; `without` is the answer for a database that has none. */
  readLedger<T>(connectionId: string, cause: string, without: T, run: (session: ReadSession) => Promise<T>): Promise<T>;
  readRequest(connectionId: string, id: string): Promise<ChangeRequest>;
  /** Tells the windows, and gives the request as it is now. */
  afterChange(connectionId: string, id: string): Promise<ChangeRequest>;
}

/** Makes the parts from what the app gives. */
export function createHandlerParts(dependencies: ChangesDependencies): HandlerParts {
  const { databases, parser, emit } = dependencies;
  const changed = (connectionId: string) => emit("changes.changed", { connectionId });
  const readRequest = (connectionId: string, id: string) =>
    databases.read({ connectionId }, "ledger: change request", async (session) => {
      await refuseOlderLedger(session);
      const known = await readLedgerRequest(session, id);
      const request = await describeRequest(known, await readEvents(session, 5_000, id), parser);
      // The ledger has the id that the connection has in the author's app; here it is the reader's that counts.
      return { ...request, connectionId };
    });
  return {
    ...dependencies,
    choiceOf: async (connectionId) => {
      const path = await dependencies.folderOf(connectionId);
      return { path, chosen: path === null ? null : await dependencies.formats.find(connectionId, path) };
    },
    targetOf: (connectionId, role) => ({ databases, ref: { connectionId }, role }),
    lintedAgainst: (session, signal) => (migrations) =>
      lintContextOf(migrations, { parser, signal, readDatabase: (run) => inSavepoint(session, run) }),
    changed,
    readLedger: (connectionId, cause, without, run) =>
      databases.read({ connectionId }, `ledger: ${cause}`, async (session) => {
        if (!(await hasLedger(session))) return without;
        await refuseOlderLedger(session);
        return await run(session);
      }),
    readRequest,
    afterChange: async (connectionId, id) => {
      changed(connectionId);
      return await readRequest(connectionId, id);
    },
  };
}
