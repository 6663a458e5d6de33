import { expect, it } from "vitest";
import { lockExample, statementExample } from "../rules/changes-examples.ts";
import { measuredLock } from "./measured-locks.ts";

const statements = [
  statementExample({
    durationMs: 5,
    locks: [
      lockExample("public.b", "ShareRowExclusive"),
      lockExample("public.a", "AccessExclusive"),
      lockExample("public.a_pkey", "AccessExclusive", "index"),
    ],
  }),
  statementExample({ index: 1, durationMs: 7, locks: [lockExample("public.c", "RowExclusive")] }),
  statementExample({
    index: 2,
    durationMs: 9,
    isTransactional: false,
    locks: [lockExample("public.d_idx", "AccessExclusive", "index")],
  }),
];

it("names the tables under the strongest lock, for as long as the transaction kept it", () => {
  expect(measuredLock(statements, 0)).toEqual({
    lockClass: "reads",
    mode: "AccessExclusive",
    relations: ["public.a"],
    heldMs: 12,
  });
});

it("is silent about what blocks neither reads nor writes, and about a statement that was not run", () => {
  expect([measuredLock(statements, 1), measuredLock(statements, 9)]).toEqual([null, null]);
});

it("names an index where no table was locked", () => {
  expect(measuredLock(statements, 2)).toMatchObject({ relations: ["public.d_idx"], heldMs: 9 });
});
