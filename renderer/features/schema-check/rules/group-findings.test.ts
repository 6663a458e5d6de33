import { describe, expect, it } from "vitest";
import type { SchemaFinding } from "../../../../shared/schema-check/model.ts";
import {
  chooseFindings,
  countSeverities,
  findingKey,
  groupFindings,
  keptRule,
  type ListedFinding,
} from "./group-findings.ts";

const finding = (code: string, table: string | null, severity: SchemaFinding["severity"] = "info"): SchemaFinding => ({
  code,
  severity,
  subject: table === null ? "someone" : `public.${table}`,
  schema: table === null ? null : "public",
  table,
  message: "",
  evidence: {},
});
const listed = (found: SchemaFinding, isAccepted = false): ListedFinding => ({
  finding: found,
  exception: isAccepted ? { code: found.code, subject: found.subject, reason: "so it is", at: "" } : null,
});

const all = [
  listed(finding("no-primary-key", "note", "warning")),
  listed(finding("limited-text", "note")),
  listed(finding("limited-text", "agent")),
  listed(finding("powerful-login-role", null, "warning")),
  listed(finding("limited-text", "kept"), true),
];
const keys = (findings: readonly ListedFinding[]) => findings.map(({ finding: own }) => `${own.code} ${own.subject}`);

describe("findings of a schema", () => {
  it("are chosen by rule, table, acceptance and every typed word", () => {
    const note = { schema: "public", name: "note" };
    expect({
      all: keys(chooseFindings(all, { kind: "all" }, "")).length,
      rule: keys(chooseFindings(all, { kind: "rule", code: "limited-text" }, "")),
      table: keys(chooseFindings(all, { kind: "table", table: note }, "")),
      accepted: keys(chooseFindings(all, { kind: "accepted" }, "")),
      words: keys(chooseFindings(all, { kind: "all" }, " VARCHAR agent ")),
    }).toEqual({
      all: 4,
      rule: ["limited-text public.note", "limited-text public.agent"],
      table: ["no-primary-key public.note", "limited-text public.note"],
      accepted: ["limited-text public.kept"],
      words: ["limited-text public.agent"],
    });
  });

  it("are grouped by rule in their order, or by object with most first", () => {
    const brief = (grouping: "rule" | "object") =>
      groupFindings(chooseFindings(all, { kind: "all" }, ""), grouping).map(({ title, findings }) => [
        title,
        findings.length,
      ]);
    expect([brief("rule"), brief("object")]).toEqual([
      [
        ["No primary key", 1],
        ["varchar or char instead of text", 2],
        ["Login role without limits", 1],
      ],
      [
        ["public.note", 2],
        ["public.agent", 1],
        ["someone", 1],
      ],
    ]);
  });

  it("are told apart by rule and object, counted by severity, and name the seed's rule", () => {
    expect(findingKey({ code: "a", subject: 'b"' })).not.toBe(findingKey({ code: 'a"', subject: "b" }));
    expect(countSeverities(all.map(({ finding: own }) => own))).toEqual({ error: 0, warning: 2, info: 3 });
    expect(keptRule("missing-foreign-key-index")).toBe("ContextGround: Foreign keys always have an index.");
  });
});
