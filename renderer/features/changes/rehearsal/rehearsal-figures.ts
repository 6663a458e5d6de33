import type { RehearsalReport, RehearsedStatement } from "../../../../shared/changes/model.ts";

/** A word of the report's head with how it went. */
export interface RehearsalAnswer {
  readonly text: string;
  readonly tone: "good" | "bad" | "unknown";
}

/** One line of what to expect afterwards. */
export interface AfterwardsLine {
  readonly tone: "good" | "bad" | "note";
  readonly text: string;
}

/** Whether up, down and up again ran. */
export function reversibleAnswer(report: RehearsalReport): RehearsalAnswer {
  if (report.outcome === "passed") return { text: "yes", tone: "good" };
  if (report.outcome === "noDown") return { text: "no down script", tone: "unknown" };
  if (report.outcome === "failed") return { text: "not proven", tone: "bad" };
  return { text: "no", tone: "bad" };
}

/** Whether the schema after down equals the one before. */
export function schemaAnswer(report: RehearsalReport): RehearsalAnswer {
  const { before, afterDown, downDifferences } = report.schema;
  if (afterDown === null) return { text: "not measured", tone: "unknown" };
  if (afterDown === before) return { text: "yes", tone: "good" };
  const count = downDifferences.length;
  return { text: `${count} ${count === 1 ? "line differs" : "lines differ"}`, tone: "bad" };
}

/** Whether the rows after up and down equal those before. */
export function dataAnswer({ dataPreserved }: RehearsalReport): RehearsalAnswer {
  if (dataPreserved === true) return { text: "yes", tone: "good" };
  return dataPreserved === false ? { text: "no", tone: "bad" } : { text: "not compared", tone: "unknown" };
}

/** Milliseconds of the first up pass. */
export function totalUpMs(report: RehearsalReport): number {
  return upStatements(report).reduce((sum, statement) => sum + statement.durationMs, 0);
}

/** Statements of the first up pass, in order. */
export function upStatements(report: RehearsalReport): readonly RehearsedStatement[] {
  return report.statements.filter((statement) => statement.pass === "up");
}

/** The statement that ended a failed rehearsal. */
export function failedStatement(report: RehearsalReport): RehearsedStatement | null {
  return report.statements.find((statement) => statement.error !== null) ?? null;
}

/** Relations that the first up pass rewrote, each once. */
export function rewrittenRelations(report: RehearsalReport): readonly string[] {
  return [...new Set(upStatements(report).flatMap((statement) => statement.rewrites))];
}

/** What the rehearsal says about the time after the change. Says nothing that was not measured. */
export function afterwardsLines(report: RehearsalReport): readonly AfterwardsLine[] {
  const { schema } = report;
  const lines: AfterwardsLine[] = [];
  if (schema.afterDown !== null)
    lines.push(
      schema.afterDown === schema.before
        ? { tone: "good", text: "Schema after up and down equals the schema before" }
        : { tone: "bad", text: "Schema after up and down is not the schema before" },
    );
  if (schema.afterSecondUp !== null)
    lines.push(
      schema.afterSecondUp === schema.afterUp
        ? { tone: "good", text: "The second up gave the same schema as the first" }
        : { tone: "bad", text: "The second up gave another schema than the first" },
    );
  if (report.outcome === "noDown") lines.push({ tone: "note", text: "Only up was run: there is no down script" });
  lines.push({ tone: "note", text: `The branch ${report.branchName} was deleted after the run` });
  return lines;
}

/** Which passes were run, in words. */
export function passesText(report: RehearsalReport): string {
  if (report.outcome === "noDown") return "up only";
  if (report.outcome !== "failed") return "up, down, up";
  const pass = failedStatement(report)?.pass;
  if (pass === undefined) return "stopped";
  return { up: "stopped in up", down: "up, stopped in down", upAgain: "up, down, stopped in the second up" }[pass];
}
