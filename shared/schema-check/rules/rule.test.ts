import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { constraintName, listWords, toSnakeCase, wordsOf } from "./rule.ts";

describe("words of names", () => {
  it.each([
    ["createdAt", "created_at"],
    ["AgentRunID", "agent_run_id"],
    ["HTTPServer", "http_server"],
    ["user-name 2", "user_name_2"],
    ["already_snake", "already_snake"],
    ["utf8Text", "utf8_text"],
    ["GrößeInCm", "größe_in_cm"],
    ["!!", ""],
  ])("%s is %s", (name, snake) => expect(toSnakeCase(name)).toBe(snake));

  it("are the same again for a name that was made of them", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(wordsOf(toSnakeCase(name))).toEqual(wordsOf(name));
      }),
    );
  });

  it("are listed as people do", () => {
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listWords)).toEqual(["", "a", "a and b", "a, b and c"]);
  });
});

describe("a name for a constraint", () => {
  it("fits into 63 bytes and is none that is taken", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(3), (table, taken) => {
        const names: string[] = [];
        for (let count = 0; count <= taken; count++) names.push(constraintName([table], "pkey", names));
        expect(new Set(names).size).toBe(taken + 1);
        expect(names.every((name) => /^[a-z0-9_]{1,63}$/.test(name))).toBe(true);
      }),
    );
  });
});
