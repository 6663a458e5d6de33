import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchFuzzily } from "./fuzzy.ts";

const shown = (text: string, name: string) => {
  const match = matchFuzzily(text, name);
  return match?.positions.map((position) => name[position]).join("") ?? null;
};

describe("matchFuzzily", () => {
  it("prefers the starts of words, in snake_case and camelCase", () => {
    expect([
      matchFuzzily("uo", "user_group_order")?.positions,
      matchFuzzily("uo", "userGroupOrder")?.positions,
    ]).toEqual([
      [0, 11],
      [0, 9],
    ]);
  });

  it("knows where words start after abbreviations and before numbers", () => {
    expect([
      matchFuzzily("hs", "getHTTPServices")?.positions,
      matchFuzzily("e24", "events_table2024")?.positions,
      matchFuzzily("e2", "eventsA2b2")?.positions,
    ]).toEqual([
      [3, 7],
      [0, 12, 15],
      [0, 7],
    ]);
  });

  it("prefers what stands together and at the start", () => {
    const score = (name: string) => matchFuzzily("ord", name)?.score ?? 0;
    expect(score("orders")).toBeGreaterThan(score("all_orders"));
    expect(score("all_orders")).toBeGreaterThan(score("owned_records"));
  });

  it("does not match what lacks a letter or has them in another order", () => {
    expect([shown("abc", "acb"), shown("abcd", "abc"), shown("x", "")]).toEqual([null, null, null]);
  });

  it("finds every name by its own letters in order, whatever the case, at rising UTF-16 places", () => {
    const name = fc.string({ unit: fc.constantFrom(..."abcXYZ_09 ", "ä", "😀"), minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(name, fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (whole, picks) => {
        const picked = [...whole].filter((character, index) => picks[index] && character.trim() !== "");
        if (picked.length === 0) return;
        const match = matchFuzzily(picked.join("").toUpperCase(), whole);
        const found = match?.positions.map((position) => String.fromCodePoint(whole.codePointAt(position) ?? 0));
        expect(found?.map((character) => character.toLowerCase())).toEqual(
          picked.map((character) => character.toLowerCase()),
        );
        expect(match?.positions).toEqual(match?.positions.toSorted((left, right) => left - right));
      }),
    );
  });
});
