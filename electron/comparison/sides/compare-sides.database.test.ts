import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ObjectDifference, SchemaComparison } from "../../../shared/comparison/schema-model.ts";
import { openSession } from "../../postgres/connect.ts";
import type { OwnedSession } from "../../postgres/session.ts";
import { parseScript } from "../../sql/parse-script.ts";
import { openTestPair, type TestPair } from "../testing/test-pair.ts";
import { compareSides } from "./compare-sides.ts";

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

const run = async (session: OwnedSession, script: string) => {
  for (const { sql } of await parseScript(script)) await session.execute(sql);
};
const noScratch = () => Promise.reject(new Error("no scratch place is needed"));
const question = (acceptedRenames: readonly string[] = []) => ({
  from: { kind: "database", ref: pair.from.ref } as const,
  to: { kind: "database", ref: pair.to.ref } as const,
  acceptedRenames,
  check: null,
});
const compare = async (acceptedRenames: readonly string[] = []): Promise<SchemaComparison> => {
  const call = { signal: new AbortController().signal, report: () => undefined };
  const parts = { databases: pair.databases, openScratch: noScratch };
  return (await compareSides(parts, question(acceptedRenames), call)).comparison;
};
const line = ({ address: { kind, schema, name }, kind: change, source, parts }: ObjectDifference) =>
  `${change} ${kind} ${schema}.${name} [${source}]${parts.map((part) => ` ${part.kind} ${part.word} ${part.name} [${part.source}]`).join(",")}`;

const before = `
  CREATE SCHEMA shop;
  CREATE TYPE shop.state AS ENUM ('new', 'paid');
  CREATE TABLE shop.customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL, note text);
  CREATE TABLE shop.orders (id serial PRIMARY KEY, customer bigint REFERENCES shop.customers, state shop.state, amount numeric);
  CREATE TABLE shop.old (id int PRIMARY KEY);
  CREATE VIEW shop.open AS SELECT id, amount FROM shop.orders WHERE state = 'new';
  CREATE FUNCTION shop.total(customer bigint) RETURNS numeric LANGUAGE sql AS 'SELECT 1.0';
  CREATE FUNCTION shop.total(email text) RETURNS numeric LANGUAGE sql AS 'SELECT 1.0';`;
const changes = `
  ALTER TABLE shop.customers ADD COLUMN phone text;
  ALTER TABLE shop.customers ALTER COLUMN note SET DEFAULT '-';
  CREATE INDEX orders_customer ON shop.orders (customer);
  ALTER TABLE shop.orders ADD CONSTRAINT positive CHECK (amount > 0);
  COMMENT ON COLUMN shop.orders.amount IS 'in euros';
  DROP TABLE shop.old;
  CREATE TABLE shop.fresh (id int PRIMARY KEY, "odd ""name" text);
  CREATE OR REPLACE FUNCTION shop.total(email text) RETURNS numeric LANGUAGE sql AS 'SELECT 2.0';
  GRANT SELECT ON shop.orders TO PUBLIC;`;

describe("comparing schemas", () => {
  it("finds equal databases identical", async () => {
    await run(from, before);
    await run(to, before);
    const { isIdentical, isAgreed, objects, statements, notCompared } = await compare();
    expect({ isIdentical, isAgreed, objects: objects.map(line), statements }).toEqual({
      isIdentical: true,
      isAgreed: true,
      objects: [],
      statements: [],
    });
    expect(notCompared.map(({ what }) => what)).toEqual(["Roles and their memberships"]);
  });

  it("names objects and their parts, and writes a script that makes the first like the second", async () => {
    await run(to, changes);
    const { isIdentical, isAgreed, objects, statements, scriptError } = await compare();
    expect({ isIdentical, isAgreed, scriptError, objects: objects.map(line) }).toEqual({
      isIdentical: false,
      isAgreed: true,
      scriptError: null,
      objects: [
        "changed table shop.customers [both] added column phone [both], changed column note [both]",
        "added table shop.fresh [both]",
        "removed table shop.old [both]",
        "changed table shop.orders [both] changed privileges  [both], changed column amount [both], added constraint positive [both], added index orders_customer [both]",
        "changed function shop.total [both] changed properties  [both]",
      ],
    });
    for (const { sql } of statements) await from.execute(sql);
    expect(await compare()).toMatchObject({ isIdentical: true, isAgreed: true, objects: [], statements: [] });
  });

  it("tells what neither the engine nor the script's supplements know, before and after the script", async () => {
    for (const side of [from, to]) await run(side, "CREATE TABLE shop.docs (id int, body text)");
    await run(to, "ALTER TABLE shop.docs ALTER body SET STORAGE external");
    await run(to, "CREATE TEXT SEARCH CONFIGURATION shop.plain (COPY = simple)");
    const first = await compare();
    expect({ ...first, statements: first.statements.map(({ sql }) => sql), objects: first.objects.map(line) }).toEqual(
      expect.objectContaining({
        isIdentical: false,
        isAgreed: false,
        statements: [
          "SET search_path = pg_catalog",
          'ALTER TABLE "shop"."docs" ALTER COLUMN "body" SET STORAGE EXTERNAL',
          "RESET search_path",
        ],
        objects: [
          "changed table shop.docs [both] changed column body [both]",
          "added textSearchConfiguration shop.plain [catalog]",
        ],
      }),
    );
    for (const { sql } of first.statements) await from.execute(sql);
    const { isIdentical, isAgreed, objects, statements } = await compare();
    expect({ isIdentical, isAgreed, statements, objects: objects.map(line) }).toEqual({
      isIdentical: false,
      isAgreed: false,
      statements: [],
      objects: ["added textSearchConfiguration shop.plain [catalog]"],
    });
  });

  it("asks about renames, and renames only what was said yes to", async () => {
    await run(from, "DROP SCHEMA shop CASCADE; CREATE TABLE first_name (id int PRIMARY KEY, a text)");
    await run(to, "DROP SCHEMA shop CASCADE; CREATE TABLE second_name (id int PRIMARY KEY, a text)");
    await run(to, "ALTER TABLE second_name RENAME CONSTRAINT second_name_pkey TO first_name_pkey");
    const asked = await compare();
    expect(asked.renames).toEqual([
      expect.objectContaining({
        from: "public.first_name",
        to: "public.second_name",
        state: "certain",
        isAccepted: false,
      }),
    ]);
    expect(asked.statements.flatMap(({ hazards }) => hazards.map(({ code }) => code))).toContain("dataLoss");
    const answered = await compare(asked.renames.map(({ id }) => id));
    expect(answered.statements.map(({ sql }) => sql)).toEqual([
      "SET search_path = pg_catalog",
      'ALTER TABLE "public"."first_name" RENAME TO "second_name"',
      "RESET search_path",
    ]);
  });

  it("stops when it is cancelled", async () => {
    const stop = AbortSignal.abort();
    const call = { signal: stop, report: () => undefined };
    const parts = { databases: pair.databases, openScratch: noScratch };
    await expect(compareSides(parts, question(), call)).rejects.toMatchObject({ code: "cancelled" });
  });
});
