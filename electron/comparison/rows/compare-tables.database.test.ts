import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ChangedSide, composeChanges } from "../../../shared/comparison/compose-changes.ts";
import type { RowsComparison, TableOutcome } from "../../../shared/comparison/rows-model.ts";
import { openSession } from "../../postgres/connect.ts";
import type { OwnedSession } from "../../postgres/session.ts";
import { openTestPair, type TestPair } from "../testing/test-pair.ts";
import { compareTables, listTables } from "./compare-tables.ts";

let pair: TestPair;
let from: OwnedSession;
let to: OwnedSession;
beforeAll(async () => {
  pair = await openTestPair();
  from = await openSession(pair.from.parameters, { purpose: "test" });
  to = await openSession(pair.to.parameters, { purpose: "test" });
});
afterAll(async () => {
  await from.close();
  await to.close();
  await pair.close();
});

const onBoth = async (...statements: readonly string[]) => {
  for (const sql of statements) {
    await from.execute(sql);
    await to.execute(sql);
  }
};
const compareAny = (names: readonly string[], more: { readonly signal?: AbortSignal; readonly limit?: number } = {}) =>
  compareTables(
    pair.databases,
    {
      from: pair.from.ref,
      to: pair.to.ref,
      tables: names.map((name) => ({ table: { schema: "public", name }, key: null })),
      limit: more.limit ?? 1_000,
    },
    { signal: more.signal ?? new AbortController().signal, report: () => undefined },
  );
const compare = async (name: string, limit?: number): Promise<RowsComparison> => {
  const [outcome] = await compareAny([name], limit === undefined ? {} : { limit });
  if (outcome?.state !== "compared") throw new Error(JSON.stringify(outcome));
  return outcome.comparison;
};
/** Makes one side like the other by the composed SQL, each statement touching one row. */
const apply = async (comparison: RowsComparison, side: ChangedSide) => {
  for (const sql of composeChanges(comparison, comparison.differences, side))
    expect((await (side === "from" ? from : to).execute(sql)).rowCount).toBe(1);
};
const brief = ({ rows, counts, differences }: RowsComparison) => ({
  rows,
  counts,
  keys: differences.map(({ kind, key }) => [kind, ...key]),
});

describe("comparing rows", () => {
  it("finds each differing row in both directions, exactly, and reads few others", async () => {
    await onBoth("CREATE TABLE many (id int PRIMARY KEY, body text)");
    await onBoth("INSERT INTO many SELECT n, 'row ' || n FROM generate_series(1, 40000) n", "ANALYZE many");
    await from.execute("DELETE FROM many WHERE id % 4000 = 7");
    await to.execute("DELETE FROM many WHERE id % 8000 = 9");
    await to.execute("UPDATE many SET body = 'other' WHERE id IN (1, 20000, 40000)");
    const comparison = await compare("many");
    expect(brief(comparison)).toEqual({
      rows: [39_990, 39_995],
      counts: { onlyFrom: 5, onlyTo: 10, changed: 3 },
      keys: [
        ["changed", "1"],
        ["onlyTo", "7"],
        ["onlyFrom", "9"],
        ["onlyTo", "4007"],
        ["onlyTo", "8007"],
        ["onlyFrom", "8009"],
        ["onlyTo", "12007"],
        ["onlyTo", "16007"],
        ["onlyFrom", "16009"],
        ["changed", "20000"],
        ["onlyTo", "20007"],
        ["onlyTo", "24007"],
        ["onlyFrom", "24009"],
        ["onlyTo", "28007"],
        ["onlyTo", "32007"],
        ["onlyFrom", "32009"],
        ["onlyTo", "36007"],
        ["changed", "40000"],
      ],
    });
    expect(comparison.rowsRead).toBeLessThan(4_000);
    await apply(comparison, "to");
    expect(brief(await compare("many")).counts).toEqual({ onlyFrom: 0, onlyTo: 0, changed: 0 });
  });

  it("takes keys of texts whose order differs between the two databases", async () => {
    await from.execute(`CREATE TABLE texts (k text COLLATE "C", n int, PRIMARY KEY (k, n))`);
    await to.execute(`CREATE TABLE texts (k text COLLATE "en-x-icu", n int, PRIMARY KEY (k, n))`);
    const words = [
      "a",
      "A",
      "b",
      "B",
      "ä",
      "Z",
      "z",
      "_",
      "-",
      "",
      "a b",
      "a,b",
      'a"b',
      "\u{1f600}",
      "\uffee",
      "é",
      "e\u0301",
    ];
    for (const session of [from, to])
      await session.execute("INSERT INTO texts SELECT w, n FROM unnest($1::text[]) w, generate_series(1, 200) n", [
        words,
      ]);
    await from.execute("DELETE FROM texts WHERE k = 'A' AND n = 5");
    await to.execute("DELETE FROM texts WHERE k IN ('z', '\u{1f600}', 'e\u0301') AND n = 7");
    expect(brief(await compare("texts"))).toEqual({
      rows: [3_399, 3_397],
      counts: { onlyFrom: 3, onlyTo: 1, changed: 0 },
      keys: [
        ["onlyTo", "A", "5"],
        ["onlyFrom", "e\u0301", "7"],
        ["onlyFrom", "z", "7"],
        ["onlyFrom", "\u{1f600}", "7"],
      ],
    });
  });

  it("tells NULL from '' and from the next value, and compares what both sides have", async () => {
    await from.execute(`CREATE TABLE wide (id bigint PRIMARY KEY, a text, b text, j json, p point, x xml, t timestamptz, only_here int,
      sum int GENERATED ALWAYS AS (id * 2) STORED)`);
    await to.execute(`CREATE TABLE wide (id int PRIMARY KEY, b text, a text, j json, p point, x xml, t timestamptz, only_there int,
      sum int GENERATED ALWAYS AS (id * 2) STORED)`);
    const rows = `(1, NULL, ''), (2, '', NULL), (3, ',', ''), (4, 'it''s', E'\\\\'), (5, 'same', 'same')`;
    await from.execute(`INSERT INTO wide (id, a, b) VALUES ${rows}`);
    await to.execute(
      `INSERT INTO wide (id, a, b) VALUES (1, '', NULL), (2, '', ''), (3, '', ','), (5, 'same', 'same')`,
    );
    await from.execute(`UPDATE wide SET j = '{"a":  1}', p = '(1,2)', x = '<a/>', t = '2026-01-02 03:04:05.123456+00'`);
    await to.execute(`UPDATE wide SET j = '{"a":1}', p = '(1,2)', x = '<a/>', t = '2026-01-02 03:04:05.123456+00'`);
    const comparison = await compare("wide");
    expect({ ...brief(comparison), leftOut: comparison.leftOut }).toEqual({
      rows: [5, 4],
      counts: { onlyFrom: 1, onlyTo: 0, changed: 4 },
      keys: [
        ["changed", "1"],
        ["changed", "2"],
        ["changed", "3"],
        ["onlyFrom", "4"],
        ["changed", "5"],
      ],
      leftOut: [
        { name: "only_here", side: "from" },
        { name: "only_there", side: "to" },
      ],
    });
    await apply(comparison, "to");
    expect(brief(await compare("wide")).keys).toEqual([]);
  });

  it("moves a unique value from one row to another", async () => {
    await onBoth(
      "CREATE TABLE places (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, place int NOT NULL UNIQUE DEFERRABLE)",
    );
    await from.execute("INSERT INTO places (place) VALUES (1), (2)");
    await to.execute("INSERT INTO places (place) VALUES (1), (2), (3)");
    await to.execute("DELETE FROM places WHERE id = 1");
    const comparison = await compare("places");
    await apply(comparison, "to");
    expect(brief(await compare("places")).keys).toEqual([]);
  });

  it("keeps as many as it was asked for, and counts all", async () => {
    const { counts, differences } = await compare("many", 2);
    expect([counts, differences]).toEqual([{ onlyFrom: 0, onlyTo: 0, changed: 0 }, []]);
    await to.execute("UPDATE many SET body = upper(body)");
    const all = await compare("many", 2);
    expect([all.counts, all.differences.length]).toEqual([{ onlyFrom: 0, onlyTo: 0, changed: 39_990 }, 2]);
  });

  it("cuts a value that is long, and makes no SQL of its row", async () => {
    await onBoth("CREATE TABLE longs (id int PRIMARY KEY, body text)");
    await from.execute("INSERT INTO longs VALUES (1, repeat('x', 100000))");
    const comparison = await compare("longs");
    expect(comparison.differences).toEqual([
      { kind: "onlyFrom", key: ["1"], from: ["1", "x".repeat(65_536)], to: null, isCut: true },
    ]);
    expect(composeChanges(comparison, comparison.differences, "to")).toEqual([]);
  });

  it("says which table it cannot compare, and compares the others", async () => {
    await onBoth("CREATE TABLE keyless (id int)", "CREATE TABLE fine (id int PRIMARY KEY)");
    await from.execute("CREATE TABLE here (id int PRIMARY KEY)");
    const words = (outcome: TableOutcome) => (outcome.state === "compared" ? "compared" : outcome.message);
    expect((await compareAny(["keyless", "here", "fine"])).map(words)).toEqual([
      "No unique index over not-null columns tells its rows apart on both sides.",
      "The second database has no table public.here.",
      "compared",
    ]);
    const listed = await listTables(
      pair.databases,
      { from: pair.from.ref, to: pair.to.ref },
      new AbortController().signal,
    );
    expect(listed.filter(({ refusal }) => refusal !== null).map(({ table, refusal }) => [table.name, refusal])).toEqual(
      [
        ["here", "Only the first database has it."],
        ["keyless", "No unique index over not-null columns tells its rows apart on both sides."],
      ],
    );
  });

  it("compares a partitioned table as one, and an ordinary one without those that inherit from it", async () => {
    await from.execute("CREATE TABLE parts (id int PRIMARY KEY, v int) PARTITION BY HASH (id)");
    await from.execute("CREATE TABLE parts_0 PARTITION OF parts FOR VALUES WITH (MODULUS 1, REMAINDER 0)");
    await to.execute("CREATE TABLE parts (id int PRIMARY KEY, v int)");
    await to.execute("CREATE TABLE child () INHERITS (parts)");
    await onBoth("INSERT INTO parts SELECT n, n FROM generate_series(1, 10) n");
    await to.execute("INSERT INTO child VALUES (1, 99)");
    expect(brief(await compare("parts"))).toEqual({
      rows: [10, 10],
      counts: { onlyFrom: 0, onlyTo: 0, changed: 0 },
      keys: [],
    });
  });

  it("ends when it is cancelled while the server works", async () => {
    await onBoth("CREATE TABLE slow (id int PRIMARY KEY, body text)");
    await onBoth("INSERT INTO slow SELECT n, repeat('x', 2000) FROM generate_series(1, 60000) n");
    const stop = new AbortController();
    const running = compareAny(["slow"], { signal: stop.signal });
    setTimeout(() => stop.abort(), 30);
    await expect(running).rejects.toMatchObject({ code: "cancelled" });
    const left =
      "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'Steward comparison' AND state = 'active'";
    await expect.poll(async () => (await from.query(left)).rows).toEqual([["0"]]);
  });
});
