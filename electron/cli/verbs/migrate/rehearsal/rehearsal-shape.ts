import type { RehearsalReport, RehearsedStatement } from "../../../../../shared/changes/model.ts";

/** The report in the shape that other programs rely on. */
export function toRehearsal(report: RehearsalReport) {
  const { statements, outcome, hash, findings } = report;
  return {
    migration: report.migrationIds.join(", "),
    outcome,
    class: report.class,
    statements: statements.map((statement) => {
      const { index, migrationId, pass, kind, durationMs, rewrites, rows, error } = statement;
      const heldMs = heldMsOf(statement, statements);
      return {
        index,
        phase: pass === "down" ? ("down" as const) : ("up" as const),
        pass,
        migration: migrationId,
        kind,
        ms: durationMs,
        startMs: statement.startMs ?? null,
        locks: statement.locks.map(({ relation, mode, fromMs, toMs }) => {
          return { relation, mode, heldMs: fromMs === undefined || toMs === undefined ? heldMs : toMs - fromMs };
        }),
        rewrites,
        scans: statement.scans ?? null,
        rows,
        walBytes: statement.walBytes ?? null,
        tempBytes: statement.tempBytes ?? null,
        waits: statement.waits ?? [],
        notices: statement.notices ?? [],
        estimate: statement.estimate ?? null,
        error: error?.message ?? null,
      };
    }),
    reversible: outcome === "passed",
    dataPreserved: report.dataPreserved ?? null,
    data: report.data ?? null,
    regressions: (report.queries?.queries ?? [])
      .filter(({ verdict }) => verdict === "breaking" || verdict === "regressed")
      .map(({ sql, verdict, before, after, error: refusal }) => {
        return {
          query: sql,
          verdict,
          costBefore: before?.cost ?? null,
          costAfter: after?.cost ?? null,
          error: refusal,
        };
      }),
    queries: report.queries ?? null,
    observer: report.observer ?? null,
    findings,
    hash,
  };
}

/** For reports of earlier versions, which only know statements: from this statement to the last one of its segment. */
function heldMsOf(statement: RehearsedStatement, all: readonly RehearsedStatement[]): number {
  let heldMs = 0;
  for (const other of all.slice(all.indexOf(statement))) {
    const isTogether =
      other === statement ||
      (statement.isTransactional &&
        other.isTransactional &&
        other.migrationId === statement.migrationId &&
        other.pass === statement.pass);
    if (!isTogether) break;
    heldMs += other.durationMs;
  }
  return heldMs;
}
