import { describe, expect, it } from "vitest";
import type { RehearsalReport } from "../../../../shared/changes/model.ts";
import { reportExample, statementExample } from "../rules/changes-examples.ts";
import {
  afterwardsLines,
  dataAnswer,
  failedStatement,
  passesText,
  reversibleAnswer,
  rewrittenRelations,
  schemaAnswer,
  totalUpMs,
} from "./rehearsal-figures.ts";

function withSchema(
  schema: Partial<RehearsalReport["schema"]>,
  changes: Partial<RehearsalReport> = {},
): RehearsalReport {
  const report = reportExample(changes);
  return { ...report, schema: { ...report.schema, ...schema } };
}

describe("the figures of a rehearsal", () => {
  it("sum the first up pass only", () => {
    const statements = [
      statementExample({ durationMs: 5, rewrites: ["public.a"] }),
      statementExample({ index: 1, durationMs: 7, rewrites: ["public.a", "public.b"] }),
      statementExample({ pass: "upAgain", durationMs: 100, rewrites: ["public.c"] }),
    ];
    const report = reportExample({ statements });
    expect([totalUpMs(report), rewrittenRelations(report), failedStatement(report)]).toEqual([
      12,
      ["public.a", "public.b"],
      null,
    ]);
  });

  it("find the statement that failed, in whichever pass", () => {
    const broken = statementExample({ pass: "down", error: { code: "sql", message: "no" } });
    expect(failedStatement(reportExample({ statements: [statementExample({}), broken] }))).toBe(broken);
  });

  it("call nothing proven that was not", () => {
    const outcomes = ["passed", "noDown", "failed", "schemaDiffers"] as const;
    expect(outcomes.map((outcome) => reversibleAnswer(reportExample({ outcome })).tone)).toEqual([
      "good",
      "unknown",
      "bad",
      "bad",
    ]);
    const difference = { side: "found", line: "x" } as const;
    expect([
      schemaAnswer(withSchema({})),
      schemaAnswer(withSchema({ afterDown: null })),
      schemaAnswer(withSchema({ afterDown: "c", downDifferences: [difference] })),
    ]).toEqual([
      { text: "yes", tone: "good" },
      { text: "not measured", tone: "unknown" },
      { text: "1 line differs", tone: "bad" },
    ]);
  });

  it("say of the rows only what was compared", () => {
    const preserved = [true, false, null, undefined];
    const reports = preserved.map((one) => reportExample(one === undefined ? {} : { dataPreserved: one }));
    expect(reports.map((report) => dataAnswer(report).tone)).toEqual(["good", "bad", "unknown", "unknown"]);
  });

  it("say which passes were run", () => {
    const error = { code: "sql", message: "no" } as const;
    const failed = (pass: "up" | "down") =>
      reportExample({ outcome: "failed", statements: [statementExample({ pass, error })] });
    expect(
      [reportExample({}), reportExample({ outcome: "noDown" }), failed("up"), failed("down")].map(passesText),
    ).toEqual(["up, down, up", "up only", "stopped in up", "up, stopped in down"]);
  });

  it("list afterwards what was measured", () => {
    const tones = (report: RehearsalReport) => afterwardsLines(report).map((line) => line.tone);
    expect(tones(reportExample({}))).toEqual(["good", "good", "note"]);
    expect(tones(withSchema({ afterDown: null, afterSecondUp: null }, { outcome: "noDown" }))).toEqual([
      "note",
      "note",
    ]);
    expect(tones(withSchema({ afterDown: "x", afterSecondUp: "y" }))).toEqual(["bad", "bad", "note"]);
  });
});
