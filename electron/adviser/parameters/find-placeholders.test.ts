import { expect, it } from "vitest";
import { parserInPlace } from "../../sql/parser/sql-parser.ts";
import { castTypedConstants } from "../workload/read-workload.ts";
import { findPlaceholders } from "./find-placeholders.ts";

async function uses(sql: string) {
  const [statement] = await parserInPlace.parse(sql);
  if (statement === undefined) throw new Error("The example has no statement.");
  const { placeholders, tables } = findPlaceholders(statement);
  const said = placeholders
    .toSorted((a, b) => a.offset - b.offset)
    .map(({ number, use, column, offset }) => {
      const where = column === null ? "" : ` ${column.qualifier ?? "?"}.${column.name}`;
      return `${Buffer.from(sql)
        .subarray(offset, offset + 2)
        .toString()}=${number} ${use}${where}`;
    });
  return [said, tables.map(({ alias, table }) => `${table} ${alias}`)];
}

it("finds what each parameter is compared with, and where it stands in bytes", async () => {
  expect(
    await uses(
      "SELECT 'ü', $1 FROM t x JOIN u ON u.id = x.id WHERE x.a = $2::int AND b IN ($3, $3) AND $4 < x.c AND d BETWEEN $5 AND $6 LIMIT $7 OFFSET $8",
    ),
  ).toEqual([
    [
      "$1=1 other",
      "$2=2 equality x.a",
      "$3=3 equality ?.b",
      "$3=3 equality ?.b",
      "$4=4 above x.c",
      "$5=5 above ?.d",
      "$6=6 below ?.d",
      "$7=7 limit",
      "$8=8 offset",
    ],
    ["t x", "u u"],
  ]);
});

it("takes arrays and patterns for what they are, and no parameter inside of arithmetic for a value of the column", async () => {
  expect(await uses("DELETE FROM t WHERE a = ANY ($1) AND b LIKE $2 AND at > now() - $3 AND n + $4 > 7")).toEqual([
    ["$1=1 list ?.a", "$2=2 like ?.b", "$3=3 other", "$4=4 other"],
    ["t t"],
  ]);
});

it("reads constants with a type before them, as pg_stat_statements normalises them", async () => {
  const sql = castTypedConstants("SELECT * FROM t WHERE at > now() - interval $1 AND day = date $2");
  expect(sql).toBe("SELECT * FROM t WHERE at > now() - CAST($1 AS interval) AND day = CAST($2 AS date)");
  expect((await uses(sql))[0]).toEqual(["$1=1 interval", "$2=2 equality ?.day"]);
});
