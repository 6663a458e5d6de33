import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createErdHandlers } from "./handlers.ts";

let test: TestDatabase;
const context = { signal: new AbortController().signal, report: () => undefined, clientId: "test" };
const write = (sql: string) => test.databases.write(test.ref, { purpose: "test" }, (session) => session.execute(sql));
const read = (...schemas: string[]) =>
  createErdHandlers({ databases: test.databases })["erd.read"]({ ref: test.ref, schemas }, context);

const statements = [
  "CREATE SCHEMA shop",
  "CREATE SCHEMA outer_world",
  `CREATE TABLE outer_world.country (code text PRIMARY KEY, name text)`,
  `CREATE TABLE shop.person (id int PRIMARY KEY, country text REFERENCES outer_world.country, boss int REFERENCES shop.person)`,
  `CREATE TABLE shop."a ""<b>" (x int, y int, note text, PRIMARY KEY (y, x))`,
  // Both columns, in another order than the key that they lead to; unique together: one to one.
  `CREATE TABLE shop.detail (y int NOT NULL, x int NOT NULL, UNIQUE (x, y), CONSTRAINT of_both FOREIGN KEY (y, x) REFERENCES shop."a ""<b>" (y, x))`,
  `CREATE TABLE shop.part (person int NOT NULL REFERENCES shop.person, day date NOT NULL) PARTITION BY RANGE (day)`,
  `CREATE TABLE shop.part_1 PARTITION OF shop.part FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`,
  // A partial unique index holds for some rows only: not one to one.
  `CREATE TABLE shop.some_of_them (person int NOT NULL REFERENCES shop.person, is_main boolean)`,
  "CREATE UNIQUE INDEX ON shop.some_of_them (person) WHERE is_main",
];

beforeAll(async () => {
  test = await createTestDatabase();
  for (const sql of statements) await write(sql);
});
afterAll(() => test.close());

describe("a diagram", () => {
  it("has the tables of the schemas, where their keys lead, and no partitions", async () => {
    const { tables, relations, isCut, unreadableSchemas } = await read("shop");
    const names = new Map(tables.map(({ oid, name }) => [oid, name]));
    expect(
      tables.map(({ schema, name, kind, isOutside, columns }) => [
        schema,
        name,
        kind,
        isOutside,
        columns.map((column) => column.name).join(),
      ]),
    ).toEqual([
      ["shop", 'a "<b>', "table", false, "x,y,note"],
      ["shop", "detail", "table", false, "y,x"],
      ["shop", "part", "partitioned", false, "person,day"],
      ["shop", "person", "table", false, "id,country,boss"],
      ["shop", "some_of_them", "table", false, "person,is_main"],
      ["outer_world", "country", "table", true, "code"],
    ]);
    const keys = relations.map(({ name, fromOid, toOid, fromColumns, toColumns, isOneToOne, isOptional }) => [
      name,
      `${names.get(fromOid)} (${fromColumns}) -> ${names.get(toOid)} (${toColumns})`,
      isOneToOne ? "one to one" : "many to one",
      isOptional ? "optional" : "required",
    ]);
    expect(keys.sort()).toEqual([
      ["of_both", 'detail (y,x) -> a "<b> (y,x)', "one to one", "required"],
      ["part_person_fkey", "part (person) -> person (id)", "many to one", "required"],
      ["person_boss_fkey", "person (boss) -> person (id)", "many to one", "optional"],
      ["person_country_fkey", "person (country) -> country (code)", "many to one", "optional"],
      ["some_of_them_person_fkey", "some_of_them (person) -> person (id)", "many to one", "required"],
    ]);
    expect([isCut, unreadableSchemas]).toEqual([false, []]);
  });

  it("describes columns as the catalog does", async () => {
    const { tables } = await read("shop");
    expect(tables.find(({ name }) => name === "person")?.columns).toEqual([
      { name: "id", type: "integer", isNotNull: true, isInPrimaryKey: true, isForeignKey: false },
      { name: "country", type: "text", isNotNull: false, isInPrimaryKey: false, isForeignKey: true },
      { name: "boss", type: "integer", isNotNull: false, isInPrimaryKey: false, isForeignKey: true },
    ]);
  });

  it("is empty for a schema that is not there", async () => {
    expect(await read("nowhere")).toEqual({ tables: [], relations: [], isCut: false, unreadableSchemas: [] });
  });
});
