import { expect, it } from "vitest";
import { exampleSession } from "../../../shared/monitor/testing/monitor-examples.ts";
import { durationText, oneLine, sessionName } from "./monitor-words.ts";

it("says durations, names and statements shortly", () => {
  expect([null, 0.01, 3.14, 42.4, 185, 7800, 400_000].map(durationText)).toEqual([
    "",
    "< 0.1 s",
    "3.1 s",
    "42 s",
    "3 min 05 s",
    "2 h 10 min",
    "4 d",
  ]);
  expect([
    sessionName(exampleSession(1)),
    sessionName(exampleSession(1, { application: "" })),
    sessionName(exampleSession(7, { user: null, backendType: "walwriter", application: "" })),
    sessionName(exampleSession(1, { user: "a\u202eb", application: "" })),
  ]).toEqual(["app · web", "app", "walwriter", "a\\u{202e}b"]);
  expect(oneLine("SELECT 1\n  FROM\tx ")).toBe("SELECT 1 FROM x");
});
