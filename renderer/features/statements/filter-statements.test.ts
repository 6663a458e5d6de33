import { describe, expect, it } from "vitest";
import type { LoggedStatement } from "../../../shared/ipc/topics.ts";
import { addStatement, causesOf, filterStatements, keptStatements, oneLine } from "./filter-statements.ts";

function statement(sequence: number, changes: Partial<LoggedStatement> = {}): LoggedStatement {
  return {
    sequence,
    at: "2026-02-10T12:00:00Z",
    connectionId: "sample",
    branchId: null,
    cause: "catalog",
    sql: `select ${sequence}`,
    durationMs: 1,
    rows: 1,
    error: null,
    ...changes,
  };
}

const log = [
  statement(1),
  statement(2, { cause: "editor", error: "relation missing" }),
  statement(3, { branchId: "preview" }),
];

const numbers = (filter: Partial<Parameters<typeof filterStatements>[1]>) =>
  filterStatements(log, { text: "", cause: null, failedOnly: false, ...filter }).map(({ sequence }) => sequence);

describe("filterStatements", () => {
  it("seeks in SQL, error and branch, and narrows by cause and failure", () => {
    expect([
      numbers({}),
      numbers({ text: "SELECT 3" }),
      numbers({ text: "missing" }),
      numbers({ text: "preview" }),
    ]).toEqual([[1, 2, 3], [3], [2], [3]]);
    expect([numbers({ cause: "catalog" }), numbers({ failedOnly: true })]).toEqual([[1, 3], [2]]);
    expect(causesOf(log)).toEqual(["catalog", "editor"]);
  });
});

describe("addStatement", () => {
  it("keeps the order, doubles nothing, and forgets the oldest", () => {
    expect(addStatement(log, statement(4)).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    expect(addStatement(log, statement(2))).toBe(log);
    const gap = [statement(1), statement(3)];
    expect(addStatement(gap, statement(2)).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    const full = Array.from({ length: keptStatements }, (_, index) => statement(index));
    const next = addStatement(full, statement(keptStatements));
    expect([next.length, next[0]?.sequence]).toEqual([keptStatements, 1]);
  });
});

describe("oneLine", () => {
  it("folds every blank", () => expect(oneLine(" select\n\t1 ")).toBe("select 1"));
});
