import type { FolderMigration, MigrationFolder } from "../../../shared/changes/model.ts";
import { migrationProgress } from "../../../shared/changes/request-state.ts";
import { type MigrationFormatId, migrationFormatNames } from "../../../shared/migrations/model.ts";
import { formatOf } from "../../migrations/formats/registry.ts";
import type { HistoryEntry } from "../../migrations/history/history.ts";
import { type ReadHistory, readHistory } from "../../migrations/history/read-history.ts";
import { createRecorder, type HistoryRecorder } from "../../migrations/history/recorder.ts";
import type { MigrationFiles } from "../../migrations/migration-files.ts";
import { readFolder } from "../../migrations/read-folder.ts";
import { decodeScript } from "../../migrations/script-bytes.ts";
import type { ReadSession } from "../../postgres/session.ts";
import type { SqlParser } from "../../sql/parser/sql-parser.ts";
import { hasLedger } from "../ledger/install-ledger.ts";
import { readLedgerRequest } from "../ledger/read-requests.ts";
import { type Run, readRuns } from "../ledger/read-runs.ts";
import { contextAfter } from "../lint/context-after.ts";
import { type LintedMigration, lintMigration } from "../lint/lint-migration.ts";
import { textOnly } from "../lint/lint-script.ts";
import { hashMigration } from "../script/hashes.ts";
import { isKnownApplied, lastApplied, type Standing, standingOf } from "./migration-state.ts";
import type { ContextOf } from "./usable-migrations.ts";

/** A connection's folder: where it is, and the format that a person chose for it. */
export interface FolderChoice {
  readonly path: string | null;
  readonly chosen: MigrationFormatId | null;
}

/**
 * The folder's migrations, and those that were applied without a file, against the ledger and the tool's table that
 * `session` reads. What is still to be applied is linted with what `contextOf` gives.
 */
export async function loadFolder(
  { path, chosen }: FolderChoice,
  session: ReadSession,
  parser: SqlParser,
  contextOf: ContextOf = async () => textOnly,
): Promise<MigrationFolder> {
  const hasOne = await hasLedger(session);
  const runs = hasOne ? await readRuns(session) : [];
  if (path === null)
    return {
      path,
      format: "plain",
      recognition: null,
      history: { state: "none" },
      strays: [],
      hasLedger: hasOne,
      migrations: [],
    };
  const { recognition, migrations: files, strays } = await readFolder(path, { chosen, session });
  const { format } = recognition;
  const known = { path, format, recognition, strays, hasLedger: hasOne };
  if (format === null) return { ...known, history: { state: "none" }, migrations: [] };
  const history = await readHistory(session, formatOf(format).history, files);
  const recorder = await createRecorder(session, format, files);
  const standings = standingsOf(files, runs, history, format);
  const context = await contextOf(files.filter((_, place) => isOpenIn(standings[place]?.state)));
  const present: FolderMigration[] = [];
  let ahead = context;
  for (const [place, file] of files.entries()) {
    const standing = standings[place] ?? { state: "unknown", note: null };
    // What is applied already is not held against a database that it changed.
    const linted = await lintMigration(file, parser, isOpenIn(standing.state) ? ahead : textOnly);
    if (isOpenIn(standing.state)) ahead = contextAfter(ahead, linted.up);
    const entry = history.entries.get(file.record?.key ?? "");
    present.push(describeFile(file, standing, linted, { runs: runsOf(runs, file.id), entry, recorder }));
  }
  const gone = await describeMissing(session, runs, files, history);
  return { ...known, history: history.state, migrations: inOrder(present, gone) };
}

function runsOf(runs: readonly Run[], id: string): readonly Run[] {
  return runs.filter((run) => run.migrationId === id);
}

function standingsOf(
  files: readonly MigrationFiles[],
  runs: readonly Run[],
  history: ReadHistory,
  format: MigrationFormatId,
): readonly Standing[] {
  const toolName = migrationFormatNames[format];
  const known = files.map((file) => ({
    file,
    runs: runsOf(runs, file.id),
    entry: history.entries.get(file.record?.key ?? ""),
    history: history.state,
    toolName,
  }));
  const newest = known.findLastIndex((one) => one.file.record?.isRepeatable !== true && isKnownApplied(one));
  // Applied and its file gone: what has a smaller number is passed by it too.
  const newestGone = Math.max(-1, ...goneIds(runs, files).map(orderOf));
  return known.map((one, place) =>
    standingOf({ ...one, isPassed: place < newest || (format === "plain" && one.file.order < newestGone) }),
  );
}

function orderOf(id: string): number {
  return Number(/^\d+/.exec(id)?.[0] ?? 0);
}

/** Ids that the ledger has as applied and the folder does not have. */
function goneIds(runs: readonly Run[], files: readonly MigrationFiles[]): readonly string[] {
  const ids = new Set(runs.map(({ migrationId }) => migrationId));
  return [...ids].filter(
    (id) => migrationProgress(runsOf(runs, id)).isApplied && !files.some((file) => file.id === id),
  );
}

interface FileContext {
  readonly runs: readonly Run[];
  readonly entry: HistoryEntry | undefined;
  readonly recorder: HistoryRecorder | null;
}

/** Whether a migration is still to be applied. */
function isOpenIn(state: Standing["state"] | undefined): boolean {
  return state === "pending" || state === "outOfOrder";
}

function describeFile(
  file: MigrationFiles,
  { state, note }: Standing,
  { upSql, downSql, findings, problems, ...linted }: LintedMigration,
  { runs, entry, recorder }: FileContext,
): FolderMigration {
  const { id, order, version, name, problem } = file;
  const isOpen = isOpenIn(state);
  const applied = isOpen ? undefined : lastApplied(runs);
  const ofFiles = problem === null ? [] : [{ migrationId: id, direction: "up" as const, message: problem, line: null }];
  return {
    id,
    order,
    version,
    name,
    state,
    note,
    record: isOpen && file.record !== null ? (recorder?.preview(file) ?? []) : [],
    sha256: hashMigration(file),
    upSql,
    downSql,
    class: linted.class,
    findings,
    problems: [...ofFiles, ...problems],
    appliedAt: isOpen ? null : (entry?.at ?? applied?.endedAt ?? null),
    requestId: applied?.requestId ?? null,
  };
}

/** Applied migrations whose files are gone: with the bytes that the ledger kept, or only by what the tool's table says. */
async function describeMissing(
  session: ReadSession,
  runs: readonly Run[],
  files: readonly MigrationFiles[],
  history: ReadHistory,
): Promise<readonly FolderMigration[]> {
  const byLedger = await Promise.all(goneIds(runs, files).map((id) => missingOfLedger(session, id, runsOf(runs, id))));
  const keys = new Set(files.map(({ record }) => record?.key));
  const byTool = [...history.entries.values()].filter(
    ({ key, name }) => !keys.has(key) && !byLedger.some(({ id }) => id === name || id.startsWith(`${key}_`)),
  );
  return [...byLedger, ...byTool.map(missingOfTool)];
}

async function missingOfLedger(session: ReadSession, id: string, runs: readonly Run[]): Promise<FolderMigration> {
  const applied = lastApplied(runs);
  const request = await readLedgerRequest(session, applied?.requestId ?? "");
  const migration = request.migrations.find((one) => one.id === id);
  if (!applied || !migration) throw new Error(`The ledger lost the bytes of ${id}`);
  const { order, up, down } = migration;
  const [, version = "", name = id] = /^([VUR]?[\d._]*)_+(.+)$/.exec(id) ?? [];
  return {
    ...emptyMissing,
    id,
    order,
    version,
    name,
    sha256: hashMigration(migration),
    upSql: decodeScript(up) ?? "",
    downSql: down === null ? null : decodeScript(down),
    class: request.class,
    appliedAt: applied.endedAt,
    requestId: applied.requestId,
  };
}

const emptyMissing = {
  state: "missing",
  note: null,
  record: [],
  downSql: null,
  findings: [],
  problems: [],
  requestId: null,
} as const;

function missingOfTool({ key, name, at, note, outcome }: HistoryEntry): FolderMigration {
  const [, version = "", rest = name] = /^(\d[\d.]*)_+(.+)$/.exec(name) ?? [];
  const bytes = { id: key, order: 0, up: Buffer.alloc(0), down: null };
  return {
    ...emptyMissing,
    id: key.replaceAll(/[/\\]/g, "-"),
    order: orderOf(key.replace(/^V /, "")),
    version: version === "" ? key.replace(/^[VR] /, "") : version,
    name: rest,
    note: note ?? (outcome === "failed" ? "The tool's table says that it failed." : null),
    sha256: hashMigration(bytes),
    upSql: "",
    class: "safe",
    appliedAt: at,
  };
}

/** The folder's order, and what is gone where its number would stand. */
function inOrder(present: readonly FolderMigration[], gone: readonly FolderMigration[]): readonly FolderMigration[] {
  const all = [...present];
  for (const one of [...gone].sort((left, right) => left.order - right.order || (left.id < right.id ? -1 : 1))) {
    const place = all.findIndex((other) => other.order > one.order);
    all.splice(place === -1 ? all.length : place, 0, one);
  }
  return all;
}
