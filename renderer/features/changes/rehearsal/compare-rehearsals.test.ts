import { describe, expect, it } from "vitest";
import type { RehearsalSummary } from "../../../../shared/changes/model.ts";
import { reportExample, statementExample } from "../rules/changes-examples.ts";
import { comparedInWords, compareStatements, previousRehearsal } from "./compare-rehearsals.ts";

const summary = (hash: string, migrationIds: readonly string[]): RehearsalSummary => ({
  hash,
  migrationIds,
  at: "2026-02-10T12:00:00Z",
  person: "mara",
  outcome: "passed",
  scriptsSha256: "c",
});

describe("the rehearsal before", () => {
  it("is the next older one of the same migrations", () => {
    const list = [summary("c", ["a"]), summary("b", ["a", "b"]), summary("a", ["a"])];
    expect(previousRehearsal(list, { hash: "c", migrationIds: ["a"] })?.hash).toBe("a");
    expect(previousRehearsal(list, { hash: "a", migrationIds: ["a"] })).toBeNull();
    expect(previousRehearsal(list, { hash: "unknown", migrationIds: ["a"] })).toBeNull();
  });

  it("is compared statement by statement, by its first up", () => {
    const before = reportExample({
      statements: [
        statementExample({ durationMs: 5 }),
        statementExample({ index: 1, sql: "select 2", durationMs: 7 }),
        statementExample({ pass: "upAgain", durationMs: 99 }),
      ],
    });
    const now = reportExample({ statements: [statementExample({ durationMs: 3, sql: "select 3" })] });
    expect(compareStatements(before, now)).toEqual([
      { key: "0001_first 0", number: 1, kind: "SELECT", beforeMs: 5, nowMs: 3, isSameSql: false },
      { key: "0001_first 1", number: 2, kind: "SELECT", beforeMs: 7, nowMs: null, isSameSql: false },
    ]);
  });

  it("differs in words by scripts, outcome, class and schema", () => {
    const now = reportExample({});
    const schema = { ...now.schema, before: "z" };
    expect([
      comparedInWords(now, now),
      comparedInWords({ ...now, scriptsSha256: "d", outcome: "failed", class: "risky", schema }, now),
    ]).toEqual([
      "the same scripts",
      "the scripts were changed since, then failed, then risky, another schema to begin with",
    ]);
  });
});
