import { describe, expect, it } from "vitest";
import type { LoggedStatement } from "../../shared/ipc/topics.ts";
import { createStatementsHandlers, StatementLog } from "./statement-log.ts";

const record = { cause: "catalog: tables", sql: "SELECT 1", durationMs: 2, rows: 1, error: null };
const redact = (text: string) => text.replaceAll("s3cret", "••••");

function createLog() {
  const told: LoggedStatement[] = [];
  const log = new StatementLog((entry) => told.push(entry), redact);
  return { log, told };
}

describe("the statement log", () => {
  it("tells of each statement as it was sent, and keeps it", () => {
    const { log, told } = createLog();
    log.add({ connectionId: "a", branchId: "b" }, record);
    const { at, ...entry } = told[0] ?? { at: "" };
    expect(entry).toEqual({ sequence: 1, connectionId: "a", branchId: "b", ...record });
    expect(Number.isNaN(Date.parse(at))).toBe(false);
    expect(log.list(null, 10)).toEqual(told);
  });

  it("holds no secret", () => {
    const { log, told } = createLog();
    log.add({ connectionId: "a" }, { ...record, sql: "ALTER ROLE x PASSWORD 's3cret'", error: "near s3cret" });
    log.add({ connectionId: "a" }, { ...record, sql: "ALTER ROLE x PASSWORD 'nobody knows this one'" });
    expect(JSON.stringify(told)).not.toMatch(/s3cret|nobody knows/);
  });

  it("keeps the newest statements of each connection, and long ones by their beginning", async () => {
    const { log } = createLog();
    for (let count = 0; count < 2500; count++) log.add({ connectionId: count % 2 ? "odd" : "even" }, record);
    log.add({ connectionId: "long" }, { ...record, sql: "x".repeat(1_000_000) });
    expect([log.list(null, 5000).length, log.list("odd", 3).map((entry) => entry.sequence)]).toEqual([
      2000,
      [2496, 2498, 2500],
    ]);
    expect(log.list("long", 1)[0]?.sql.length).toBeLessThan(21_000);
    const handlers = createStatementsHandlers(log);
    const context = { signal: new AbortController().signal, report: () => undefined, clientId: "w" };
    expect(await handlers["statements.list"]({ connectionId: "even", limit: 1 }, context)).toEqual(log.list("even", 1));
  });
});
