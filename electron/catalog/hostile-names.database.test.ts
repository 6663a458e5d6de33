import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ObjectAddress } from "../../shared/catalog/object-details.ts";
import { kindsAt } from "../../shared/catalog/object-kinds.ts";
import type { RequestContext } from "../ipc/handlers.ts";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createCatalogHandlers } from "./handlers.ts";

let test: TestDatabase;
let owner: OwnedSession;
const context: RequestContext = { signal: new AbortController().signal, report: () => undefined, clientId: "window" };

/** Runs when anything of the schema is used: whoever reads the catalog would fail. */
const trap = "LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'hostile code ran'; END $$";
const shadowed = [
  "format_type(oid, int4) RETURNS text",
  "quote_ident(text) RETURNS text",
  "quote_literal(text) RETURNS text",
  "pg_get_expr(pg_node_tree, oid) RETURNS text",
  "pg_get_indexdef(oid) RETURNS text",
  "pg_get_functiondef(oid) RETURNS text",
  "has_schema_privilege(oid, text) RETURNS bool",
  "concat_ws(text, VARIADIC text[]) RETURNS text",
  "unnest(anyarray) RETURNS anyelement",
  "length(text) RETURNS int4",
  "to_json(anyelement) RETURNS json",
];
/** More exact than the operators of pg_catalog for these very types, so that they would win anywhere in the path. */
const operators: readonly (readonly [string, string, string])[] = [
  ["=", "name", "text"],
  ["=", "oid", "int4"],
  ["=", "char", "unknown"],
  ["||", "text", "name"],
  ["||", "text", "text"],
  ["~~*", "name", "text"],
  ["&", "int2", "int4"],
  ["<>", "name", "text"],
];

beforeAll(async () => {
  test = await createTestDatabase({ asSuperuser: true });
  owner = await openSession(test.parameters, { purpose: "test" });
  await owner.execute("CREATE SCHEMA evil");
  for (const sql of [
    "CREATE TABLE evil.pg_class (oid oid PRIMARY KEY, relname text DEFAULT 'x' CHECK (relname <> 'y'))",
    "CREATE VIEW evil.pg_namespace AS SELECT * FROM evil.pg_class",
    "CREATE TABLE evil.pg_attribute (a int REFERENCES evil.pg_class (oid))",
    "CREATE TYPE evil.text AS ENUM ('a')",
    "CREATE TYPE evil.regclass AS (a int)",
    "CREATE SEQUENCE evil.pg_proc",
  ])
    await owner.execute(sql);
  for (const signature of shadowed) await owner.execute(`CREATE FUNCTION evil.${signature} ${trap}`);
  for (const [index, [operator, left, right]] of operators.entries()) {
    const argument = (type: string) => (type === "unknown" ? "pg_catalog.text" : `pg_catalog."${type}"`);
    await owner.execute(
      `CREATE FUNCTION evil.op${index}(${argument(left)}, ${argument(right)}) RETURNS ${operator === "||" ? "pg_catalog.text" : operator === "&" ? "int4" : "bool"} ${trap}`,
    );
    await owner.execute(
      `CREATE OPERATOR evil.${operator} (LEFTARG = ${argument(left)}, RIGHTARG = ${argument(right)}, FUNCTION = evil.op${index})`,
    );
  }
});
afterAll(async () => {
  await owner.close();
  await test.close();
});

describe("a hostile search path", () => {
  it("changes nothing of what is read, and nothing of it runs", async () => {
    const { ref } = test;
    const handlers = createCatalogHandlers({ databases: test.databases });
    const relation: ObjectAddress = { kind: "table", schema: "evil", parent: "", name: "pg_class", identity: "" };
    const addresses: readonly ObjectAddress[] = [
      relation,
      { ...relation, kind: "view", name: "pg_namespace" },
      { ...relation, kind: "sequence", name: "pg_proc" },
      { ...relation, kind: "type", name: "text" },
      { ...relation, kind: "function", name: "quote_ident", identity: "text" },
      { ...relation, kind: "operator", name: "=", identity: "name, text" },
      { ...relation, kind: "index", parent: "pg_class", name: "pg_class_pkey" },
      { ...relation, kind: "column", parent: "pg_class", name: "relname" },
      { ...relation, kind: "schema", schema: "", name: "evil" },
      { ...relation, kind: "extension", schema: "", name: "plpgsql" },
    ];
    const read = async () => ({
      schemas: (await handlers["catalog.schemas"]({ ref }, context)).map(({ name }) => name),
      counts: [
        await handlers["catalog.counts"]({ ref, schema: "evil" }, context),
        // Roles belong to the whole server, and other tests make theirs meanwhile.
        (await handlers["catalog.counts"]({ ref, schema: null }, context)).filter(({ kind }) => kind !== "role"),
      ],
      objects: await handlers["catalog.objects"](
        { ref, schema: "evil", parent: null, kinds: [...kindsAt("schema")] },
        context,
      ),
      parts: await handlers["catalog.objects"](
        { ref, schema: "evil", parent: "pg_class", kinds: [...kindsAt("relation")] },
        context,
      ),
      database: await handlers["catalog.objects"](
        { ref, schema: null, parent: null, kinds: kindsAt("database").filter((kind) => kind !== "role") },
        context,
      ),
      table: await handlers["catalog.table"]({ ref, schema: "evil", name: "pg_class" }, context),
      details: await Promise.all(addresses.map((address) => handlers["catalog.object"]({ ref, address }, context))),
      search: await handlers["catalog.search"]({ ref, text: "pgclass", limit: 5 }, context),
      filter: await handlers["catalog.filter"]({ ref, text: "pg_" }, context),
      names: (await handlers["catalog.names"]({ ref }, context)).schemas,
    });
    const before = await read();
    expect(JSON.stringify(before)).not.toContain('"unreadable"');

    await owner.execute(`ALTER DATABASE ${test.parameters.database} SET search_path = evil, pg_catalog`);
    await test.databases.drain();
    const session = await openSession(test.parameters, { purpose: "test" });
    await expect(session.query("SELECT quote_ident('a'::pg_catalog.text)")).rejects.toThrow("hostile code ran");
    await session.close();

    expect(await read()).toEqual(before);
    const schemas = await handlers["catalog.schemas"]({ ref }, context);
    expect(schemas.filter(({ isInSearchPath }) => isInSearchPath).map(({ name }) => name)).toEqual([
      "evil",
      "pg_catalog",
    ]);
  });
});
