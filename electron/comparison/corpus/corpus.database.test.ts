import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { compareSchemas } from "../schema/compare-schemas.ts";
import { loadPairs, type Pair } from "../testing/load-pairs.ts";
import { missingFrom, preparePairs, provePairs } from "../testing/run-pairs.ts";
import { TestServer } from "../testing/test-server.ts";

// Roles belong to the server: these stay for the run, as the pairs name them.
const roles = ["corpus_reader", "corpus_owner"];
let server: TestServer;

beforeAll(async () => {
  server = new TestServer();
  for (const role of roles)
    await server.run(
      "postgres",
      `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role}; END IF; END $$`,
    );
});
afterEach(() => server.dropAll());
afterAll(() => server.close());

const all = [...loadPairs().values()].flat();
const only = process.env.CORPUS_ONLY;
const wanted = only === undefined ? all : all.filter(({ id }) => id.includes(only));

/** Pairs that can stand in one database: at most so many, and no schema twice. */
function batchesOf(pairs: readonly Pair[], size: number): readonly (readonly Pair[])[] {
  const batches: Pair[][] = [];
  for (const pair of pairs) {
    const fitting = batches.find((batch) => batch.length < size && !batch.some(({ schema }) => schema === pair.schema));
    if (fitting) fitting.push(pair);
    else batches.push([pair]);
  }
  return batches;
}

describe("the corpus", () => {
  const batches = batchesOf(
    wanted.filter(({ refused }) => refused === null),
    50,
  );
  it.each(batches.map((batch, at) => [`${batch[0]?.id} and ${batch.length - 1} more`, at] as const))(
    "there and back, in both forms: %s",
    async (_name, at) => {
      const pairs = (batches[at] ?? []).filter(({ minVersion }) => minVersion <= server.major);
      const prepared = await preparePairs(server, `corpus_${at}`, pairs);
      expect(await provePairs(server, prepared, ["plain", "online"])).toEqual([]);
      expect(await provePairs(server, prepared, ["online", "plain"])).toEqual([]);
    },
    100_000,
  );

  it("says what it cannot do", async () => {
    const answers: Record<string, boolean> = {};
    const refused = wanted.filter((pair) => pair.refused !== null && pair.minVersion <= server.major);
    // What the engine does not know stands together; where it gives up, it gives up on all.
    const uncovered = refused.filter(({ id }) => id.startsWith("uncovered/"));
    const batches = [uncovered, ...refused.filter((pair) => !uncovered.includes(pair)).map((pair) => [pair])];
    for (const [at, pairs] of batches.entries()) {
      const { beforeReading, afterReading } = await preparePairs(server, `refused_${at}`, pairs);
      const missing = missingFrom(await compareSchemas(beforeReading, afterReading, [])).join("\n");
      for (const pair of pairs) answers[pair.id] = missing.includes(pair.refused ?? "");
      await server.dropAll();
    }
    expect(answers).toEqual(Object.fromEntries(refused.map(({ id }) => [id, true])));
  }, 100_000);
});
