import { expect, it } from "vitest";
import type { MigrationFinding } from "../../../../shared/changes/model.ts";
import { findingsOf, worstClass } from "./statement-class.ts";

function finding(changes: Partial<MigrationFinding>): MigrationFinding {
  return {
    code: "create-index-blocking",
    severity: "warning",
    subject: "public.a",
    message: "Blocks writes",
    evidence: {},
    migrationId: "0001_first",
    direction: "up",
    statementIndex: 0,
    class: "risky",
    lock: "Share",
    ...changes,
  };
}

it("finds what is said about one statement of one script, and its worst class", () => {
  const all = [
    finding({ class: "safe" }),
    finding({}),
    finding({ statementIndex: 1, class: "breaking" }),
    finding({ direction: "down", class: "breaking" }),
    finding({ statementIndex: null }),
    finding({ migrationId: "0002_second" }),
  ];
  expect(findingsOf(all, "0001_first", "up", 0)).toEqual(all.slice(0, 2));
  expect(findingsOf(all, "0001_first", "up", null)).toEqual([all[4]]);
  expect([worstClass(all.slice(0, 2)), worstClass(all), worstClass([])]).toEqual(["risky", "breaking", "safe"]);
});
