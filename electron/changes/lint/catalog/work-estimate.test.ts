import { expect, it } from "vitest";
import type { CatalogRelation } from "./lint-catalog.ts";
import { workEstimate } from "./work-estimate.ts";

const relation: CatalogRelation = {
  name: "app.events",
  kind: "r",
  heapBytes: 42 * 1024 ** 3,
  indexBytes: 8 * 1024 ** 3,
  estimatedRows: 2e8,
  isEmpty: false,
  columns: [],
  constraints: [],
  indexes: [],
  dependents: [],
  referencedBy: [],
  policyCount: 0,
  hasRowSecurity: false,
  tableName: null,
  isOwnedByUser: true,
};

it("says what is blocked for how long, and from what that follows", () => {
  expect([
    workEstimate(relation, "build", "Share")?.text,
    workEstimate(relation, "scan", "AccessExclusive")?.text,
    workEstimate(relation, "rewrite", "AccessExclusive"),
    workEstimate({ ...relation, heapBytes: 8_192 }, "scan", "AccessExclusive")?.text,
    workEstimate(relation, "scan", "ShareUpdateExclusive"),
    workEstimate(relation, "metadata", "AccessExclusive"),
  ]).toEqual([
    "Blocks writes of app.events, 42 GB, for about 12 min.",
    "Blocks reads and writes of app.events, 42 GB, for about 4 min.",
    {
      text: "Blocks reads and writes of app.events, 42 GB, for about 14 min.",
      evidence: { blockedMs: 853_333, estimatedFrom: "50 GB at 60 MB a second, an assumption" },
    },
    "Blocks reads and writes of app.events, 8 kB, for less than a second.",
    null,
    null,
  ]);
});
