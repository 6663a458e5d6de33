import type { Finding, FindingFix } from "../findings/model.ts";
import type { WireError } from "../ipc/app-error.ts";
import type { FormatRecognition, HistoryStatement, MigrationFormatId, ToolHistoryState } from "../migrations/model.ts";
import type {
  DataSurvival,
  FindingMeasurement,
  ObservedWait,
  ObserverCost,
  RehearsedQueries,
  TimeEstimate,
} from "./rehearsal-model.ts";
import type { CheckAfter, Emergency, Policy, RequestDetail, RestorePoint, ThreadEntry } from "./review-model.ts";
import type { TextEdit } from "./text-edits.ts";

/** What a migration may do to a running system: nothing bad, block or take long, or break what uses the database. */
export type MigrationClass = "safe" | "risky" | "breaking";

/**
 * Where a migration of the folder stands against the target's ledger and the table of the folder's tool. `changed`:
 * applied, but its bytes differ now; `missing`: applied, but its file is gone; `outOfOrder`: pending although a later
 * one is applied; `unfinished`: an application or rollback by Steward failed or was interrupted part of the way;
 * `failed`: the tool's table says so; `unknown`: the tool's table cannot be read.
 */
export type MigrationState =
  | "pending"
  | "applied"
  | "changed"
  | "missing"
  | "outOfOrder"
  | "unfinished"
  | "failed"
  | "unknown";

/** One direction of a migration. `down` undoes `up`. */
export type Direction = "up" | "down";

/** A statement of a script as it was written, sliced from the original text. */
export interface ScriptStatement {
  /** 0-based place in its script. */
  readonly index: number;
  readonly sql: string;
  /** `CREATE INDEX CONCURRENTLY`, `ALTER TABLE` ... */
  readonly kind: string;
  /** False for what Postgres refuses inside a transaction; it then runs alone, never reordered. */
  readonly isTransactional: boolean;
  /** 0-based offset (UTF-16) and 1-based line of `sql` in the script. */
  readonly offset: number;
  readonly line: number;
}

/** A remedy with the edits that make it of the script; `sql` is the statement after them. */
export interface MigrationFix extends FindingFix {
  /** Absent in findings of earlier versions. */
  readonly edits?: readonly TextEdit[];
}

/** A finding of the lint: which migration and statement it is about, and the lock that makes it matter. */
export interface MigrationFinding extends Finding {
  readonly migrationId: string;
  readonly direction: Direction;
  /** 0-based statement; null when it is about the whole migration. */
  readonly statementIndex: number | null;
  readonly class: MigrationClass;
  /** Lock mode as Postgres prints it without `Lock` (`AccessExclusive`); null where no lock is the point. */
  readonly lock: string | null;
  /** What it claims to be done with the rows of its table; null or absent where they are not the point. */
  readonly cost?: "rewrite" | "scan" | "build" | "metadata" | null;
  /** What a rehearsal saw of it; only in reports. */
  readonly measured?: FindingMeasurement;
  readonly fix?: MigrationFix;
  /** A comment in the script answers it: the reason (null: none given), and its 1-based line. Then it is an `info`. */
  readonly suppression?: { readonly reason: string | null; readonly line: number };
}

/** A script could not be parsed: what the parser said. `line` is 1-based. */
export interface ScriptProblem {
  readonly migrationId: string;
  readonly direction: Direction;
  readonly message: string;
  readonly line: number | null;
}

/** A migration as the folder and the ledger know it. `id` is its file's or folder's name without the ending: `0003_add_index`. */
export interface FolderMigration {
  readonly id: string;
  readonly order: number;
  /** The number or version in front of its name, as it is shown; empty where there is none. */
  readonly version: string;
  readonly name: string;
  readonly state: MigrationState;
  /** What the tool's table says beyond the state; null when nothing. */
  readonly note: string | null;
  /** What Steward writes into the tool's table when it applies this one, in the same transaction; empty when nothing. */
  readonly record: readonly HistoryStatement[];
  /** Hex sha256 over the up and the down bytes. */
  readonly sha256: string;
  readonly upSql: string;
  /** Null when the folder has no down script. */
  readonly downSql: string | null;
  readonly class: MigrationClass;
  readonly findings: readonly MigrationFinding[];
  readonly problems: readonly ScriptProblem[];
  /** When it was last applied (ISO 8601 UTC), and by which change request. */
  readonly appliedAt: string | null;
  readonly requestId: string | null;
}

/** The folder of a connection and its migrations in order. `path` is null when the connection has no folder. */
export interface MigrationFolder {
  readonly path: string | null;
  /** Null where it cannot be told; there are then no migrations. */
  readonly format: MigrationFormatId | null;
  /** Null where there is no folder. */
  readonly recognition: FormatRecognition | null;
  readonly history: ToolHistoryState;
  /** Sentences about files that look like migrations and are none. */
  readonly strays: readonly string[];
  /** Whether the target has a ledger yet; it is made with the first rehearsal or request. */
  readonly hasLedger: boolean;
  readonly migrations: readonly FolderMigration[];
}

/** A lock that a statement really held, for one relation. `relation` is `schema.name` as the catalog holds it. */
export interface HeldLock {
  readonly relation: string;
  readonly relationKind: "table" | "index" | "view" | "sequence" | "other";
  /** Lock mode as Postgres prints it without `Lock`: `AccessExclusive`, `Share` ... */
  readonly mode: string;
  /**
   * When it was held, in milliseconds of the pass's own work (without the time of the measuring). Never shorter than it
   * was, longer by one look of the observer at most. Absent in reports of earlier versions.
   */
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** The three passes of a rehearsal. */
export type RehearsalPass = "up" | "down" | "upAgain";

/** One statement as it was measured on the rehearsal branch. */
export interface RehearsedStatement {
  readonly migrationId: string;
  readonly pass: RehearsalPass;
  readonly index: number;
  readonly sql: string;
  readonly kind: string;
  readonly isTransactional: boolean;
  readonly durationMs: number;
  /** When it began, in milliseconds of the pass's own work. This and what is optional below is absent in earlier reports. */
  readonly startMs?: number;
  /** Rows that the server named for it; null when it names none. */
  readonly rows: number | null;
  /**
   * Locks beyond AccessShare on relations that existed before it. In a transactional statement: those that it added
   * to what its transaction held. For CONCURRENTLY: seen by sampling from a second session.
   */
  readonly locks: readonly HeldLock[];
  /** Relations (`schema.name`) that got a new file, that is, were rewritten or truncated. */
  readonly rewrites: readonly string[];
  /** Tables that were scanned from the start; absent where that cannot be measured (outside transactions). */
  readonly scans?: readonly string[];
  /** What the server wrote to its log of changes meanwhile, other sessions included; null where it does not say. */
  readonly walBytes?: number | null;
  /** Temporary files of its whole transaction, on the last statement; null elsewhere and before Postgres 15. */
  readonly tempBytes?: number | null;
  /** What the server said beside the result, at most 20. */
  readonly notices?: readonly string[];
  readonly waits?: readonly ObservedWait[];
  /** Only in the first up. */
  readonly estimate?: TimeEstimate;
  readonly error: WireError | null;
}

/** One line that only one of two schema snapshots has. */
export interface SchemaDifference {
  readonly side: "expected" | "found";
  readonly line: string;
}

/** Snapshots around a rehearsal: hex sha256 of the normalised schema, null when a failure kept it from being taken. */
export interface RehearsedSchema {
  readonly before: string;
  readonly afterUp: string | null;
  readonly afterDown: string | null;
  readonly afterSecondUp: string | null;
  /** Empty when the schema after down equals the one before (at most 200 lines). */
  readonly downDifferences: readonly SchemaDifference[];
  /** Empty when the second up gave the same schema as the first (at most 200 lines). */
  readonly upDifferences: readonly SchemaDifference[];
  /** What the migration changes: before against after up (at most 500 lines). */
  readonly changes: readonly SchemaDifference[];
}

/** What a rehearsal measured. `hash` is the hex sha256 of the rest, and what an approval is bound to. */
export interface RehearsalReport {
  readonly version: 1;
  readonly connectionId: string;
  readonly migrationIds: readonly string[];
  /** Hex sha256 over the ids and bytes that were rehearsed. */
  readonly scriptsSha256: string;
  readonly targetIdentity: string;
  readonly serverVersion: string;
  readonly branchName: string;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly forkMs: number;
  readonly totalMs: number;
  /** `noDown`: up ran, and there is a migration without a down script. */
  readonly outcome: "passed" | "noDown" | "failed" | "schemaDiffers";
  readonly statements: readonly RehearsedStatement[];
  readonly observer?: ObserverCost;
  readonly schema: RehearsedSchema;
  /**
   * Whether the tables that the scripts name hold the same rows after up and down as before; null or absent when that
   * was not compared (no down script, a failure, tables too large to be read in time).
   */
  readonly dataPreserved?: boolean | null;
  readonly data?: DataSurvival;
  readonly queries?: RehearsedQueries;
  readonly findings: readonly MigrationFinding[];
  readonly class: MigrationClass;
  readonly hash: string;
}

/** A rehearsal in a list. */
export interface RehearsalSummary {
  readonly hash: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly person: string;
  readonly outcome: RehearsalReport["outcome"];
  readonly migrationIds: readonly string[];
  readonly scriptsSha256: string;
}

/** Limits of an application; part of what is approved. */
export interface ApplyOptions {
  /** Longest wait for a lock, per try. */
  readonly lockTimeoutMs: number;
  /** Longest run of one transactional statement; 0 means none. */
  readonly statementTimeoutMs: number;
  /** Tries of a segment that fails with a lock time-out, the first included. */
  readonly lockTries: number;
}

/** One person's answer, bound to `hash`. It counts only while the request's hash is the same. */
export interface Decision {
  readonly person: string;
  readonly verdict: "approve" | "refuse";
  readonly hash: string;
  readonly comment: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** Where a change request stands; derived from the ledger's rows, never stored. */
export type RequestState =
  | "open"
  | "approved"
  | "refused"
  | "applying"
  | "interrupted"
  | "failed"
  | "applied"
  | "rollingBack"
  | "rolledBack";

/** A migration inside a change request: the bytes that were submitted. */
export interface RequestMigration {
  readonly id: string;
  readonly order: number;
  readonly upSql: string;
  readonly downSql: string | null;
  readonly upSha256: string;
  readonly downSha256: string | null;
}

/** How one statement of an application went. `started` without an end: the app or server died, or it runs now. */
export interface AppliedStatement {
  readonly index: number;
  readonly state: "started" | "done" | "failed";
  readonly sql: string;
  readonly durationMs: number | null;
  readonly rows: number | null;
  readonly error: string | null;
}

/** One run of one direction of one migration. */
export interface Application {
  readonly id: string;
  readonly migrationId: string;
  readonly direction: Direction;
  readonly person: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** `running` holds the apply lock now; `interrupted` has no end and nobody holds the lock. */
  readonly outcome: "running" | "interrupted" | "done" | "failed" | "cancelled";
  /** 0-based statement that failed. */
  readonly failedStatement: number | null;
  readonly error: string | null;
  readonly statements: readonly AppliedStatement[];
}

/** The first comment of a thread, and what followed below it, oldest first. */
export interface ChangeComment {
  readonly id: string;
  readonly entries: readonly ThreadEntry[];
  readonly person: string;
  readonly at: string;
  readonly text: string;
  /** What it is about; null for the whole request. */
  readonly migrationId: string | null;
  readonly statementIndex: number | null;
}

/** One row of the ledger's hash chain. */
export interface LedgerEvent {
  readonly sequence: number;
  readonly at: string;
  readonly person: string;
  readonly kind: string;
  readonly requestId: string | null;
  readonly summary: string;
  readonly hash: string;
  /** Written on another database or branch, of which this one is a copy. */
  readonly isFromElsewhere: boolean;
}

/** A change request in a list. */
export interface ChangeRequestSummary {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  readonly createdAt: string;
  readonly state: RequestState;
  readonly class: MigrationClass;
  readonly migrationIds: readonly string[];
  /** Approval key: hex sha256 over scripts, options, target identity and rehearsal report. Shown whole to the approver. */
  readonly hash: string;
}

/** A change request with all that a reviewer reads. */
export interface ChangeRequest extends ChangeRequestSummary {
  /** The reader's: by which it was asked for. */
  readonly connectionId: string;
  readonly description: string;
  readonly targetIdentity: string;
  readonly options: ApplyOptions;
  readonly migrations: readonly RequestMigration[];
  readonly findings: readonly MigrationFinding[];
  /** Null where the target has no control plane to rehearse on. */
  readonly report: RehearsalReport | null;
  readonly decisions: readonly Decision[];
  readonly comments: readonly ChangeComment[];
  readonly applications: readonly Application[];
  readonly events: readonly LedgerEvent[];
  readonly detail: RequestDetail;
  /** ISO 8601 UTC, by the ledger's clock; null when it was not rehearsed. */
  readonly rehearsedAt: string | null;
  /** Whether it was submitted on this database and branch; a branch copies its parent's requests, which do not count there. */
  readonly isOfThisTarget: boolean;
  /** Something of it is in the database, or may be. */
  readonly isBegun: boolean;
  readonly policy: Policy;
  readonly emergencies: readonly Emergency[];
  readonly restorePoints: readonly RestorePoint[];
  readonly checks: readonly CheckAfter[];
}

/** Whether the ledger's chain is whole; otherwise the first row that was tampered with. */
export type LedgerVerification =
  | { readonly isIntact: true; readonly rows: number; readonly headHash: string | null }
  | { readonly isIntact: false; readonly rows: number; readonly brokenSequence: number; readonly reason: string };
