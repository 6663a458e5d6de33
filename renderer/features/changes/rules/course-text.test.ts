import { expect, it } from "vitest";
import { requestExample } from "./changes-examples.ts";
import { courseText } from "./course-text.ts";

it("says every option that is approved", () => {
  const plain = requestExample({});
  const full = requestExample({
    options: { lockTimeoutMs: 500, statementTimeoutMs: 3_000, lockTries: 1 },
    detail: {
      ...plain.detail,
      course: { pauseMs: 2_000, buildTimeoutMs: 60_000, makesRestorePoint: true, watchSeconds: 30 },
    },
  });
  expect([courseText(plain), courseText(full)]).toEqual([
    "It waits for a lock at most 2.00 s, in 8 tries and times no statement out.",
    "It keeps a restore point first, waits for a lock at most 500.0 ms, in 1 try, lets a statement run 3.00 s, lets an index build run 1 min 00 s, rests 2.00 s between transactions and watches for 30 s afterwards.",
  ]);
});
