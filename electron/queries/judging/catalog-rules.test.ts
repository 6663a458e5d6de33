import { expect, it } from "vitest";
import { defaultBudgets } from "../../../shared/queries/budgets.ts";
import { judgeQuery } from "../../../shared/queries/findings/registry.ts";
import { textKey } from "../../../shared/queries/model.ts";
import type { QueriedTable } from "../../../shared/queries/tables.ts";
import { queryExample, snapshotExample } from "../../../shared/queries/testing/query-examples.ts";
import { parserInPlace } from "../../sql/parser/sql-parser.ts";
import { judgeInterval } from "../interval/describe-interval.ts";
import { TraitsCache } from "../interval/traits-cache.ts";
import { ShapeCache } from "./shape-cache.ts";

const btree = (columns: readonly (string | null)[], definition = "") => ({
  method: "btree",
  columns,
  definition,
  isPartial: false,
});
const runs: QueriedTable = {
  schema: "public",
  name: "runs",
  isVisible: true,
  estimatedRows: 50_000,
  isPartitioned: false,
  columns: {
    id: "bigint",
    code: "character varying(20)",
    note: "text",
    at: "timestamp with time zone",
    data: "jsonb",
    words: "tsvector",
    owner_id: "bigint",
  },
  keys: [["id"], ["owner_id"]],
  indexes: [btree(["id"]), btree(["code"]), btree(["at"]), btree(["owner_id"])],
};
const tiny = { ...runs, name: "tiny", estimatedRows: 9_999 };
const served: QueriedTable = {
  ...runs,
  name: "served",
  indexes: [
    { ...btree(["data"]), method: "gin" },
    { ...btree(["words"]), method: "gin" },
    { ...btree(["note"], "gin (note gin_trgm_ops)"), method: "gin" },
    { ...btree([null], "gin (to_tsvector('english', note))"), method: "gin" },
    btree(["note"]),
    btree([null], "btree (lower(note))"),
  ],
};

interface Given {
  readonly sql: string;
  readonly calls?: number;
  readonly rows?: number;
  readonly blocks?: number;
  readonly user?: string;
}

/** Codes of what is found about each statement, in their order. */
async function codes(given: readonly Given[], seconds = 60) {
  const queries = given.map(({ sql: _, calls = 10, rows = 10, blocks = 1_000, user = "web" }, index) =>
    queryExample({
      queryId: String(index),
      user,
      counters: { calls, rows, execMs: calls - index / 1000, sharedHit: blocks },
    }),
  );
  const to = snapshotExample(queries, {
    tables: [runs, tiny, served],
    at: new Date(seconds * 1000).toISOString(),
    resetAt: new Date(0).toISOString(),
  });
  const texts = new Map(queries.map((query, index) => [textKey(query), given[index]?.sql ?? ""]));
  const source = { from: null, to, texts, budgets: defaultBudgets, filter: { database: null, user: null } };
  const readers = { traits: new TraitsCache(), shapes: new ShapeCache(parserInPlace) };
  const { scene } = await judgeInterval(source, readers);
  const found = new Map(
    scene.all.map((query) => [query.group.queryId, judgeQuery(query, scene).map(({ code }) => code)]),
  );
  return given.map((_, index) => found.get(String(index))?.join(" ") ?? "?");
}

const where = (condition: string, table = "runs", blocks = 1_000): Given => ({
  sql: `SELECT id FROM ${table} WHERE ${condition}`,
  blocks,
});

it("finds searches that no index serves, and says nothing where one does, the table is tiny or little is read", async () => {
  expect(
    await codes([
      where("data @> $1"),
      where("data @> $1", "tiny"),
      where("data @> $1", "served"),
      where("data @> $1", "runs", 999),
      where("data = $1"),
      where("words @@ to_tsquery($1)"),
      where("words @@ to_tsquery($1)", "served"),
      where("to_tsvector($2, note) @@ to_tsquery($1)"),
      where("to_tsvector($2, note) @@ to_tsquery($1)", "served"),
      where("note LIKE $1"),
      where("note ILIKE $1", "served"),
      where("note NOT LIKE $1"),
    ]),
  ).toEqual([
    "jsonb-without-index",
    "",
    "",
    "",
    "",
    "text-search-without-index",
    "",
    "text-search-without-index",
    "",
    "pattern-without-index",
    "",
    "",
  ]);
});

it("finds casts and functions that hide an index, and knows those that do not", async () => {
  expect(
    await codes([
      where("id::text = $1"),
      where("id = $1::numeric"),
      where("id = $1::bigint"),
      where("code::text = $1"),
      where("note::varchar = $1"),
      where("date_trunc($1, at) = $2"),
      where("lower(code) = $1"),
      where("lower(note) = $1", "served"),
      where("runs.at::date = $1"),
      where("other.at::date = $1"),
    ]),
  ).toEqual([
    "cast-hides-index",
    "cast-hides-index",
    "",
    "",
    "",
    "function-hides-index",
    "function-hides-index",
    "",
    "cast-hides-index",
    "",
  ]);
});

it("suspects N+1 only with a parent whose rows are the calls, of the same role, and often enough", async () => {
  const child = { sql: "SELECT * FROM runs WHERE owner_id = $1", calls: 200, rows: 200, blocks: 10 };
  const parent = { sql: "SELECT * FROM tiny WHERE note <> $1", calls: 2, rows: 210, blocks: 10 };
  const first = async (...given: Parameters<typeof codes>) => (await codes(...given))[0];
  expect([
    await first([child, parent]),
    await first([child]),
    await first([child, { ...parent, rows: 260 }]),
    await first([child, { ...parent, rows: 160 }]),
    await first([child, { ...parent, user: "other" }]),
    await first([child, { ...parent, calls: 190 }]),
    await first([child, parent], 121),
    await first([{ ...child, rows: 500 }, parent]),
    await first([{ ...child, sql: "SELECT * FROM runs WHERE note = $1" }, parent]),
    await first([{ ...child, sql: "SELECT * FROM runs, tiny WHERE runs.owner_id = $1" }, parent]),
  ]).toEqual(["n-plus-one", ...Array(9).fill("")]);
});
