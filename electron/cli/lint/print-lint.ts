import type { Severity } from "../../../shared/findings/model.ts";
import type { LintedFile, PlacedFinding } from "../../changes/lint/output/to-sarif.ts";
import { formatTable, type TableColumn, visible } from "../output.ts";

type Row = PlacedFinding & { readonly path: string };

const columns: readonly TableColumn<Row>[] = [
  { title: "place", text: ({ path, region }) => (region ? `${path}:${region.startLine}` : path) },
  { title: "severity", text: ({ finding }) => (finding.suppression ? "ignored" : finding.severity) },
  { title: "class", text: ({ finding }) => finding.class },
  { title: "rule", text: ({ finding }) => finding.code },
  { title: "subject", text: ({ finding }) => finding.subject },
];

/** Each finding as a line, with what it means below the table of its file. */
export function lintTable(files: readonly LintedFile[]): string {
  const rows = files.flatMap(({ path, findings }) => findings.map((found) => ({ ...found, path })));
  if (rows.length === 0) return `No findings in ${countText(files.length, "file")}.`;
  const details = rows.map(({ path, region, finding }) => {
    const place = region ? `${path}:${region.startLine}:${region.startColumn}` : path;
    const why = finding.suppression ? ` Ignored: ${finding.suppression.reason ?? "no reason given"}.` : "";
    const fix = finding.fix ? `\n  ${visible(finding.fix.title)}:\n${indent(finding.fix.sql)}` : "";
    return `${visible(place)} ${finding.code}: ${visible(finding.message)}${visible(why)}${fix}`;
  });
  const summary = `${countText(rows.length, "finding")} in ${countText(files.length, "file")}.`;
  return [formatTable(columns, rows), "", ...details, "", summary].join("\n");
}

function indent(sql: string): string {
  return sql
    .split("\n")
    .map((line) => `    ${visible(line)}`)
    .join("\n");
}

function countText(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}

/** The shape that other programs rely on. */
export function lintJson(files: readonly LintedFile[]) {
  return files.flatMap(({ path, findings }) =>
    findings.map(({ finding, region }) => {
      const { code, severity, lock, subject, message, evidence, fix, suppression } = finding;
      return {
        path,
        line: region?.startLine ?? null,
        column: region?.startColumn ?? null,
        endLine: region?.endLine ?? null,
        endColumn: region?.endColumn ?? null,
        code,
        severity,
        class: finding.class,
        lock,
        subject,
        message,
        evidence,
        fix: fix ? { title: fix.title, sql: fix.sql, edits: fix.edits ?? [] } : null,
        suppression: suppression ?? null,
      };
    }),
  );
}

const ranks: readonly Severity[] = ["info", "warning", "error"];

/** Whether a finding is as grave as that; one that a comment answers is not. */
export function isAsGrave(files: readonly LintedFile[], limit: Severity): boolean {
  return files.some(({ findings }) =>
    findings.some(({ finding }) => !finding.suppression && ranks.indexOf(finding.severity) >= ranks.indexOf(limit)),
  );
}
