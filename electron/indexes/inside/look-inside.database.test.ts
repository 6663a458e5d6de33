import { afterAll, beforeAll, expect, it } from "vitest";
import { openSession } from "../../postgres/connect.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { createIndexesHandlers } from "../handlers.ts";

const schema = `
CREATE TABLE "Odd""log" (id int, kind text, tags int[]);
ALTER TABLE "Odd""log" SET (autovacuum_enabled = off);
INSERT INTO "Odd""log" SELECT n, 'kind ' || n, ARRAY[n] FROM generate_series(1, 20000) n;
CREATE INDEX "o'btree" ON "Odd""log" (id);
CREATE INDEX o_gin ON "Odd""log" USING gin (tags);
CREATE INDEX o_hash ON "Odd""log" USING hash (kind);
CREATE INDEX o_brin ON "Odd""log" USING brin (id) WITH (pages_per_range = 16);
CREATE INDEX o_gist ON "Odd""log" USING gist (int4range(id, id + 1));
INSERT INTO "Odd""log" SELECT n, 'kind ' || n, ARRAY[n] FROM generate_series(20001, 40000) n;
DELETE FROM "Odd""log" WHERE id % 10 < 8 AND id <= 20000;
VACUUM (INDEX_CLEANUP on) "Odd""log";
INSERT INTO "Odd""log" SELECT n, 'kind', ARRAY[n, n + 1] FROM generate_series(40001, 40100) n`;

let test: TestDatabase;
const context = { signal: new AbortController().signal, report: () => undefined, clientId: "test" };
const handlers = () => createIndexesHandlers({ databases: test.databases });
const table = () => ({ ref: test.ref, schema: "public", name: 'Odd"log' });
const look = (index: string | null) => handlers()["indexes.inside"]({ ...table(), index }, context);
const ways = async () => (await handlers()["indexes.table"](table(), context)).inside;
const asAdmin = async (sql: string) => {
  const session = await openSession(test.adminParameters, { purpose: "test" });
  await session.execute(sql);
  await session.close();
};

beforeAll(async () => {
  test = await createTestDatabase();
  for (const sql of schema.split(";\n"))
    await test.databases.write(test.ref, { purpose: "test" }, (session) => session.execute(sql));
});
afterAll(() => test.close());

it("without an extension nothing is offered, and who asks is told what would help", async () => {
  expect(await ways()).toEqual({ ways: [], installed: [], installable: [] });
  expect(await look("o'btree")).toEqual([
    {
      index: "o'btree",
      inside: expect.objectContaining({ state: "unreadable", hint: expect.stringContaining("pgstattuple") }),
    },
  ]);
  expect(await look(null)).toEqual([]);
  await expect(look("nothing")).rejects.toMatchObject({ code: "notFound" });
});

it("an extension that this role may not use offers nothing", async () => {
  await asAdmin('CREATE SCHEMA "Ext x"');
  await asAdmin('CREATE EXTENSION pgstattuple SCHEMA "Ext x"');
  expect(await ways()).toEqual({ ways: [], installed: ["pgstattuple"], installable: [] });
});

it("reads the pages of all methods that pgstattuple knows, once it is allowed to", async () => {
  await asAdmin(`GRANT USAGE ON SCHEMA "Ext x" TO PUBLIC`);
  await asAdmin(`GRANT pg_stat_scan_tables TO ${test.parameters.user}`);
  expect(await ways()).toEqual({
    ways: [
      { method: "btree", readsAll: true },
      { method: "gin", readsAll: false },
      { method: "hash", readsAll: true },
    ],
    installed: ["pgstattuple"],
    installable: [],
  });
  const looks = await look(null);
  expect(looks.map(({ index }) => index).toSorted()).toEqual(["o'btree", "o_gin", "o_hash"]);
  const inside = Object.fromEntries(
    looks.map((one) => [one.index, one.inside.state === "readable" ? one.inside.value : null]),
  );
  // Four fifths of the older half are gone: 55 % of 90 are left, and the new half is as full as it was built.
  expect(inside["o'btree"]).toEqual({
    kind: "btree",
    levels: 1,
    leafPages: expect.any(Number),
    emptyPages: 0,
    deletedPages: 0,
    leafDensityPercent: expect.any(Number),
    leafFragmentationPercent: expect.any(Number),
  });
  const density = inside["o'btree"]?.kind === "btree" ? (inside["o'btree"].leafDensityPercent ?? 0) : 0;
  expect([density > 40, density < 75]).toEqual([true, true]);
  expect(inside.o_gin).toMatchObject({ kind: "gin", pendingRows: 100 });
  expect(inside.o_hash).toMatchObject({ kind: "hash", liveEntries: 24_100 });
});

it("a superuser sees which ranges of a BRIN index are known, and how deep a b-tree is without pgstattuple", async () => {
  const admin = await createTestDatabase({ asSuperuser: true });
  const run = (sql: string) => admin.databases.write(admin.ref, { purpose: "test" }, (session) => session.execute(sql));
  const own = createIndexesHandlers({ databases: admin.databases });
  await run("CREATE EXTENSION pageinspect");
  await run("CREATE TABLE log (id int) WITH (autovacuum_enabled = off)");
  await run("INSERT INTO log SELECT generate_series(1, 20000)");
  await run("CREATE INDEX log_brin ON log USING brin (id) WITH (pages_per_range = 8)");
  await run("CREATE INDEX log_btree ON log (id)");
  const inside = async () =>
    (await own["indexes.inside"]({ ref: admin.ref, schema: "public", name: "log", index: null }, context)).map(
      (one) => one.inside,
    );
  const before = await inside();
  await run("INSERT INTO log SELECT generate_series(20001, 60000)");
  expect([before, await inside()]).toEqual([
    [brin(11, 0), depth],
    [brin(33, 21), depth],
  ]);
  await run("SELECT brin_summarize_new_values('log_brin')");
  expect((await inside())[0]).toEqual(brin(33, 0));
  const report = await own["indexes.table"]({ ref: admin.ref, schema: "public", name: "log" }, context);
  expect(report.inside).toEqual({
    ways: [
      { method: "btree", readsAll: false },
      { method: "brin", readsAll: false },
    ],
    installed: ["pageinspect"],
    installable: ["pgstattuple"],
  });
  await admin.close();
});

const depth = { state: "readable", value: { kind: "btreeDepth", levels: 1 } };

function brin(ranges: number, unsummarisedRanges: number) {
  return { state: "readable", value: { kind: "brin", pagesPerRange: 8, ranges, unsummarisedRanges } };
}
