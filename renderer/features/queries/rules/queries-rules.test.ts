import { expect, it } from "vitest";
import type { ListedQuery, QueryInterval } from "../../../../shared/queries/contract.ts";
import { snapshotExample } from "../../../../shared/queries/testing/query-examples.ts";
import { countScopes } from "./choose-queries.ts";
import { defaultStart } from "./default-start.ts";
import { intervalRemarks, lengthText } from "./interval-words.ts";

const listed = (kind: "read" | "write" | "other", given: Partial<ListedQuery> = {}, isOfCatalog = false) =>
  ({
    traits: { kind, isOfCatalog, hasJoin: false, hasAggregate: false },
    isOverBudget: false,
    findings: [],
    ...given,
  }) as unknown as ListedQuery; // what the rule looks at

it("counts statements by kind; those of the catalog are nobody's application", () => {
  const counts = countScopes([
    listed("read", { isOverBudget: true, findings: [{ code: "x", severity: "info" }] }),
    listed("write"),
    listed("read", {}, true),
    listed("other"),
  ]);
  expect([...counts.values()]).toEqual([2, 1, 1, 1, 1, 2]);
});

it("says what of an interval is missing, and how long it was", () => {
  const interval = {
    to: snapshotExample([], { hiddenEntries: 1, hiddenExecMs: 2000 }),
    wasReset: true,
    deallocations: 3,
    fromAt: null,
    unlisted: 0,
  } as unknown as QueryInterval; // what the words look at
  expect(intervalRemarks(interval).map((line) => line.slice(0, 40))).toEqual([
    "The server's counters began again in thi",
    "The server threw out its least used stat",
    "1 statement of other roles (2.00 s) are ",
  ]);
  expect([null, 12, 600, 12_000, 900_000].map(lengthText)).toEqual(["unknown", "12 s", "10 min", "3 h 20 min", "10 d"]);
});

it("counts from about a day ago, and from the server's beginning as long as there are minutes only", () => {
  const at = (hours: number) => snapshotExample([], { id: `h${hours}`, at: new Date(hours * 3_600_000).toISOString() });
  const start = (hours: readonly number[]) => defaultStart(hours.slice(1).map(at), at(hours[0] ?? 0))?.id;
  expect([start([100, 99.9, 99, 80, 75]), start([100, 99.5]), start([100, 60]), start([100])]).toEqual([
    "h80",
    undefined,
    undefined,
    undefined,
  ]);
});
