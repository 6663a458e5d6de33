import type { MonitoredSession, MonitorSample } from "../model.ts";

/** A session of nobody in particular, for tests. */
export function exampleSession(pid: number, differences: Partial<MonitoredSession> = {}): MonitoredSession {
  return {
    pid,
    startedAt: "2026-11-29 10:00:00+00",
    database: "shop",
    user: "app",
    application: "web",
    clientAddress: "10.0.0.7",
    backendType: "client backend",
    state: "active",
    waitType: null,
    wait: null,
    transactionSeconds: 1,
    statementSeconds: 1,
    stateSeconds: 1,
    statementStartedAt: "2026-11-29 10:00:01+00",
    statement: "SELECT 1",
    horizonAge: null,
    isHidden: false,
    isSteward: false,
    blockedBy: [],
    awaited: null,
    ...differences,
  };
}

/** A look at a server where nothing happens, for tests. */
export function exampleSample(differences: Partial<MonitorSample> = {}): MonitorSample {
  return {
    at: "2026-11-29T10:00:02.000Z",
    server: {
      versionNumber: 180000,
      version: "18.0",
      startedAt: "2026-11-01T00:00:00Z",
      maxConnections: 100,
      reservedConnections: 3,
      blockBytes: 8192,
      oldestXidAge: 1000,
      freezeMaxAge: 200_000_000,
    },
    database: "shop",
    sessions: [],
    unreadSessions: 0,
    prepared: { state: "readable", value: [] },
    progress: { state: "readable", value: [] },
    counters: {
      commits: 100,
      rollbacks: 1,
      blocksRead: 10,
      blocksHit: 90,
      rowsReturned: 1000,
      rowsFetched: 10,
      rowsInserted: 5,
      rowsUpdated: 5,
      rowsDeleted: 0,
      conflicts: 0,
      deadlocks: 0,
      temporaryBytes: 0,
      resetAt: null,
    },
    writes: {
      state: "readable",
      value: {
        timedCheckpoints: 1,
        requestedCheckpoints: 0,
        checkpointWriteMs: 10,
        checkpointBuffers: 5,
        walBytes: 1_000_000,
        walFullPageImages: 3,
        walBuffersFull: 0,
      },
    },
    io: { state: "readable", value: [] },
    replication: {
      state: "readable",
      value: { isInRecovery: false, replayDelaySeconds: null, followers: [], slots: [] },
    },
    ...differences,
  };
}
