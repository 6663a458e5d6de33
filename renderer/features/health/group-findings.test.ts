import { expect, it } from "vitest";
import type { IndexFinding } from "../../../shared/indexes/contract.ts";
import { freedBytes, groupFindings, groupTables } from "./group-findings.ts";

const finding = (code: string, table: string, savedBytes?: number): IndexFinding => ({
  code,
  severity: "warning",
  subject: table,
  message: "",
  evidence: savedBytes === undefined ? {} : { savedBytes },
  schema: "public",
  table,
});

it("counts findings by kind and by table, and what dropping would free", () => {
  const findings = [finding("invalid-index", "b"), finding("unused-index", "a", 100), finding("unused-index", "b", 20)];
  expect(groupFindings(findings)).toEqual([
    { code: "invalid-index", title: "Invalid index", count: 1 },
    { code: "unused-index", title: "Unused index", count: 2 },
  ]);
  expect(groupTables(findings)).toEqual([
    { schema: "public", name: "b", count: 2 },
    { schema: "public", name: "a", count: 1 },
  ]);
  expect(freedBytes(findings)).toBe(120);
});
