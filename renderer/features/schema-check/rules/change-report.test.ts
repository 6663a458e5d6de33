import { expect, it } from "vitest";
import type { SchemaCheckReport, SchemaFinding } from "../../../../shared/schema-check/model.ts";
import { changeReport } from "./change-report.ts";

const finding = (subject: string): SchemaFinding => ({
  code: "no-primary-key",
  severity: "warning",
  subject,
  schema: "public",
  table: subject,
  message: "",
  evidence: {},
});
const report: SchemaCheckReport = {
  checkedTables: 3,
  isCut: false,
  findings: [finding("a"), finding("c")],
  excepted: [],
  idleExceptions: [],
  notChecked: [],
};

it("moves a finding to the accepted ones and back to its place, and keeps exceptions that nothing needs", () => {
  const exception = { code: "no-primary-key", subject: "a", reason: "it is a log", at: "2026-01-01T00:00:00Z" };
  const idle = { ...exception, subject: "gone" };
  const accepted = changeReport(report, (known) => [...known, exception, idle]);
  expect(accepted).toEqual({
    ...report,
    findings: [finding("c")],
    excepted: [{ finding: finding("a"), exception }],
    idleExceptions: [idle],
  });
  expect(changeReport(accepted, () => [])).toEqual(report);
});
