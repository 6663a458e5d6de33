import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDuration, parseDuration } from "./duration.ts";
import { environments } from "./model.ts";
import { timeoutSettings, timeoutsOf } from "./timeouts.ts";

describe("time-outs", () => {
  it("end a forgotten transaction on production, and leave it to the server elsewhere", () => {
    const idle = environments.map((environment) => timeoutsOf(environment, "db").idleInTransactionMs);
    expect(idle).toEqual([300_000, null, null, null]);
    const neon = timeoutsOf("staging", "ep-cool-darkness-123456.us-east-2.aws.neon.tech");
    expect([neon.connectMs, timeoutsOf("staging", "db").connectMs]).toEqual([30_000, 10_000]);
  });

  it("are a connection's own where it has some, and become settings of the session", () => {
    const timeouts = timeoutsOf("production", "db", { lockMs: 500, tabStatementMs: 0, idleInTransactionMs: undefined });
    expect([timeoutSettings(timeouts, "own"), timeoutSettings(timeouts, "tab")]).toEqual([
      { statement_timeout: "30000ms", lock_timeout: "500ms" },
      { statement_timeout: "0ms", idle_in_transaction_session_timeout: "300000ms" },
    ]);
    expect(timeoutSettings(timeoutsOf("local", "db"), "tab")).toEqual({});
  });
});

describe("a duration", () => {
  it("is read back as it is written", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 86_400_000 }), (ms) => parseDuration(formatDuration(ms)) === ms));
    expect([500, 30_000, 90_000, 300_000, 5_400_000, 7_200_000, 0].map(formatDuration)).toEqual([
      "500 ms",
      "30 s",
      "90 s",
      "5 min",
      "90 min",
      "2 h",
      "none",
    ]);
  });

  it("has a unit, and nothing beside it", () => {
    const texts = ["1.5 h", " 2MIN ", "none", "30", "", "-1 s", "1e3 s", "5 m", "1 s; DROP", "99999999999 s"];
    expect(texts.map(parseDuration)).toEqual([5_400_000, 120_000, 0, null, null, null, null, null, null, null]);
  });
});
