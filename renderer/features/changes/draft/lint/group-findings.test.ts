import { describe, expect, it } from "vitest";
import type { DraftLint } from "../../../../../shared/changes/draft-lint.ts";
import type { Direction, MigrationFinding } from "../../../../../shared/changes/model.ts";
import { applyEdits } from "../../../../../shared/changes/text-edits.ts";
import { groupAt, groupFindings, suppressionEdit } from "./group-findings.ts";

function finding(
  direction: Direction,
  statementIndex: number | null,
  code: string,
  severity: MigrationFinding["severity"],
) {
  const rest = { class: "risky", lock: null, migrationId: "draft", subject: "t", message: "", evidence: {} } as const;
  return { ...rest, direction, statementIndex, code, severity };
}

const lint: DraftLint = {
  class: "risky",
  problems: [],
  against: { kind: "textOnly", reason: "" },
  findings: [
    finding("down", 0, "e", "warning"),
    finding("up", 1, "d", "info"),
    finding("up", 1, "c", "error"),
    finding("up", 0, "b", "warning"),
    finding("up", null, "a", "warning"),
  ],
  places: [
    { direction: "up", statementIndex: 0, start: 3, end: 10, line: 1, kind: "SELECT" },
    { direction: "up", statementIndex: 1, start: 12, end: 20, line: 2, kind: "SELECT" },
    { direction: "down", statementIndex: 0, start: 0, end: 5, line: 1, kind: "SELECT" },
  ],
};

describe("findings of a draft", () => {
  it("stand by statement, the gravest first", () => {
    expect(groupFindings(lint).map(({ key, findings }) => [key, findings.map(({ code }) => code).join()])).toEqual([
      ["up script", "a"],
      ["up 0", "b"],
      ["up 1", "c,d"],
      ["down 0", "e"],
    ]);
  });

  it("are found from the caret", () => {
    const at = (direction: Direction, caret: number) => groupAt(groupFindings(lint), direction, caret)?.key;
    expect([at("up", 0), at("up", 10), at("up", 11), at("up", 90), at("down", 2)]).toEqual([
      "up 0",
      "up 0",
      "up 1",
      "up 1",
      "down 0",
    ]);
  });

  it("are answered by one line, whatever is typed as the reason", () => {
    const answer = (script: string, start: number) =>
      applyEdits(script, [suppressionEdit(script, "drop-column", " nobody\n-- reads it ", { start })]);
    const comment = "-- steward:ignore drop-column: nobody -- reads it";
    expect(answer("SELECT 1;\nDROP;", 10)).toBe(`SELECT 1;\n${comment}\nDROP;`);
    expect(answer("SELECT 1; DROP;", 10)).toBe(`SELECT 1; \n${comment}\nDROP;`);
    expect(suppressionEdit("SELECT 1;", "irreversible", "x", null).start).toBe(0);
  });
});
