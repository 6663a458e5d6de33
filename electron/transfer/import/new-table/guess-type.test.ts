import { describe, expect, it } from "vitest";
import { TypeGuess } from "./guess-type.ts";

function guess(...values: readonly (string | null)[]) {
  const column = new TypeGuess();
  for (const value of values) column.add(value);
  return column;
}
const typeOf = (...values: readonly (string | null)[]) => guess(...values).type;

describe("the type of a column", () => {
  it.each([
    ["integer", ["0", "-2147483647", "2147483647", null]],
    ["bigint", ["1", "2147483648"]],
    ["bigint", ["-9223372036854775808"]],
    ["numeric", ["9223372036854775808"]],
    ["numeric", ["1", "1.10", "-0.5"]],
    ["numeric", ["0.12345678901234567890"]],
    ["double precision", ["1.5", "2e10"]],
    ["double precision", ["NaN", "1"]],
    ["double precision", ["-0", "1"]],
    ["boolean", ["true", "FALSE"]],
    ["date", ["2024-02-29", "0001-01-01"]],
    ["timestamp without time zone", ["2024-02-29 12:30:00", "2024-02-29T12:30:00.123456"]],
    ["timestamp with time zone", ["2024-02-29T12:30:00Z", "2024-02-29 12:30:00.5+02:00"]],
    ["time without time zone", ["12:30", "23:59:59.5"]],
    ["uuid", ["3F2504E0-4F89-11D3-9A0C-0305E82C3301"]],
  ])("is %s for %j", (type, values) => {
    expect(typeOf(...values)).toBe(type);
  });

  it.each([
    ["leading zeros", ["007", "42"]],
    ["a plus sign", ["+49", "1"]],
    ["an unclear order of day and month", ["03/04/2024"]],
    ["a day that is none", ["2023-02-29"]],
    ["an hour that is none", ["2024-01-01 25:00"]],
    ["more digits of a second than the server keeps", ["2024-01-01 10:00:00.1234567"]],
    ["more digits than a double keeps", ["1.2345678901234567e5"]],
    ["a number that a double cannot hold", ["1e400"]],
    ["a zone here and none there", ["2024-02-29 12:30:00Z", "2024-02-29 12:30:00"]],
    ["blanks around", [" 1"]],
    ["nothing at all", [null]],
  ])("stays text for %s", (_why, values) => {
    expect(typeOf(...values)).toBe("text");
  });

  it("says why, and which words look like NULL", () => {
    const words = guess("1", "NULL", "2", "n/a", "n/a");
    expect([words.type, words.reason, [...words.nullWords]]).toEqual([
      "text",
      "NULL, n/a among the values: with NULL for it, it can be integer.",
      [
        ["NULL", 1],
        ["n/a", 2],
      ],
    ]);
    expect([guess("x", "NULL").nullWords.size, guess("01").reason, guess(null, null).reason]).toEqual([
      0,
      "Leading zeros, which a number would lose.",
      "No row has a value.",
    ]);
    expect([guess("1").isNullable, guess("1", null).isNullable, guess().isNullable]).toEqual([false, true, true]);
  });

  it("is jsonb where a file of JSON has an object", () => {
    const column = new TypeGuess();
    column.add("1");
    column.add('{"a": 1}', true);
    expect(column.type).toBe("jsonb");
  });
});
