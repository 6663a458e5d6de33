import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAppError } from "../../ipc/app-error.ts";
import { isJsonObject, readExactJson } from "./exact-json.ts";

describe("readExactJson", () => {
  it("reads every document that JSON.parse reads, alike", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        fc.pre(!/\d{16}/.test(text));
        expect(readExactJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("refuses what JSON.parse refuses, with an error a user can act on", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 3 }), (text, place, noise) => {
        const at = place % (text.length + 1);
        const spoiled = text.slice(0, at) + noise + text.slice(at + 1);
        let isValid = true;
        try {
          JSON.parse(spoiled);
        } catch {
          isValid = false;
        }
        fc.pre(!isValid);
        const refusal = catchError(() => readExactJson(spoiled));
        expect(isAppError(refusal, "invalidInput")).toBe(true);
      }),
    );
  });

  it("keeps every digit of any 64 bit integer", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        expect(String(readExactJson(String(value)))).toBe(String(value));
      }),
    );
  });

  it("keeps key order, unknown keys and a key named __proto__", () => {
    const value = readExactJson(
      '{"b": 1.50, "Query Identifier": -7197966135205127973, "__proto__": {"x": 1}, "a": []}',
    );
    expect(isJsonObject(value) && Object.entries(value)).toEqual([
      ["b", 1.5],
      ["Query Identifier", "-7197966135205127973"],
      ["__proto__", { x: 1 }],
      ["a", []],
    ]);
  });

  it("names the place where reading stopped", () => {
    const messages = ["[1, 2", "[1, 2 3]", '{\n  "a": x\n}', '{\n  "a": [1'].map((text) =>
      String(catchError(() => readExactJson(text))),
    );
    expect(messages).toEqual([
      'AppError: This JSON breaks off: "," is missing at character 6.',
      'AppError: This is not valid JSON: expected "," at character 7.',
      "AppError: This is not valid JSON: expected a value at line 2, character 8.",
      'AppError: This JSON breaks off: "," is missing at line 2, character 10.',
    ]);
  });

  it("refuses a document nested deeper than its own stack could bear", () => {
    expect(
      isAppError(
        catchError(() => readExactJson("[".repeat(200_000))),
        "invalidInput",
      ),
    ).toBe(true);
  });
});

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return null;
}
