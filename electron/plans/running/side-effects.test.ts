import { expect, it } from "vitest";
import { describeSideEffects } from "./side-effects.ts";

const table = (name: string, more: { triggers?: string[]; sequences?: string[]; indexes?: number } = {}) => ({
  name,
  indexes: 0,
  triggers: [],
  sequences: [],
  ...more,
});
const writing = { changesRows: true, insertsRows: true, callsSequences: false, tables: [] };
const item = table("public.item", { indexes: 2, triggers: ["audit"], sequences: ["public.item_id_seq"] });

it("names each effect of a write with what it is about", () => {
  const effects = describeSideEffects("INSERT", writing, [item]);
  expect(effects.map(({ code }) => code)).toEqual(["deadRows", "sequences", "wal", "locks", "triggers", "estimates"]);
  const text = effects.map(({ message }) => message).join("\n");
  for (const name of ["public.item as dead rows, also in 2 indexes", "public.item_id_seq", "audit of public.item"])
    expect(text).toContain(name);
});

it("leaves out what does not happen", () => {
  const codes = (more: Partial<typeof writing>, tables = [table("public.item")]) =>
    describeSideEffects("UPDATE", { ...writing, insertsRows: false, ...more }, tables).map(({ code }) => code);
  expect(codes({})).toEqual(["deadRows", "wal", "locks", "estimates"]);
  expect(codes({}, [item])).toEqual(["deadRows", "wal", "locks", "triggers", "estimates"]);
  expect(codes({ callsSequences: true })).toContain("sequences");
  expect(codes({ changesRows: false })).toEqual(["wal", "locks"]);
});

it("does not list a hundred names", () => {
  const many = Array.from({ length: 100 }, (_, at) => table(`t${at}`));
  expect(describeSideEffects("UPDATE", writing, many)[0]?.message).toContain("t0, t1, t2, t3, t4 and 95 more");
});
