import type { HeldLock, MigrationFinding, RehearsalReport, RehearsedStatement } from "../model.ts";
import type { RehearsedQuery, RowsAfter, TableSurvival } from "../rehearsal-model.ts";

/** One part of a report as it is printed: lines, then a table. Everything is text, never markup. */
export interface ReportSection {
  readonly title: string;
  readonly lines: readonly string[];
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] } | null;
}

const outcomes: Readonly<Record<RehearsalReport["outcome"], string>> = {
  passed: "Passed: up, down and up again ran, and the schema is the same each time.",
  noDown: "Up ran. There is no down script, so rolling back was not tried.",
  failed: "Failed: a statement could not be run.",
  schemaDiffers: "The schema after down, or after the second up, is not what it has to be.",
};
const none = "–";

/** A rehearsal's report in the order in which a reviewer reads it. What was not measured has no section. */
export function reportSections(report: RehearsalReport): readonly ReportSection[] {
  return [
    summarySection(report),
    statementsSection(report.statements),
    waitsSection(report.statements),
    dataSection(report),
    queriesSection(report),
    findingsSection(report.findings),
    schemaSection("Schema changes", report.schema.changes),
    schemaSection("Left over after down", report.schema.downDifferences),
    schemaSection("The second up differs", report.schema.upDifferences),
    measuringSection(report),
  ].filter((section) => section !== null);
}

function summarySection(report: RehearsalReport): ReportSection {
  return {
    title: `Rehearsal of ${report.migrationIds.join(", ")}`,
    lines: [
      outcomes[report.outcome],
      `Class: ${report.class}. Rows after up and down: ${preservedText(report.dataPreserved)}.`,
      `Postgres ${report.serverVersion}, on the branch ${report.branchName}, ${report.startedAt}; ${msText(report.totalMs)} in all, ${msText(report.forkMs)} of it for the branch.`,
      `Report ${report.hash}, scripts ${report.scriptsSha256}`,
    ],
    table: null,
  };
}

/** Whether the rows survived, in words. */
export function preservedText(isPreserved: boolean | null | undefined): string {
  if (isPreserved === true) return "as before";
  return isPreserved === false ? "not as before" : "not compared";
}

function statementsSection(statements: readonly RehearsedStatement[]): ReportSection {
  return {
    title: "Statements",
    lines: [],
    table: {
      head: [
        "Pass",
        "Migration",
        "#",
        "Statement",
        "Time",
        "Rows",
        "Locks",
        "Written again",
        "Scanned",
        "Log",
        "On the target",
      ],
      rows: statements.map((one) => [
        one.pass,
        one.migrationId,
        String(one.index + 1),
        one.error ? `${one.kind}: ${one.error.message}` : one.kind,
        msText(one.durationMs),
        one.rows === null ? none : String(one.rows),
        one.locks.map(lockText).join("; ") || none,
        one.rewrites.join(", ") || none,
        one.scans?.join(", ") || none,
        one.walBytes === undefined || one.walBytes === null ? none : bytesText(one.walBytes),
        one.estimate ? `${msText(one.estimate.ms)} (${one.estimate.confidence}: ${one.estimate.basis})` : none,
      ]),
    },
  };
}

/** A lock with the time for which it was held. */
export function lockText({ relation, mode, fromMs, toMs }: HeldLock): string {
  return `${mode} ${relation}${fromMs === undefined || toMs === undefined ? "" : ` ${msText(toMs - fromMs)}`}`;
}

function waitsSection(statements: readonly RehearsedStatement[]): ReportSection | null {
  const rows = statements.flatMap(({ pass, migrationId, index, waits }) =>
    (waits ?? []).map(({ event, samples, lastedMs, blockedBy }) => [
      pass,
      migrationId,
      String(index + 1),
      event,
      msText(lastedMs),
      String(samples),
      blockedBy.join(", ") || none,
    ]),
  );
  if (rows.length === 0) return null;
  const head = ["Pass", "Migration", "#", "Waited for", "At most", "Times seen", "Held by"];
  return { title: "Waits", lines: [], table: { head, rows } };
}

function dataSection({ data }: RehearsalReport): ReportSection | null {
  if (!data || data.tables.length + data.notCompared.length === 0) return null;
  const lines =
    data.notCompared.length === 0
      ? []
      : [`Written to, but not compared, because no script names them: ${data.notCompared.join(", ")}.`];
  const rows = data.tables.map((table) => [
    table.table,
    table.rowsBefore === null ? "not read" : String(table.rowsBefore),
    survivalText(table, table.afterUp),
    survivalText(table, table.afterDown),
  ]);
  return { title: "Rows", lines, table: { head: ["Table", "Before", "After up", "After up and down"], rows } };
}

/** What became of a table's rows, in words. */
export function survivalText({ rowsBefore }: TableSurvival, after: RowsAfter | null): string {
  if (after === null) return "not compared";
  if (after.isSame) return "the same";
  if (after.rows === null) return after.isSame === null ? "could not be read in time" : "the table is gone";
  const parts: string[] = [];
  if (rowsBefore !== null && after.rows < rowsBefore)
    parts.push(`${rowsBefore - after.rows} of ${rowsBefore} rows gone`);
  if (rowsBefore !== null && after.rows > rowsBefore) parts.push(`${after.rows - rowsBefore} rows more`);
  for (const { column, valuesBefore, valuesAfter } of after.columns) {
    if (valuesAfter === null) parts.push(`column ${column} gone with ${valuesBefore} values`);
    else if (valuesAfter < valuesBefore)
      parts.push(`${valuesBefore - valuesAfter} of ${valuesBefore} values of ${column} gone`);
    else parts.push(`values of ${column} differ`);
  }
  if (parts.length > 0) return parts.join(", ");
  return after.isSame === null ? "as many rows; their values could not be read in time" : "values stand in other rows";
}

function queriesSection({ queries }: RehearsalReport): ReportSection | null {
  if (!queries) return null;
  const lines = queries.reason === null ? [] : [queries.reason];
  const rows = queries.queries.map((query) => [
    query.verdict,
    oneLine(query.sql),
    query.calls === null ? none : String(query.calls),
    costText(query),
  ]);
  if (rows.length === 0 && lines.length === 0) return null;
  const head = ["Verdict", "Query", "Calls", "Planned cost"];
  return { title: "Queries of the target", lines, table: rows.length === 0 ? null : { head, rows } };
}

function costText({ before, after, error }: RehearsedQuery): string {
  const cost = (brief: RehearsedQuery["before"]) => (brief ? brief.cost.toFixed(brief.cost < 100 ? 1 : 0) : none);
  return `${cost(before)} → ${cost(after)}${error === null ? "" : ` (${error})`}`;
}

function findingsSection(findings: readonly MigrationFinding[]): ReportSection | null {
  if (findings.length === 0) return null;
  return {
    title: "Findings",
    lines: [],
    table: {
      head: ["Severity", "Code", "Where", "Finding", "As measured"],
      rows: findings.map(({ severity, code, migrationId, direction, statementIndex, message, measured }) => [
        severity,
        code,
        `${migrationId} ${direction}${statementIndex === null ? "" : ` ${statementIndex + 1}`}`,
        message,
        measured ? `${verdictTexts[measured.verdict]}. ${measured.text}` : none,
      ]),
    },
  };
}

const verdictTexts = {
  confirmed: "Confirmed",
  notSeen: "Not seen in rehearsal",
  added: "Added by the rehearsal",
} as const;

function schemaSection(title: string, differences: RehearsalReport["schema"]["changes"]): ReportSection | null {
  if (differences.length === 0) return null;
  const rows = differences.map(({ side, line }) => [side === "found" ? "+" : "−", line]);
  return { title, lines: [], table: { head: ["", "Line of the catalog"], rows } };
}

function measuringSection({ observer }: RehearsalReport): ReportSection | null {
  if (!observer) return null;
  const { everyMs, everyMsOutside, samples, busyMs, longestGapMs, measuringMs } = observer;
  return {
    title: "How it was measured",
    lines: [
      `A second session looked at locks and waits every ${everyMs} ms, every ${everyMsOutside} ms outside transactions: ${samples} times, which took it ${msText(busyMs)}. The longest time without a look was ${msText(longestGapMs)}.`,
      `Between the statements the rehearsing session was asked for its locks, files and scans for ${msText(measuringMs)}, which is in none of the times above.`,
    ],
    table: null,
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** Milliseconds for reading: `0.8 ms`, `120 ms`, `3.4 s`, `5 min`. */
export function msText(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 1_000) return `${ms.toFixed(0)} ms`;
  return ms < 120_000 ? `${(ms / 1_000).toFixed(1)} s` : `${(ms / 60_000).toFixed(0)} min`;
}

/** Bytes for reading, in powers of 1,024. */
export function bytesText(bytes: number): string {
  const [size, unit] = bytes >= 1 << 30 ? [1 << 30, "GiB"] : bytes >= 1 << 20 ? [1 << 20, "MiB"] : [1 << 10, "KiB"];
  return bytes < 1 << 10 ? `${bytes} B` : `${(bytes / size).toFixed(1)} ${unit}`;
}
