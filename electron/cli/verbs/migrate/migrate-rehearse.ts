import type { RehearsalReport, RehearsedStatement } from "../../../../shared/changes/model.ts";
import { formatMs, type TableColumn } from "../../output.ts";
import type { RegisterVerb } from "../../verb.ts";
import { type ActingOptions, acting, findConnection, findMigrations, withActing } from "./migrate-target.ts";

const columns: readonly TableColumn<RehearsedStatement>[] = [
  { title: "pass", text: ({ pass }) => pass },
  { title: "migration", text: ({ migrationId }) => migrationId },
  { title: "#", text: ({ index }) => String(index + 1), isNumber: true },
  { title: "statement", text: ({ kind }) => kind },
  { title: "time", text: ({ durationMs }) => formatMs(durationMs), isNumber: true },
  { title: "rows", text: ({ rows }) => (rows === null ? "–" : String(rows)), isNumber: true },
  { title: "locks", text: ({ locks }) => locks.map(({ relation, mode }) => `${mode} ${relation}`).join(", ") || "–" },
  { title: "rewrites", text: ({ rewrites }) => rewrites.join(", ") || "–" },
  { title: "error", text: ({ error }) => error?.message ?? "–" },
];

/** `steward migrate rehearse`. Ends with 1 when the rehearsal failed or the schema after down is another one. */
export const registerMigrateRehearse: RegisterVerb = (group, cli) => {
  withActing(
    group.command("rehearse <migration...>").description("up, down and up again on a throw-away branch, measured"),
  ).action((wanted: string[], options: ActingOptions) =>
    cli.withApp(async (context) => {
      const { id } = await findConnection(context, options.connection);
      const migrationIds = await findMigrations(context, id, wanted);
      const report = await context.request("changes.rehearse", { connectionId: id, migrationIds, ...acting(options) });
      if (options.format === "json") context.printJson(toRehearsal(report));
      else {
        context.printList("table", report.statements, columns);
        context.print(`\n${report.outcome}, ${report.class}, ${formatMs(report.totalMs)} on ${report.branchName}`);
        for (const { side, line } of report.schema.downDifferences)
          context.print(`${side === "expected" ? "- " : "+ "}${line}`);
        context.print(`report ${report.hash}`);
      }
      return report.outcome === "passed" || report.outcome === "noDown" ? 0 : 1;
    }),
  );
};

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
        locks: statement.locks.map(({ relation, mode }) => ({ relation, mode, heldMs })),
        rewrites,
        scans: statement.scans ?? null,
        rows,
        error: error?.message ?? null,
      };
    }),
    reversible: outcome === "passed",
    dataPreserved: report.dataPreserved ?? null,
    regressions: [],
    findings,
    hash,
  };
}

/** Locks are held to the end of the transaction: from this statement to the last one of its segment. */
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
