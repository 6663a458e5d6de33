import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RehearsalReport, RehearsedStatement } from "../model.ts";
import { renderHtml, renderMarkdown } from "./render-report.ts";
import { bytesText, msText, reportSections, survivalText } from "./report-sections.ts";

const statement: RehearsedStatement = {
  migrationId: "0001_a",
  pass: "up",
  index: 0,
  sql: "ALTER TABLE t ...",
  kind: "ALTER TABLE",
  isTransactional: true,
  durationMs: 12,
  rows: null,
  locks: [{ relation: "public.t", relationKind: "table", mode: "AccessExclusive", fromMs: 0, toMs: 1_500 }],
  rewrites: ["public.t"],
  scans: [],
  walBytes: 3_000_000,
  waits: [{ event: "Lock: relation", samples: 2, fromMs: 0, lastedMs: 20, blockedBy: ["psql (mara)"] }],
  estimate: { class: "instant", ms: 12, confidence: "high", basis: "as measured", rows: null, rowsPerSecond: null },
  error: null,
};
const report: RehearsalReport = {
  version: 1,
  connectionId: "c1",
  migrationIds: ["0001_a"],
  scriptsSha256: "c".repeat(64),
  targetIdentity: "1/2/18",
  serverVersion: "18.4",
  branchName: "rehearsal-1",
  startedAt: "2026-01-01T00:00:00.000Z",
  forkMs: 5,
  totalMs: 20,
  outcome: "passed",
  statements: [statement, { ...statement, pass: "down", waits: [], error: { code: "sql", message: "no <b>" } }],
  schema: {
    before: "a",
    afterUp: "b",
    afterDown: "a",
    afterSecondUp: "b",
    downDifferences: [],
    upDifferences: [],
    changes: [{ side: "found", line: "column public.t.a|b int" }],
  },
  dataPreserved: true,
  data: {
    tables: [{ table: "public.t", rowsBefore: 3, afterUp: { rows: 3, columns: [], isSame: true }, afterDown: null }],
    notCompared: ["public.log"],
  },
  queries: { source: "none", reason: "There is no pg_stat_statements.", queries: [] },
  observer: { everyMs: 10, everyMsOutside: 2, samples: 9, busyMs: 4, longestGapMs: 11, measuringMs: 30 },
  findings: [],
  class: "safe",
  hash: "f".repeat(64),
};

describe("a report for reading", () => {
  it("has a section for everything that was measured, and none for what was not", () => {
    expect(reportSections(report).map(({ title, table }) => `${title} ${table?.rows.length ?? 0}`)).toEqual([
      "Rehearsal of 0001_a 0",
      "Statements 2",
      "Waits 1",
      "Rows 1",
      "Queries of the target 0",
      "Schema changes 1",
      "How it was measured 0",
    ]);
    const { data: _data, queries: _queries, observer: _observer, ...earlier } = report;
    const shape = { ...earlier, statements: [], schema: { ...report.schema, changes: [] } };
    expect(reportSections(shape).map(({ title }) => title)).toEqual(["Rehearsal of 0001_a", "Statements"]);
  });

  it("prints locks with their time, and what was lost", () => {
    const [, statements] = reportSections(report);
    expect(statements?.table?.rows[0]?.slice(3)).toEqual([
      "ALTER TABLE",
      "12 ms",
      "–",
      "AccessExclusive public.t 1.5 s",
      "public.t",
      "–",
      "2.9 MiB",
      "12 ms (high: as measured)",
    ]);
    const table = { table: "t", rowsBefore: 9, afterUp: null, afterDown: null };
    const loss = (valuesAfter: number | null) => ({ column: "a", valuesBefore: 8, valuesAfter });
    expect(
      [
        null,
        { rows: 9, columns: [], isSame: null },
        { rows: null, columns: [], isSame: false },
        { rows: null, columns: [], isSame: null },
        { rows: 4, columns: [loss(null), loss(2), loss(8)], isSame: false },
        { rows: 11, columns: [], isSame: false },
        { rows: 9, columns: [], isSame: false },
      ].map((after) => survivalText(table, after)),
    ).toEqual([
      "not compared",
      "as many rows; their values could not be read in time",
      "the table is gone",
      "could not be read in time",
      "5 of 9 rows gone, column a gone with 8 values, 6 of 8 values of a gone, values of a differ",
      "2 rows more",
      "values stand in other rows",
    ]);
    expect([0.84, 120, 3_400, 300_000].map(msText)).toEqual(["0.8 ms", "120 ms", "3.4 s", "5 min"]);
    expect([12, 2_048, 5_000_000, 3 * 2 ** 30].map(bytesText)).toEqual(["12 B", "2.0 KiB", "4.8 MiB", "3.0 GiB"]);
  });

  it("keeps what comes from the database text, whatever it is", () => {
    const evil = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("<script>x</script>", "a | b", "](http://x)", "\u202Eevil"),
    );
    fc.assert(
      fc.property(evil, (name) => {
        const sections = [{ title: name, lines: [name], table: { head: ["A", "B"], rows: [[name, "end"]] } }];
        const markdown = renderMarkdown(sections);
        const html = renderHtml(sections);
        expect(markdown.split("\n")).toHaveLength(8);
        expect(markdown).not.toMatch(/<|\u202e/);
        expect(
          markdown
            .split("\n")[6]
            ?.replaceAll(/\\[\\|]/g, "")
            .split("|"),
        ).toHaveLength(4);
        expect(html.match(/<[a-z]/g)).toHaveLength(
          renderHtml([
            { ...sections[0], title: "t", lines: ["t"], table: { head: ["A", "B"], rows: [["t", "end"]] } },
          ]).match(/<[a-z]/g)?.length ?? 0,
        );
      }),
    );
  });

  it("is a page that loads nothing", () => {
    const html = renderHtml(reportSections(report));
    expect(html).toContain("default-src 'none'");
    expect(html).toContain("ALTER TABLE: no &lt;b&gt;");
    expect(renderMarkdown(reportSections(report))).toContain("column public.t.a\\|b int");
  });
});
