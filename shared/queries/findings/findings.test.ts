import { describe, expect, it } from "vitest";
import { codesOf, sceneExample } from "../testing/judge-example.ts";
import { snapshotExample } from "../testing/query-examples.ts";
import { judgeQuery } from "./registry.ts";

const lookup = "SELECT * FROM runs WHERE id = $1";

describe("rules about figures", () => {
  it("fire at their thresholds and not below", () => {
    const scene = sceneExample([
      { sql: lookup, calls: 10, execMs: 501, rows: 10 },
      { sql: lookup, calls: 10, execMs: 500, rows: 10 },
      // 1 MB of 8 kB blocks with a call, 10 MB in all
      { sql: lookup, calls: 10, execMs: 10, rows: 10, tempWritten: 1280 },
      { sql: lookup, calls: 10, execMs: 10, rows: 10, tempWritten: 1279 },
      { sql: lookup, calls: 1000, execMs: 10, rows: 10, tempWritten: 12_800 },
      { sql: lookup, calls: 20, execMs: 20, rows: 20, stddevMs: 3 },
      { sql: lookup, calls: 20, execMs: 20, rows: 20, stddevMs: 2.9 },
      { sql: lookup, calls: 19, execMs: 19, rows: 19, stddevMs: 9 },
      { sql: lookup, calls: 10, execMs: 450, rows: 10, jitMs: 200 },
      { sql: lookup, calls: 10, execMs: 450, rows: 10, jitMs: 130 },
      { sql: lookup, calls: 10, execMs: 450, rows: 10, jitMs: null },
      { sql: lookup, calls: 10, execMs: 10, rows: 10, sharedHit: 5000, sharedRead: 5000 },
      { sql: lookup, calls: 10, execMs: 10, rows: 11, sharedHit: 5000, sharedRead: 5000 },
      { sql: "SELECT count(*) FROM runs", calls: 10, execMs: 10, rows: 10, sharedHit: 5000, sharedRead: 5000 },
      { sql: "SELECT 1 FROM pg_class", calls: 10, execMs: 10, rows: 10, sharedHit: 9000, sharedRead: 9000 },
    ]);
    expect(codesOf(scene)).toEqual([
      "over-budget",
      "",
      "temp-spill",
      "",
      "",
      "unsteady-time",
      "",
      "",
      "jit-overhead",
      "",
      "",
      "blocks-per-row",
      "",
      "",
      "",
    ]);
  });

  it("judge planning only where it is measured", () => {
    const given = [{ sql: lookup, calls: 10, plans: 10, execMs: 49, planMs: 50, rows: 10 }];
    const measured = snapshotExample([], { measuresPlanning: true });
    expect([codesOf(sceneExample(given, 60, measured)), codesOf(sceneExample(given, 60))]).toEqual([
      ["planning-dominates"],
      [""],
    ]);
  });

  it("are sorted by how much they matter, and show the statement in one line", () => {
    const scene = sceneExample([{ sql: "SELECT *\n  FROM runs", calls: 1, execMs: 900, rows: 1, tempWritten: 9000 }]);
    const [query] = scene.all;
    expect(query && judgeQuery(query, scene).map(({ code, severity, subject }) => [code, severity, subject])).toEqual([
      ["over-budget", "error", "SELECT * FROM runs"],
      ["temp-spill", "warning", "SELECT * FROM runs"],
    ]);
  });
});

describe("rules about texts", () => {
  const paged = { calls: 10, execMs: 100, rows: 500 };
  it("tell an OFFSET that skips from one that costs nothing", () => {
    const texts = ["OFFSET $1", "LIMIT $1 OFFSET 1000", "OFFSET 10", "AND title = 'offset $1'", "OFFSET ($1 + $2)"];
    const scene = sceneExample([
      ...texts.map((end) => ({ sql: `SELECT * FROM runs ${end}`, ...paged, sharedHit: 5000 })),
      { sql: "SELECT * FROM runs OFFSET $1", ...paged, sharedHit: 4999 },
    ]);
    expect(codesOf(scene)).toEqual(["large-offset", "large-offset", "", "", "large-offset", ""]);
  });

  it("count statements that differ only in the length of a list, once", () => {
    const withList = (length: number) => ({
      sql: `SELECT * FROM runs WHERE id IN (${Array.from({ length }, (_, index) => `$${index + 1}`).join(", ")}) LIMIT $${length + 1}`,
      calls: 1,
      execMs: 1,
      rows: 1,
    });
    const lengths = [2, 3, 4, 5, 9].map(withList);
    expect(codesOf(sceneExample(lengths))).toEqual(["list-lengths", "", "", "", ""]);
    expect(
      codesOf(sceneExample([...lengths.slice(1), { ...withList(7), sql: `${withList(7).sql} OFFSET 0` }])),
    ).toEqual(Array(5).fill(""));
  });
});
