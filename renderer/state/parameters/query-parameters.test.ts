import { beforeEach, expect, it } from "vitest";
import { keptParameters, parameterValuesOf, useQueryParameters } from "./query-parameters.ts";

beforeEach(() => useQueryParameters.setState({ byTab: {} }));

it("tells NULL, empty text and no value apart, and takes a value back", () => {
  const { give } = useQueryParameters.getState();
  give("a", "$1", null);
  give("a", ":b", "");
  give("a", ":c", "x");
  give("a", ":c", undefined);
  expect([parameterValuesOf("a"), parameterValuesOf("b")]).toEqual([{ $1: null, ":b": "" }, {}]);
});

it("keeps the tabs changed last, and writes no very long value", () => {
  const { give } = useQueryParameters.getState();
  for (let tab = 0; tab < 120; tab++) give(`t${tab}`, "$1", "1");
  give("t30", "$1", "2");
  give("t30", "$2", "x".repeat(30_000));
  const { byTab } = useQueryParameters.getState();
  expect([Object.keys(byTab).length, Object.keys(byTab).at(-1), byTab.t19]).toEqual([100, "t30", undefined]);
  expect(keptParameters(byTab).t30).toEqual({ $1: "2" });
});
