import { expect, it } from "vitest";
import { waitWords } from "./wait-words.ts";

it("explains a wait by its name, else by its kind, and nothing that it does not know", () => {
  expect([
    waitWords("Lock", "transactionid"),
    waitWords("Lock", "frozenid"),
    waitWords("NewKind", "Something"),
    waitWords(null, null),
  ]).toEqual([
    "Waits for a transaction to end that changed the same row.",
    "Waits for a lock that another transaction holds or waits for before it.",
    null,
    null,
  ]);
});
