import type {
  Application,
  ChangeRequest,
  HeldLock,
  RehearsalReport,
  RehearsedStatement,
} from "../../../../shared/changes/model.ts";
import { defaultPolicy, plainCourse } from "../../../../shared/changes/review-model.ts";

const hash = `9f3c${"0".repeat(56)}e07d`;

/** A lock for tests, on a table unless said otherwise. */
export function lockExample(
  relation: string,
  mode: string,
  relationKind: HeldLock["relationKind"] = "table",
): HeldLock {
  return { relation, mode, relationKind };
}

/** A rehearsed statement for tests: the first of the `up` pass, transactional, 10 ms, no locks. */
export function statementExample(changes: Partial<RehearsedStatement>): RehearsedStatement {
  return {
    migrationId: "0001_first",
    pass: "up",
    index: 0,
    sql: "select 1",
    kind: "SELECT",
    isTransactional: true,
    durationMs: 10,
    rows: null,
    locks: [],
    rewrites: [],
    error: null,
    ...changes,
  };
}

/** A report for tests: passed, without statements. */
export function reportExample(changes: Partial<RehearsalReport>): RehearsalReport {
  const snapshot = { before: "a", afterUp: "b", afterDown: "a", afterSecondUp: "b" };
  return {
    version: 1,
    connectionId: "sample",
    migrationIds: ["0001_first"],
    scriptsSha256: hash,
    targetIdentity: "1/5/18",
    serverVersion: "18.0",
    branchName: "rehearsal/1",
    startedAt: "2026-02-10T12:00:00Z",
    forkMs: 900,
    totalMs: 2_000,
    outcome: "passed",
    statements: [],
    schema: { ...snapshot, downDifferences: [], upDifferences: [], changes: [] },
    findings: [],
    class: "safe",
    hash,
    ...changes,
  };
}

/** A change request for tests: open, by mara, one migration, rehearsed. */
export function requestExample(changes: Partial<ChangeRequest>): ChangeRequest {
  const migration = { id: "0001_first", order: 1, upSql: "select 1", downSql: "select 2" };
  return {
    id: "1f6c2b1e-0000-4000-8000-000000000000",
    title: "First",
    author: "mara",
    createdAt: "2026-02-10T12:00:00Z",
    state: "open",
    class: "safe",
    migrationIds: ["0001_first"],
    hash,
    connectionId: "sample",
    description: "",
    targetIdentity: "1/5/18",
    options: { lockTimeoutMs: 2_000, statementTimeoutMs: 0, lockTries: 8 },
    migrations: [{ ...migration, upSha256: hash, downSha256: hash }],
    findings: [],
    report: reportExample({}),
    decisions: [],
    comments: [],
    applications: [],
    events: [],
    detail: { specReference: "", course: plainCourse, supersedes: null, promotedFrom: null },
    rehearsedAt: "2026-02-10T11:00:00Z",
    isOfThisTarget: true,
    isBegun: false,
    policy: defaultPolicy,
    emergencies: [],
    restorePoints: [],
    checks: [],
    ...changes,
  };
}

/** An application for tests: one that ran `up` of the first migration and ended well. */
export function applicationExample(changes: Partial<Application>): Application {
  return {
    id: "1",
    migrationId: "0001_first",
    direction: "up",
    person: "deniz",
    startedAt: "2026-02-10T13:00:00Z",
    endedAt: "2026-02-10T13:00:01Z",
    outcome: "done",
    failedStatement: null,
    error: null,
    statements: [],
    ...changes,
  };
}
