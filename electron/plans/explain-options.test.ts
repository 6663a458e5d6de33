import { expect, it } from "vitest";
import { explainPrefix } from "./explain-options.ts";

it("asks each server version for what it knows", () => {
  const asked = [120004, 140023, 160014, 180004].map((version) => [
    explainPrefix("analyze", version),
    explainPrefix("estimate", version),
  ]);
  expect(asked).toEqual([
    [
      "EXPLAIN (ANALYZE, VERBOSE, BUFFERS, SETTINGS, FORMAT JSON)\n",
      "EXPLAIN (VERBOSE, SUMMARY, SETTINGS, FORMAT JSON)\n",
    ],
    [
      "EXPLAIN (ANALYZE, VERBOSE, BUFFERS, SETTINGS, WAL, FORMAT JSON)\n",
      "EXPLAIN (VERBOSE, BUFFERS, SUMMARY, SETTINGS, FORMAT JSON)\n",
    ],
    [
      "EXPLAIN (ANALYZE, VERBOSE, BUFFERS, SETTINGS, WAL, FORMAT JSON)\n",
      "EXPLAIN (VERBOSE, BUFFERS, SUMMARY, SETTINGS, FORMAT JSON)\n",
    ],
    [
      "EXPLAIN (ANALYZE, VERBOSE, BUFFERS, SETTINGS, WAL, SERIALIZE TEXT, MEMORY, FORMAT JSON)\n",
      "EXPLAIN (VERBOSE, BUFFERS, SUMMARY, SETTINGS, MEMORY, FORMAT JSON)\n",
    ],
  ]);
});

it("leaves parameters open from 16 on, and serializes only where it is asked to", () => {
  expect([explainPrefix("generic", 160014), explainPrefix("analyze", 170010, false)]).toEqual([
    "EXPLAIN (GENERIC_PLAN, VERBOSE, BUFFERS, SUMMARY, SETTINGS, FORMAT JSON)\n",
    "EXPLAIN (ANALYZE, VERBOSE, BUFFERS, SETTINGS, WAL, MEMORY, FORMAT JSON)\n",
  ]);
});
