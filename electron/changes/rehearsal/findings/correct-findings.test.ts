import { describe, expect, it } from "vitest";
import type { HeldLock, MigrationFinding, RehearsedStatement } from "../../../../shared/changes/model.ts";
import { correctFindings } from "./correct-findings.ts";

const held = (relation: string, mode: string, heldMs = 5): HeldLock => ({
  relation,
  relationKind: "table",
  mode,
  fromMs: 10,
  toMs: 10 + heldMs,
});
const statement = (changes: Partial<RehearsedStatement>): RehearsedStatement => ({
  migrationId: "0001_a",
  pass: "up",
  index: 0,
  sql: "",
  kind: "ALTER TABLE",
  isTransactional: true,
  durationMs: 5,
  rows: null,
  locks: [held("public.t", "AccessExclusive")],
  rewrites: [],
  scans: [],
  error: null,
  ...changes,
});
const finding = (changes: Partial<MigrationFinding>): MigrationFinding => ({
  code: "change-column-type",
  severity: "warning",
  class: "risky",
  lock: "AccessExclusive",
  cost: "rewrite",
  migrationId: "0001_a",
  direction: "up",
  statementIndex: 0,
  subject: "t.a",
  message: "It may be rewritten.",
  evidence: {},
  ...changes,
});
const short = (findings: readonly MigrationFinding[]) =>
  findings.map(({ code, severity, class: found, measured }) => [code, severity, found, measured?.verdict ?? null]);

describe("what the lint claims", () => {
  it("is confirmed by a rewrite, and taken back where there was none", () => {
    const rewritten = correctFindings([finding({})], [statement({ rewrites: ["public.t"] })]);
    expect(short(rewritten)).toEqual([["change-column-type", "warning", "risky", "confirmed"]]);
    const [quick] = correctFindings([finding({})], [statement({})]);
    expect([quick?.severity, quick?.class, quick?.measured]).toEqual([
      "info",
      "safe",
      { verdict: "notSeen", text: "No table was written again. AccessExclusive on public.t was held for 5.0 ms." },
    ]);
  });

  it("stays breaking when it breaks clients, whatever was measured", () => {
    const [dropped] = correctFindings([finding({ class: "breaking" })], [statement({})]);
    expect([dropped?.severity, dropped?.class]).toEqual(["info", "breaking"]);
  });

  it("is measured by what it claims: a scan, or else its lock", () => {
    const scan = finding({ code: "set-not-null", cost: "scan" });
    expect(short(correctFindings([scan], [statement({ scans: ["public.t"] })]))[0]?.[3]).toBe("confirmed");
    expect(short(correctFindings([scan], [statement({})]))[0]?.[3]).toBe("notSeen");
    const index = finding({ code: "create-index-blocking", lock: "Share", cost: "build" });
    expect(short(correctFindings([index], [statement({ locks: [held("public.t", "Share")] })]))[0]?.[3]).toBe(
      "confirmed",
    );
    expect(short(correctFindings([index], [statement({ locks: [] })]))[0]?.[3]).toBe("notSeen");
  });

  it("is left alone where nothing was measured", () => {
    const others = [
      finding({ statementIndex: null }),
      finding({ direction: "down" }),
      finding({ migrationId: "0002_b" }),
      finding({ code: "index-without-name", lock: null, cost: null }),
    ];
    const broken = statement({ locks: [], error: { code: "sql", message: "no" } });
    expect(correctFindings(others, [statement({ locks: [] })])).toEqual(others);
    expect(correctFindings([finding({})], [broken])).toEqual([finding({})]);
  });
});

describe("a lock that the lint did not claim", () => {
  it("is added for each table, once and by its strongest mode", () => {
    const locks = [
      held("public.t", "AccessExclusive"),
      held("public.parent", "ShareRowExclusive"),
      held("public.parent", "AccessExclusive"),
      { ...held("public.t_pkey", "AccessExclusive"), relationKind: "index" as const },
      held("public.busy", "RowExclusive"),
    ];
    const corrected = correctFindings([finding({ code: "drop-constraint", cost: null })], [statement({ locks })]);
    expect(short(corrected)).toEqual([
      ["drop-constraint", "warning", "risky", "confirmed"],
      ["lock-seen-in-rehearsal", "info", "safe", "added"],
    ]);
    expect(corrected[1]).toMatchObject({ subject: "public.parent", lock: "AccessExclusive", statementIndex: 0 });
  });

  it("is a warning when it was held for a second; those of down and of the second up are not added", () => {
    const long = statement({ locks: [held("public.t", "Share", 1_500)] });
    const corrected = correctFindings([], [long, { ...long, pass: "down" }, { ...long, pass: "upAgain" }]);
    expect(short(corrected)).toEqual([["lock-seen-in-rehearsal", "warning", "risky", "added"]]);
    expect(corrected[0]?.evidence).toEqual({ heldMs: 1_500 });
  });
});
