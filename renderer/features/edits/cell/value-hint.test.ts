import { describe, expect, it } from "vitest";
import { valueHint } from "./value-hint.ts";

describe("how a value is written", () => {
  it.each([
    ["timestamptz", "timestamp with time zone", /now/],
    ["_int4", "integer[]", /^\{a/],
    ["int4multirange", "int4multirange", /^\{\[1/],
    ["point", "point", /^\(x,y\)$/],
  ])("%s is told by an example", (baseType, type, hint) => {
    expect(valueHint({ ...column, baseType, type })).toMatch(hint);
  });

  it("is not told where any text will do, whatever a type is called", () => {
    expect(
      ["text", "constructor", "mood"].map((baseType) => valueHint({ ...column, baseType, type: baseType })),
    ).toEqual([null, null, null]);
  });
});

const column = {
  name: "c",
  type: "",
  baseType: "",
  labels: null,
  isNotNull: false,
  defaultExpression: null,
  isGenerated: false,
  isIdentityAlways: false,
  mayInsert: true,
  mayUpdate: true,
};
