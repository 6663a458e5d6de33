import { applyExceptions } from "../../../../shared/schema-check/apply-exceptions.ts";
import type { SchemaCheckReport, SchemaException } from "../../../../shared/schema-check/model.ts";
import { bySeverity } from "../../../../shared/schema-check/rules/registry.ts";

/** The report after an exception was made or taken back, as the next check would give it, without asking the database. */
export function changeReport(
  report: SchemaCheckReport,
  change: (exceptions: readonly SchemaException[]) => readonly SchemaException[],
): SchemaCheckReport {
  const findings = [...report.findings, ...report.excepted.map(({ finding }) => finding)].toSorted(bySeverity);
  const known = [...report.excepted.map(({ exception }) => exception), ...report.idleExceptions];
  return { ...report, ...applyExceptions(findings, change(known)) };
}
