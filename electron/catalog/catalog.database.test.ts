import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CatalogGroup, CatalogObject } from "../../shared/catalog/model.ts";
import { kindsAt, type ObjectKind } from "../../shared/catalog/object-kinds.ts";
import type { RequestContext } from "../ipc/handlers.ts";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { createRowReader } from "../testing/row-reader.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createCatalogHandlers } from "./handlers.ts";

let test: TestDatabase;
let session: OwnedSession;
let catalog: ReturnType<typeof createCatalogHandlers>;
const context: RequestContext = { signal: new AbortController().signal, report: () => undefined, clientId: "window" };
const execute = async (...statements: string[]) => {
  for (const sql of statements) await session.execute(sql);
};

beforeAll(async () => {
  test = await createTestDatabase();
  session = await openSession(test.parameters, { purpose: "test" });
  catalog = createCatalogHandlers({ databases: test.databases });
  await execute(
    "CREATE SCHEMA shop",
    "COMMENT ON SCHEMA shop IS 'What is sold'",
    "CREATE TYPE shop.state AS ENUM ('new', 'paid')",
    "CREATE DOMAIN shop.price AS numeric CHECK (VALUE >= 0)",
    "CREATE TYPE shop.pair AS (a int, b text)",
    "CREATE TYPE shop.span AS RANGE (subtype = int)",
    "CREATE TABLE shop.orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, state shop.state, price shop.price)",
    "COMMENT ON TABLE shop.orders IS 'One line each'",
    "INSERT INTO shop.orders (state) SELECT 'new' FROM generate_series(1, 50)",
    "ANALYZE shop.orders",
    "CREATE UNLOGGED TABLE shop.scratch (a int)",
    "CREATE TABLE shop.events (at date NOT NULL) PARTITION BY RANGE (at)",
    "CREATE TABLE shop.events_2024 PARTITION OF shop.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
    "CREATE VIEW shop.paid AS SELECT * FROM shop.orders WHERE state = 'paid'",
    "CREATE MATERIALIZED VIEW shop.totals AS SELECT state, count(*) FROM shop.orders GROUP BY state WITH NO DATA",
    "CREATE SEQUENCE shop.numbers",
    "CREATE FUNCTION shop.total(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT a + b'",
    "CREATE FUNCTION shop.total(a text) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE PROCEDURE shop.tidy() LANGUAGE sql AS ''",
    "CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE AGGREGATE shop.product(int) (SFUNC = int4mul, STYPE = int)",
  );
});
afterAll(async () => {
  await session.close();
  await test.close();
});

const lineOf = ({ name, identity, detail, estimatedRows, isUnreadable }: CatalogObject) =>
  [name, identity, detail, estimatedRows, isUnreadable ? "closed" : "readable"].join("|");
function linesOf(groups: readonly CatalogGroup[]): Partial<Record<ObjectKind, string[] | string>> {
  const entries = groups.map(({ kind, objects }) => [
    kind,
    objects.state === "readable" ? objects.value.map(lineOf) : objects.message,
  ]);
  return Object.fromEntries(entries) as Partial<Record<ObjectKind, string[] | string>>; // keyed by the groups' own kinds
}

describe("the tree", () => {
  it("lists every kind of object with what tells them apart", async () => {
    const kinds = [...kindsAt("schema")];
    const groups = await catalog["catalog.objects"]({ ref: test.ref, schema: "shop", parent: null, kinds }, context);
    const counts = await catalog["catalog.counts"]({ ref: test.ref, schema: "shop" }, context);
    expect(counts.map(({ count }) => count)).toEqual(
      groups.map(({ objects }) => ({
        state: "readable",
        value: objects.state === "readable" ? objects.value.length : -1,
      })),
    );
    expect(linesOf(groups.filter(({ objects }) => objects.state !== "readable" || objects.value.length > 0))).toEqual({
      table: [
        "events||partitioned||readable",
        "events_2024||partition||readable",
        "orders|||50|readable",
        "scratch||unlogged||readable",
      ],
      view: ["paid||||readable"],
      materializedView: ["totals||not populated||readable"],
      aggregate: ["product|integer|||readable"],
      procedure: ["tidy||||readable"],
      function: [
        "total|a integer, b integer|||readable",
        "total|a text|||readable",
        "touch||trigger function||readable",
      ],
      type: [
        "pair||composite||readable",
        "price||domain||readable",
        "span||range||readable",
        "span_multirange||multirange||readable",
        "state||enum||readable",
      ],
      sequence: ["numbers||||readable", "orders_id_seq||owned by a column||readable"],
    });
  });

  it("lists only the kinds that were asked for, and nothing of a schema that is not there", async () => {
    const views = await catalog["catalog.objects"](
      { ref: test.ref, schema: "shop", parent: null, kinds: ["view"] },
      context,
    );
    const none = await catalog["catalog.objects"](
      { ref: test.ref, schema: "no such", parent: null, kinds: ["table"] },
      context,
    );
    expect([linesOf(views), linesOf(none)]).toEqual([{ view: ["paid||||readable"] }, { table: [] }]);
  });

  it("lists schemas, the system's last, with comment and search path", async () => {
    const schemas = await catalog["catalog.schemas"]({ ref: test.ref }, context);
    const shown = schemas.map(({ name, comment, isSystem, isUsable, isInSearchPath }) => [
      name,
      comment,
      isSystem,
      isUsable,
      isInSearchPath,
    ]);
    expect(shown).toEqual([
      ["public", "standard public schema", false, true, true],
      ["shop", "What is sold", false, true, false],
      ["information_schema", null, true, true, false],
      ["pg_catalog", "system catalog schema", true, true, false],
    ]);
  });
});

describe("the search", () => {
  const search = async (text: string, limit = 5) =>
    (await catalog["catalog.search"]({ ref: test.ref, text, limit }, context)).map(
      ({ kind, schema, name, identity, matches }) => `${kind} ${schema}.${name}(${identity}) ${matches.join(",")}`,
    );

  it("finds by letters, words and schema, best first", async () => {
    expect([
      await search("ord", 1),
      await search("shop.tot", 2),
      await search("evs24", 1),
      await search("ORDERS", 1),
      await search("   "),
    ]).toEqual([
      ["table shop.orders() 0,1,2"],
      ["materializedView shop.totals() 0,1,2", "function shop.total(a integer, b integer) 0,1,2"],
      ["table shop.events_2024() 0,1,5,7,10"],
      ["table shop.orders() 0,1,2,3,4,5"],
      [],
    ]);
  });

  it("takes wildcards and quotes as the characters they are", async () => {
    await execute("CREATE TABLE shop.\"100%_\\ of 'it'\" (a int)");
    expect([await search("%_\\"), await search("'it'"), await search("zz%")]).toEqual([
      ["table shop.100%_\\ of 'it'() 3,4,5"],
      ["table shop.100%_\\ of 'it'() 10,11,12,13"],
      [],
    ]);
    await execute("DROP TABLE shop.\"100%_\\ of 'it'\"");
  });
});

describe("what may not be read", () => {
  it("is shown as closed or unreadable, never as empty", async () => {
    const shared = await createTestDatabase({ roles: ["guest"] });
    const owner = await openSession(shared.parameters, { purpose: "test" });
    for (const sql of [
      "CREATE SCHEMA closed",
      "CREATE TABLE closed.hidden (a int)",
      "CREATE TABLE shown (a int, b int)",
      "CREATE TABLE partly (a int, b int)",
      `GRANT SELECT (b) ON partly TO ${shared.roleName("guest")}`,
    ])
      await owner.execute(sql);
    const { databases } = createRowReader(() => shared.parametersFor("guest"));
    const guest = createCatalogHandlers({ databases });
    const tables = async (schema: string) =>
      linesOf(await guest["catalog.objects"]({ ref: shared.ref, schema, parent: null, kinds: ["table"] }, context));
    const schemas = await guest["catalog.schemas"]({ ref: shared.ref }, context);
    const details = await guest["catalog.table"]({ ref: shared.ref, schema: "public", name: "partly" }, context);
    expect([
      schemas.map(({ name, isUsable }) => `${name} ${isUsable}`).slice(0, 2),
      await tables("closed"),
      await tables("public"),
      details.columns.state === "readable" &&
        details.columns.value.map(({ name, isReadable }) => `${name} ${isReadable}`),
    ]).toEqual([
      ["closed false", "public true"],
      { table: ["hidden||||closed"] },
      { table: ["partly||||readable", "shown||||closed"] },
      ["a false", "b true"],
    ]);
    await databases.close();
    await owner.close();
    await shared.close();
  });
});
