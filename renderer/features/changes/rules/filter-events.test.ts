import { expect, it } from "vitest";
import type { LedgerEvent } from "../../../../shared/changes/model.ts";
import { filterEvents } from "./filter-events.ts";

const event = (sequence: number, kind: string, person: string, summary: string): LedgerEvent => ({
  sequence,
  at: "2026-03-01T10:00:00.000Z",
  person,
  kind,
  requestId: sequence > 2 ? "1f6c2b1e" : null,
  summary,
  hash: `hash${sequence}`,
  isFromElsewhere: false,
});
const events = [
  event(1, "ledgerInstalled", "mara", "0001_ledger"),
  event(2, "rehearsed", "mara", "0001_index: passed"),
  event(3, "approved", "deniz", "Fine"),
  event(4, "statementDone", "mara", "0001_index up, statement 1"),
  event(5, "policyChanged", "owner", "production: 2"),
];
const found = (filter: Partial<Parameters<typeof filterEvents>[1]>) =>
  filterEvents(events, { text: "", topic: "all", person: "", ...filter }).map(({ sequence }) => sequence);

it("lets through what fits every part of the filter", () => {
  expect([
    found({}),
    found({ topic: "reviews" }),
    found({ topic: "applications" }),
    found({ topic: "rehearsals" }),
    found({ topic: "policy" }),
    found({ person: "mara" }),
    found({ text: " INDEX " }),
    found({ text: "1f6c", person: "deniz" }),
    found({ text: "hash5", topic: "reviews" }),
  ]).toEqual([[1, 2, 3, 4, 5], [3], [4], [2], [1, 5], [1, 2, 4], [2, 4], [3], []]);
});
