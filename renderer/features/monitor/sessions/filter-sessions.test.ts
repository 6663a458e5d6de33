import { expect, it } from "vitest";
import { exampleSession } from "../../../../shared/monitor/testing/monitor-examples.ts";
import { filterSessions } from "./filter-sessions.ts";

const sessions = [
  exampleSession(1, { state: "active", statement: "UPDATE Orders SET x = 1" }),
  exampleSession(2, { state: "idle" }),
  exampleSession(3, { state: "idle in transaction", application: "psql" }),
  exampleSession(4, { state: null, isHidden: true, backendType: null, statement: null }),
  exampleSession(5, { state: null, user: null, backendType: "walwriter", application: "" }),
];
const pids = (...rest: [Parameters<typeof filterSessions>[1], string]) =>
  filterSessions(sessions, ...rest).map(({ pid }) => pid);

it("chooses sessions by what they are and by what they say", () => {
  expect([
    pids("working", ""),
    pids("clients", ""),
    pids("server", ""),
    pids("clients", " orders "),
    pids("clients", "psql"),
    pids("working", "2"),
  ]).toEqual([[1, 3, 4], [1, 2, 3, 4], [5], [1], [3], []]);
});
