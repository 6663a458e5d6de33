import { describe, expect, it } from "vitest";
import { shortType } from "./short-type.ts";

describe("shortType", () => {
  it("keeps modifiers and arrays", () => {
    expect(
      [
        "timestamp with time zone",
        "timestamp(3) without time zone",
        "character varying(40)",
        "character(2)[]",
        "double precision",
        "numeric(10,2)",
        "public.mood",
      ].map(shortType),
    ).toEqual(["timestamptz", "timestamp(3)", "varchar(40)", "char(2)[]", "float8", "numeric(10,2)", "public.mood"]);
  });
});
