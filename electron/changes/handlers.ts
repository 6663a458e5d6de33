import type { changesContract } from "../../shared/changes/contract.ts";
import type { ChangeRequest, Direction, FolderMigration } from "../../shared/changes/model.ts";
import { branchingOf } from "../../shared/connections/branching-of.ts";
import type { Handlers, RequestContext } from "../ipc/handlers.ts";
import { createMigration } from "../migrations/create-migration.ts";
import { createRecorder, type HistoryRecorder } from "../migrations/history/recorder.ts";
import type { MigrationFiles } from "../migrations/migration-files.ts";
import { readFolder, unclearFormat } from "../migrations/read-folder.ts";
import type { ReadSession } from "../postgres/session.ts";
import { runRequest } from "./apply/apply-request.ts";
import { PauseSwitch } from "./apply/pause-switch.ts";
import { courseHandlers, noRestorePoint, restorePointMaker } from "./course-handlers.ts";
import { loadFolder } from "./folder/load-folder.ts";
import { noFolder, readUsableMigrations } from "./folder/usable-migrations.ts";
import { type ChangesDependencies, createHandlerParts, type HandlerParts } from "./handler-parts.ts";
import { ensureLedger } from "./ledger/install-ledger.ts";
import { readEvents, readRequestSummaries } from "./ledger/read-requests.ts";
import { verifyLedger } from "./ledger/verify-ledger.ts";
import { addComment, decide, submitRequest } from "./ledger/write-requests.ts";
import { lintDraft } from "./lint/lint-draft.ts";
import { readRehearsal, readRehearsals } from "./rehearsal/read-rehearsals.ts";
import { projectOf, rehearse } from "./rehearsal/rehearse.ts";
import { keepReportFile, recordReport } from "./rehearsal/report.ts";
import { talkHandlers } from "./talk-handlers.ts";

type ChangesHandlers = Handlers<typeof changesContract>;

/** Answers the requests about migrations, change requests and the ledger. */
export function createChangesHandlers(dependencies: ChangesDependencies): ChangesHandlers {
  const parts = createHandlerParts(dependencies);
  const pauses = new PauseSwitch();
  return {
    ...folderHandlers(parts),
    ...reviewHandlers(parts),
    ...talkHandlers(parts),
    ...courseHandlers(parts, pauses),
    ...ledgerHandlers(parts, pauses),
  };
}

function folderHandlers(
  parts: HandlerParts,
): Pick<
  ChangesHandlers,
  "changes.folder" | "changes.chooseFormat" | "changes.create" | "changes.lint" | "changes.rehearse"
> {
  const { databases, folderOf, changed, parser } = parts;
  const describeFolder = async (connectionId: string, signal: AbortSignal) => {
    const choice = await parts.choiceOf(connectionId);
    return await databases.read({ connectionId }, "migrations", (session) =>
      loadFolder(choice, session, parser, parts.lintedAgainst(session, signal)),
    );
  };
  return {
    "changes.folder": ({ connectionId }, { signal }) => describeFolder(connectionId, signal),
    "changes.chooseFormat": async ({ connectionId, format }, { signal }) => {
      const folder = await folderOf(connectionId);
      if (folder === null) throw noFolder();
      await parts.formats.choose(connectionId, folder, format);
      changed(connectionId);
      return await describeFolder(connectionId, signal);
    },
    "changes.create": async ({ connectionId, ...migration }, { signal }) => {
      const { path, chosen } = await parts.choiceOf(connectionId);
      if (path === null) throw noFolder();
      const id = await databases.read({ connectionId }, "new migration", (session) =>
        createMigration(path, migration, { chosen, session }),
      );
      changed(connectionId);
      return findMigration((await describeFolder(connectionId, signal)).migrations, id);
    },
    "changes.lint": ({ connectionId, ...scripts }, { signal }) => {
      const read = <T>(run: (session: ReadSession) => Promise<T>) =>
        databases.read({ connectionId }, "lint: catalog", run);
      return lintDraft({ ...scripts, parser, readDatabase: read, signal });
    },
    "changes.rehearse": async ({ connectionId, migrationIds, role, queriesSql }, { signal, report }) => {
      const connection = await parts.findConnection(connectionId);
      const migrations = await readUsable(parts, connectionId, migrationIds, signal);
      const controlPlane = parts.controlPlaneOf(projectOf(connection).projectId);
      const target = parts.targetOf(connectionId, role);
      await ensureLedger(target, parts.ledgerMigrationsFolder);
      const call = { target, connection, controlPlane, migrations, parser, queriesSql, signal, report };
      const rehearsed = await rehearse(call);
      await keepReportFile(parts.reportsFolder, rehearsed.report, rehearsed.text);
      await recordReport(target, rehearsed.report, rehearsed.text);
      changed(connectionId);
      return rehearsed.report;
    },
  };
}

async function readUsable(
  parts: HandlerParts,
  connectionId: string,
  migrationIds: readonly string[],
  signal: AbortSignal,
) {
  const choice = await parts.choiceOf(connectionId);
  return await parts.databases.read({ connectionId }, "migrations folder", (session) =>
    readUsableMigrations({ ...choice, session }, migrationIds, parts.parser, parts.lintedAgainst(session, signal)),
  );
}

type ReviewChannel = "changes.submit" | "changes.comment" | "changes.approve" | "changes.refuse";

function reviewHandlers(parts: HandlerParts): Pick<ChangesHandlers, ReviewChannel> {
  const { targetOf, afterChange } = parts;
  return {
    "changes.submit": async ({ connectionId, migrationIds, role, specReference = "", ...said }, { signal }) => {
      const migrations = await readUsable(parts, connectionId, migrationIds, signal);
      const connection = await parts.findConnection(connectionId);
      if (said.course?.makesRestorePoint && !branchingOf(connection)) throw noRestorePoint();
      const needsRehearsal = connection.target.kind === "project";
      const target = targetOf(connectionId, role);
      await ensureLedger(target, parts.ledgerMigrationsFolder);
      const submission = {
        ...said,
        course: said.course,
        options: said.options,
        specReference,
        migrations,
        needsRehearsal,
      };
      const id = await submitRequest(target, { ...submission, promotedFrom: null });
      return await afterChange(connectionId, id);
    },
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
  };
}

type LedgerChannel =
  | "changes.list"
  | "changes.read"
  | "changes.apply"
  | "changes.rollback"
  | "changes.history"
  | "changes.rehearsals"
  | "changes.rehearsal"
  | "changes.verify";

function ledgerHandlers(parts: HandlerParts, pauses: PauseSwitch): Pick<ChangesHandlers, LedgerChannel> {
  const { readLedger, readRequest } = parts;
  return {
    "changes.list": ({ connectionId }) => readLedger(connectionId, "change requests", [], readRequestSummaries),
    "changes.rehearsals": ({ connectionId, limit }) =>
      readLedger(connectionId, "rehearsals", [], (session) => readRehearsals(session, limit)),
    "changes.rehearsal": ({ connectionId, hash }) =>
      parts.databases.read({ connectionId }, "ledger: rehearsal", (session) => readRehearsal(session, hash)),
    "changes.read": ({ connectionId, id }) => readRequest(connectionId, id),
    "changes.apply": (input, context) => runDirection(parts, pauses, "up", input, context),
    "changes.rollback": (input, context) => runDirection(parts, pauses, "down", input, context),
    "changes.history": ({ connectionId, limit }) =>
      readLedger(connectionId, "history", [], (session) => readEvents(session, limit)),
    "changes.verify": ({ connectionId }) =>
      readLedger(connectionId, "verify", { isIntact: true, rows: 0, headHash: null }, verifyLedger),
  };
}

interface RunInput {
  readonly connectionId: string;
  readonly id: string;
  readonly role?: string | undefined;
}

async function runDirection(
  parts: HandlerParts,
  pauses: PauseSwitch,
  direction: Direction,
  { connectionId, id, role }: RunInput,
  { signal, report }: RequestContext,
): Promise<ChangeRequest> {
  const { folder, history } = await readForRun(parts, connectionId);
  const target = parts.targetOf(connectionId, role);
  const changed = () => parts.changed(connectionId);
  const connection = await parts.findConnection(connectionId);
  const keepRestorePoint = restorePointMaker(parts, connection, { signal, report });
  const ways = { parser: parts.parser, signal, report, changed, connection, pauses, history, keepRestorePoint };
  try {
    await pauses.during(id, () => runRequest({ target, requestId: id, direction, folder, ...ways }));
  } finally {
    changed();
  }
  return await parts.readRequest(connectionId, id);
}

/** The folder as it is now, and what keeps its tool's table right. */
async function readForRun(
  parts: HandlerParts,
  connectionId: string,
): Promise<{ readonly folder: readonly MigrationFiles[]; readonly history: HistoryRecorder | null }> {
  const { path, chosen } = await parts.choiceOf(connectionId);
  if (path === null) return { folder: [], history: null };
  return await parts.databases.read({ connectionId }, "migrations folder", async (session) => {
    const { recognition, migrations } = await readFolder(path, { chosen, session });
    const { format } = recognition;
    if (format === null) throw unclearFormat(path, recognition);
    return { folder: migrations, history: await createRecorder(session, format, migrations) };
  });
}

function findMigration(migrations: readonly FolderMigration[], id: string): FolderMigration {
  const found = migrations.find((migration) => migration.id === id);
  if (!found) throw new Error(`${id} was written and is not there`);
  return found;
}
