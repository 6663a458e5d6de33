import { expect, it } from "vitest";
import { parserInPlace } from "../../sql/parser/sql-parser.ts";
import { findWriting } from "./written-tables.ts";

async function read(sql: string) {
  const [statement] = await parserInPlace.parse(sql);
  if (!statement) throw new Error("There is no statement.");
  const { tables, ...rest } = findWriting(statement.node);
  const names = tables.map(({ schema, name }) => (schema === null ? name : `${schema}.${name}`));
  return [names, ...Object.keys(rest).filter((key) => rest[key as keyof typeof rest])]; // its own keys
}

it("finds what is written and locked, at whatever depth", async () => {
  const texts = [
    "SELECT 1 FROM a",
    "INSERT INTO s.a SELECT * FROM b",
    'UPDATE "A b" SET x = 1 FROM c',
    "WITH gone AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM gone",
    "SELECT * FROM a JOIN b USING (id) FOR UPDATE",
    "SELECT nextval('s'), pg_catalog.setval('s', 1)",
    "MERGE INTO a USING b ON a.id = b.id WHEN NOT MATCHED THEN INSERT VALUES (b.id)",
  ];
  expect(await Promise.all(texts.map(read))).toEqual([
    [[]],
    [["s.a"], "changesRows", "insertsRows"],
    [["A b"], "changesRows"],
    [["b", "a"], "changesRows", "insertsRows"],
    [["a", "b"]],
    [[], "callsSequences"],
    [["a"], "changesRows", "insertsRows"],
  ]);
});
