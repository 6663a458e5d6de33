import type { Reading } from "../catalog/model.ts";

/** The lock that a session waits for. `relation` is `schema.name`, null for what is no relation of this database. */
export interface AwaitedLock {
  /** As Postgres prints it without `Lock`: `AccessExclusive`. */
  readonly mode: string;
  /** `relation`, `transactionid`, `tuple`, `virtualxid`, `advisory` ... */
  readonly kind: string;
  readonly relation: string | null;
  /** Null where the server does not say (before 14, or just begun). */
  readonly waitedSeconds: number | null;
}

/** A backend of the server at one moment. What this role may not see is null. Ages are seconds, counted by the server. */
export interface MonitoredSession {
  readonly pid: number;
  /** ISO text of the server; with `pid` it names the session, since process ids are used again. */
  readonly startedAt: string;
  readonly database: string | null;
  readonly user: string | null;
  readonly application: string;
  readonly clientAddress: string | null;
  /** `client backend`, `autovacuum worker`, `parallel worker` ...; null when hidden. */
  readonly backendType: string | null;
  /** `active`, `idle`, `idle in transaction` ... */
  readonly state: string | null;
  readonly waitType: string | null;
  readonly wait: string | null;
  readonly transactionSeconds: number | null;
  /** Since the statement began; of one that is not running: since it was sent. */
  readonly statementSeconds: number | null;
  /** Since `state` changed. */
  readonly stateSeconds: number | null;
  /** When its statement began, as the server prints it; names the statement that a cancel may hit. */
  readonly statementStartedAt: string | null;
  /** Running, or the last one; passwords are replaced. Null when hidden. */
  readonly statement: string | null;
  /** Transactions since the oldest that it still needs. */
  readonly horizonAge: number | null;
  /** Whether this role is not shown what it does. */
  readonly isHidden: boolean;
  readonly isSteward: boolean;
  /** Process ids; 0 is a prepared transaction. Empty when it waits for nobody. */
  readonly blockedBy: readonly number[];
  readonly awaited: AwaitedLock | null;
}

/** A transaction that was prepared and not ended: it holds its locks without a session. */
export interface PreparedTransaction {
  readonly name: string;
  readonly owner: string;
  readonly database: string;
  readonly ageSeconds: number;
}

/** How far a long command of the server is. */
export interface ServerProgress {
  readonly pid: number;
  readonly command: "VACUUM" | "ANALYZE" | "CREATE INDEX" | "CLUSTER" | "COPY" | "BASE BACKUP";
  /** More of what it does: `CREATE INDEX CONCURRENTLY`, `VACUUM FULL`. */
  readonly detail: string | null;
  readonly relation: string | null;
  readonly phase: string;
  readonly done: number | null;
  readonly total: number | null;
  readonly unit: "blocks" | "bytes" | "rows" | "sessions";
}

/** Counters of one database since its statistics were reset; blocks have `blockBytes`. */
export interface DatabaseCounters {
  readonly commits: number;
  readonly rollbacks: number;
  readonly blocksRead: number;
  readonly blocksHit: number;
  readonly rowsReturned: number;
  readonly rowsFetched: number;
  readonly rowsInserted: number;
  readonly rowsUpdated: number;
  readonly rowsDeleted: number;
  readonly conflicts: number;
  readonly deadlocks: number;
  readonly temporaryBytes: number;
  readonly resetAt: string | null;
}

/** Checkpoints and write-ahead log of the whole server since its statistics were reset. */
export interface WriteCounters {
  readonly timedCheckpoints: number;
  readonly requestedCheckpoints: number;
  readonly checkpointWriteMs: number;
  readonly checkpointBuffers: number;
  readonly walBytes: number;
  readonly walFullPageImages: number;
  /** Times that a session had to write the log's buffers itself because they were full. */
  readonly walBuffersFull: number;
}

/** Blocks read and written by one kind of backend (16 and later), in bytes. */
export interface KindOfIo {
  readonly backendType: string;
  readonly context: string;
  readonly readBytes: number;
  readonly writtenBytes: number;
  readonly extendedBytes: number;
  readonly hits: number;
  readonly evictions: number;
}

/** A server that follows this one. */
export interface Follower {
  readonly application: string;
  readonly clientAddress: string | null;
  readonly state: string | null;
  readonly synchronous: string | null;
  /** Bytes that it has not replayed; null when not known. */
  readonly behindBytes: number | null;
  readonly replayLagSeconds: number | null;
}

/** A replication slot: it keeps write-ahead log for somebody who may never come. */
export interface ReplicationSlot {
  readonly name: string;
  readonly kind: string;
  readonly isActive: boolean;
  readonly keptBytes: number | null;
  /** `reserved`, `extended`, `unreserved`, `lost`. */
  readonly walStatus: string | null;
}

/** Who follows, and whom this server follows. */
export interface Replication {
  readonly isInRecovery: boolean;
  /** Seconds since the last replayed transaction, on a server in recovery. */
  readonly replayDelaySeconds: number | null;
  readonly followers: readonly Follower[];
  readonly slots: readonly ReplicationSlot[];
}

/** Facts of the server that bound the rest. */
export interface ServerFacts {
  readonly versionNumber: number;
  readonly version: string;
  readonly startedAt: string;
  readonly maxConnections: number;
  /** Kept back for superusers and the like. */
  readonly reservedConnections: number;
  readonly blockBytes: number;
  /** Transactions since the oldest database was frozen, and when the server forces it. */
  readonly oldestXidAge: number;
  readonly freezeMaxAge: number;
}

/** What was read in one look, in one transaction. `at` is the server's clock, ISO 8601 UTC. */
export interface MonitorSample {
  readonly at: string;
  readonly server: ServerFacts;
  readonly database: string;
  readonly sessions: readonly MonitoredSession[];
  /** More sessions than are read; the ones that wait, block or run come first. */
  readonly unreadSessions: number;
  readonly prepared: Reading<readonly PreparedTransaction[]>;
  readonly progress: Reading<readonly ServerProgress[]>;
  readonly counters: DatabaseCounters;
  readonly writes: Reading<WriteCounters>;
  readonly io: Reading<readonly KindOfIo[]>;
  readonly replication: Reading<Replication>;
}

/** A lock of the server on something of this database. */
export interface MonitoredLock {
  readonly pid: number | null;
  readonly kind: string;
  readonly relation: string | null;
  readonly mode: string;
  readonly isGranted: boolean;
  readonly waitedSeconds: number | null;
  readonly user: string | null;
  readonly state: string | null;
}

/** How a session is stopped: its statement, or the session with its transaction. */
export type SessionEnd = "cancel" | "terminate";

/** What became of it a moment later. */
export interface SessionEnding {
  readonly outcome: "ended" | "stillThere";
}
