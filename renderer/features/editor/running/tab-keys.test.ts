import { expect, it } from "vitest";
import { commandFor } from "./tab-keys.ts";

const idle = { isIdle: true, isInTransaction: false };
const press = (id: string, state = idle) => commandFor((other) => other === id, id === "Escape", state);

it("commands of a query tab are given by whatever keys they have", () => {
  const ids = ["run", "runBeside", "runAll", "explain", "analyze", "format"];
  expect(ids.map((id) => press(`query.${id}`))).toEqual(ids);
});

it("cancels only what runs, and ends only a transaction that is open", () => {
  const busy = { isIdle: false, isInTransaction: false };
  const inside = { isIdle: true, isInTransaction: true };
  const ids = ["Escape", "query.cancel", "query.commit", "query.rollback", "rows.filter"];
  expect(ids.map((id) => press(id))).toEqual([null, null, null, null, null]);
  expect(ids.map((id) => press(id, busy))).toEqual(["cancel", "cancel", null, null, null]);
  expect(ids.map((id) => press(id, inside))).toEqual([null, null, "commit", "rollback", null]);
});
