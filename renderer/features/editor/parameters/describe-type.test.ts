import { expect, it } from "vitest";
import { inputModeOf, sampleOf, suggestionsOf } from "./describe-type.ts";

it("shows how a value of each type is written", () => {
  const types = [
    "integer",
    "integer[]",
    "numeric(10,2)",
    "timestamp with time zone",
    "timestamp(3) without time zone",
    "int4range",
    "mood",
    undefined,
  ];
  expect(types.map((type) => sampleOf(type))).toEqual([
    "0",
    "{1,2}",
    "0.0",
    "2026-12-31 23:59:59+00",
    "2026-12-31 23:59:59",
    "[1,10)",
    "text",
    "value",
  ]);
  expect(sampleOf("mood", ["sad", "ok"])).toBe("sad");
  expect(types.map(inputModeOf)).toEqual(["decimal", "text", "decimal", "text", "text", "text", "text", "text"]);
});

it("offers the labels of an enum, and true and false", () => {
  expect([suggestionsOf("mood", ["sad", "ok"]), suggestionsOf("boolean", []), suggestionsOf("text", [])]).toEqual([
    ["sad", "ok"],
    ["true", "false"],
    [],
  ]);
});
