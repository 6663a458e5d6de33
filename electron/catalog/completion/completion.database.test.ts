import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRelations } from "../../../shared/catalog/facts.ts";
import { isReservedWord } from "../../../shared/sql/quote-where-needed.ts";
import type { RequestContext } from "../../ipc/handlers.ts";
import { openSession } from "../../postgres/connect.ts";
import type { OwnedSession } from "../../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { createCompletionHandlers } from "./handlers.ts";

let test: TestDatabase;
let session: OwnedSession;
let completion: ReturnType<typeof createCompletionHandlers>;
const context: RequestContext = { signal: new AbortController().signal, report: () => undefined, clientId: "window" };

beforeAll(async () => {
  test = await createTestDatabase();
  session = await openSession(test.parameters, { purpose: "test" });
  completion = createCompletionHandlers(test.databases);
  for (const sql of [
    "CREATE SCHEMA shop",
    "CREATE TABLE shop.orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, state text NOT NULL DEFAULT 'new')",
    "CREATE TABLE shop.lines (order_id int REFERENCES shop.orders, line int, PRIMARY KEY (order_id, line))",
    "CREATE TABLE shop.notes (line int, order_id int, FOREIGN KEY (order_id, line) REFERENCES shop.lines (order_id, line))",
    "CREATE TABLE orders (own int)",
    "COMMENT ON TABLE orders IS 'public ones'",
    "COMMENT ON COLUMN orders.own IS 'mine'",
    "CREATE VIEW shop.open_orders AS SELECT * FROM shop.orders",
    "CREATE TABLE bare ()",
    `CREATE TABLE "50%_off" (x int)`,
    "CREATE FUNCTION shop.total(a int, b int DEFAULT 2) RETURNS int LANGUAGE sql RETURN a * b",
    "CREATE PROCEDURE shop.close_day() LANGUAGE sql AS ''",
    "CREATE FUNCTION shop.bell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
  ])
    await session.execute(sql);
});
afterAll(async () => {
  await session.close();
  await test.close();
});

describe("names", () => {
  it("those of the search path stand first", async () => {
    const names = await completion["catalog.names"]({ ref: test.ref }, context);
    expect([names.searchPath, names.isTruncated, readRelations(names.relationsJson).slice(0, 3)]).toEqual([
      ["public"],
      false,
      ["50%_off", "bare", "orders"].map((name) => ({ schema: "public", name, kind: "table" })),
    ]);
    expect(names.schemas).toEqual(expect.arrayContaining(["public", "shop", "pg_catalog"]));
  });

  it.each([
    ["opnord", ["shop.open_orders"]],
    ["shop.ord", ["shop.orders", "shop.open_orders"]],
    ["0%_o", ["public.50%_off"]],
  ])("%s finds what holds its characters in order, and no pattern of its own", async (text, expected) => {
    const { relationsJson } = await completion["catalog.names"]({ ref: test.ref, text }, context);
    const relations = readRelations(relationsJson);
    const own = relations.filter(({ schema }) => schema === "public" || schema === "shop");
    expect(own.map(({ schema, name }) => `${schema}.${name}`)).toEqual(expected);
  });
});

it("columns are those of the relation that the server would take", async () => {
  const relations = [
    { schema: null, name: "orders" },
    { schema: "shop", name: "orders" },
    { schema: null, name: "nope" },
    { schema: null, name: "bare" },
    { schema: null, name: "pg_class" },
  ];
  const found = await completion["catalog.columns"]({ ref: test.ref, relations }, context);
  const plain = { comment: null, isNullable: true, defaultSql: null, isPrimaryKey: false };
  expect(found.slice(0, 3)).toEqual([
    {
      asked: { schema: null, name: "orders" },
      schema: "public",
      name: "orders",
      kind: "table",
      comment: "public ones",
      estimatedRows: null,
      sizeBytes: 0,
      columns: [{ ...plain, name: "own", type: "integer", comment: "mine" }],
    },
    {
      asked: { schema: "shop", name: "orders" },
      schema: "shop",
      name: "orders",
      kind: "table",
      comment: null,
      estimatedRows: null,
      sizeBytes: 0,
      columns: [
        {
          ...plain,
          name: "id",
          type: "integer",
          isNullable: false,
          defaultSql: "GENERATED ALWAYS AS IDENTITY",
          isPrimaryKey: true,
        },
        { ...plain, name: "state", type: "text", isNullable: false, defaultSql: "'new'::text" },
      ],
    },
    expect.objectContaining({ asked: { schema: null, name: "bare" }, columns: [] }),
  ]);
  expect(found.slice(3).map(({ asked, schema }) => [asked.name, schema])).toEqual([["pg_class", "pg_catalog"]]);
});

it("foreign keys are found from both ends, their columns in pairs", async () => {
  const ask = (name: string) =>
    completion["catalog.foreignKeys"]({ ref: test.ref, relations: [{ schema: "shop", name }] }, context);
  const toOrders = {
    from: { schema: "shop", name: "lines" },
    columns: ["order_id"],
    to: { schema: "shop", name: "orders" },
    toColumns: ["id"],
  };
  const toLines = {
    from: { schema: "shop", name: "notes" },
    columns: ["order_id", "line"],
    to: { schema: "shop", name: "lines" },
    toColumns: ["order_id", "line"],
  };
  expect([await ask("orders"), await ask("lines"), await ask("notes")]).toEqual([
    [toOrders],
    [toOrders, toLines],
    [toLines],
  ]);
});

it("functions come with their signatures, triggers' and the server's inner ones left out", async () => {
  const all = await completion["catalog.functions"]({ ref: test.ref }, context);
  const common = { schema: "shop", isSetReturning: false, comment: null };
  expect(all.filter(({ schema }) => schema === "shop")).toEqual([
    { ...common, name: "close_day", arguments: "", result: "", kind: "procedure" },
    { ...common, name: "total", arguments: "a integer, b integer DEFAULT 2", result: "integer", kind: "function" },
  ]);
  const names = new Set(all.map(({ name }) => name));
  const expected = ["count", "lower", "generate_series", "row_number", "int4in", "int4pl"];
  expect(expected.map((name) => names.has(name))).toEqual([true, true, true, true, false, false]);
});

it("words that need quotes are the server's", async () => {
  const sql = "SELECT word FROM pg_catalog.pg_get_keywords() WHERE catcode IN ('R', 'T') ORDER BY word";
  const known = await session.query(sql);
  const all = await session.query("SELECT word FROM pg_catalog.pg_get_keywords()");
  expect(
    all.rows
      .map(([word]) => word ?? "")
      .filter(isReservedWord)
      .sort(),
  ).toEqual(known.rows.map(([word]) => word).sort());
});
