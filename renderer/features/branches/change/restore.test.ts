import { expect, it } from "vitest";
import { branchExample } from "../../../../shared/branches/testing/branch-example.ts";
import { localTimeOf } from "../rules/branch-point.ts";
import { checkRestore } from "./restore.ts";

const nowMs = Date.parse("2026-09-01T12:00:00Z");
const main = branchExample({ id: "main" });
const work = branchExample({ id: "work", parentId: "main" });
const at = { kind: "time", localTime: localTimeOf(nowMs - 60_000), lsn: "" } as const;
const draft = { sourceId: "work", point: at, keeps: false, preserveName: " kept " };

it("keeps what a branch holds when it is restored from itself or has children, and where it was asked", () => {
  const time = { kind: "time", at: "2026-09-01T11:59:00.000Z" };
  const child = branchExample({ id: "child", parentId: "work" });
  const kept = (changes: object, branches = [main, work]) =>
    checkRestore({ ...draft, ...changes }, work, branches, nowMs).request;
  expect(kept({})).toEqual({ sourceBranchId: "work", point: time, preserveUnder: "kept" });
  expect(kept({ sourceId: "main" })).toEqual({ sourceBranchId: "main", point: time, preserveUnder: null });
  expect(kept({ sourceId: "main" }, [main, work, child])?.preserveUnder).toBe("kept");
  expect(kept({ sourceId: "main", keeps: true })?.preserveUnder).toBe("kept");
});

it("refuses its own present state and a name that is taken", () => {
  const head = { ...draft, point: { ...at, kind: "head" as const }, preserveName: "main" };
  expect(checkRestore(head, work, [main, work], nowMs)).toEqual({
    request: null,
    problems: { name: "A branch of this project has this name.", point: "Choose an earlier state." },
  });
});
