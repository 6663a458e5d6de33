import { describe, expect, it } from "vitest";
import { boundCheck } from "./attach-online.ts";

describe("what a bound asks of a column", () => {
  it.each([
    ["FOR VALUES IN (1)", '"c" IS NOT NULL AND "c" = 1::text'],
    ["FOR VALUES IN ('a', 'it''s, b')", `"c" IS NOT NULL AND "c" = ANY (ARRAY['a', 'it''s, b']::text[])`],
    ["FOR VALUES FROM ('a') TO ('b')", `"c" IS NOT NULL AND "c" >= 'a'::text AND "c" < 'b'::text`],
    ["FOR VALUES FROM (MINVALUE) TO (-5)", '"c" IS NOT NULL AND "c" < -5::text'],
    ["FOR VALUES FROM (MINVALUE) TO (MAXVALUE)", '"c" IS NOT NULL'],
    ["FOR VALUES IN (NULL)", null],
    ["FOR VALUES FROM (1, 2) TO (3, 4)", null],
    ["FOR VALUES WITH (modulus 2, remainder 0)", null],
    ["DEFAULT", null],
  ])("%s", (bound, check) => {
    expect(boundCheck('"c"', "text", bound)).toBe(check);
  });
});
