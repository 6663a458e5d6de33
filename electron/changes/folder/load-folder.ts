import type { FolderMigration, MigrationFolder, MigrationState } from "../../../shared/changes/model.ts";
import { migrationProgress } from "../../../shared/changes/request-state.ts";
import { type MigrationFiles, readMigrationsFolder } from "../../migrations/read-folder.ts";
import { decodeScript, sha256Hex } from "../../migrations/script-bytes.ts";
import type { ReadSession } from "../../postgres/session.ts";
import type { SqlParser } from "../../sql/parser/sql-parser.ts";
import { hasLedger } from "../ledger/install-ledger.ts";
import { readLedgerRequest } from "../ledger/read-requests.ts";
import { type Run, readRuns } from "../ledger/read-runs.ts";
import { lintMigration } from "../lint/lint-migration.ts";
import { hashMigration } from "../script/hashes.ts";

/** The folder's migrations, and those that were applied without a file, against the ledger that `session` reads. */
export async function loadFolder(
  path: string | null,
  session: ReadSession,
  parser: SqlParser,
): Promise<MigrationFolder> {
  const hasOne = await hasLedger(session);
  const runs = hasOne ? await readRuns(session) : [];
  const files = path === null ? [] : await readMigrationsFolder(path);
  const newestApplied = Math.max(-1, ...[...appliedIds(runs)].map(orderOf));
  const present = await Promise.all(files.map((file) => describeFile(file, runs, newestApplied, parser)));
  const missing = [...appliedIds(runs)].filter((id) => !files.some((file) => file.id === id));
  const gone = path === null ? [] : await Promise.all(missing.map((id) => describeMissing(session, id, runs)));
  const migrations = [...present, ...gone].sort(
    (left, right) => left.order - right.order || (left.id < right.id ? -1 : 1),
  );
  return { path, format: "plain", hasLedger: hasOne, migrations };
}

function orderOf(id: string): number {
  return Number(/^\d+/.exec(id)?.[0] ?? 0);
}

function runsOf(runs: readonly Run[], id: string): readonly Run[] {
  return runs.filter((run) => run.migrationId === id);
}

function appliedIds(runs: readonly Run[]): ReadonlySet<string> {
  const ids = new Set(runs.map((run) => run.migrationId));
  return new Set([...ids].filter((id) => migrationProgress(runsOf(runs, id)).isApplied));
}

/** The run that applied a migration last. */
function lastApplied(runs: readonly Run[], id: string): Run | undefined {
  return runsOf(runs, id).findLast((run) => run.direction === "up" && run.outcome === "done");
}

function stateOf(file: MigrationFiles, runs: readonly Run[], newestApplied: number): MigrationState {
  const { isApplied, unfinished } = migrationProgress(runsOf(runs, file.id));
  if (unfinished !== null) return "unfinished";
  if (!isApplied) return file.order < newestApplied ? "outOfOrder" : "pending";
  const applied = lastApplied(runs, file.id);
  const down = file.down === null ? null : sha256Hex(file.down);
  return applied?.upSha256 === sha256Hex(file.up) && applied.downSha256 === down ? "applied" : "changed";
}

async function describeFile(
  file: MigrationFiles,
  runs: readonly Run[],
  newestApplied: number,
  parser: SqlParser,
): Promise<FolderMigration> {
  const { id, order, name, problem } = file;
  const { upSql, downSql, findings, problems, ...linted } = await lintMigration(file, parser);
  const state = stateOf(file, runs, newestApplied);
  const applied = state === "pending" || state === "outOfOrder" ? undefined : lastApplied(runs, id);
  const ofFiles = problem === null ? [] : [{ migrationId: id, direction: "up" as const, message: problem, line: null }];
  return {
    id,
    order,
    name,
    state,
    sha256: hashMigration(file),
    upSql,
    downSql,
    class: linted.class,
    findings,
    problems: [...ofFiles, ...problems],
    appliedAt: applied?.endedAt ?? null,
    requestId: applied?.requestId ?? null,
  };
}

/** An applied migration whose files are gone, with the bytes that the ledger kept. */
async function describeMissing(session: ReadSession, id: string, runs: readonly Run[]): Promise<FolderMigration> {
  const applied = lastApplied(runs, id);
  const request = await readLedgerRequest(session, applied?.requestId ?? "");
  const migration = request.migrations.find((one) => one.id === id);
  if (!applied || !migration) throw new Error(`The ledger lost the bytes of ${id}`);
  const { order, up, down } = migration;
  return {
    id,
    order,
    name: id.replace(/^\d+_/, ""),
    state: "missing",
    sha256: hashMigration(migration),
    upSql: decodeScript(up) ?? "",
    downSql: down === null ? null : decodeScript(down),
    class: request.class,
    findings: [],
    problems: [],
    appliedAt: applied.endedAt,
    requestId: applied.requestId,
  };
}
