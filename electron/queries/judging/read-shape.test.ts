import { expect, it } from "vitest";
import { parserInPlace } from "../../sql/parser/sql-parser.ts";
import { readShape } from "./read-shape.ts";

async function brief(sql: string) {
  const shape = await readShape(sql, parserInPlace);
  return (
    shape && [
      shape.relations.map(({ schema, name, alias }) => `${schema ?? ""}.${name} ${alias}`),
      shape.conditions.map(({ qualifier, column, operator, wrap, other, otherCast }) =>
        [wrap?.name, qualifier, column, operator, other, otherCast].filter((part) => part != null).join(" "),
      ),
    ]
  );
}

it("reads tables and the conditions that have to hold, with what stands around their columns", async () => {
  expect([
    await brief(
      "SELECT * FROM a.b x JOIN c y ON x.id = y.b_id WHERE x.data @> $1 AND lower(x.name) = $2 AND y.id::text = $3",
    ),
    await brief(
      "SELECT 1 FROM t WHERE id = $1::numeric AND name ILIKE $2 AND k IN ($3, $4) AND (a = $5 OR b = $6) AND f(a, b) = $7",
    ),
    await brief("UPDATE t SET a = $1 FROM u WHERE t.id = u.id AND to_tsvector($2, u.body) @@ to_tsquery($3)"),
    await brief("DELETE FROM t WHERE date_trunc($1, at) < now()"),
    await brief("SELECT $1"),
    await brief("VACUUM t"),
    await brief("SELECT interval $1"),
    await brief("SELECT 1; SELECT 2"),
  ]).toEqual([
    [
      ["a.b x", ".c y"],
      ["x data @> parameter", "lower x name = parameter", "text y id = parameter", "x id = column", "y b_id = column"],
    ],
    [[".t t"], ["id = parameter numeric", "name ~~* parameter", "k = ANY parameter"]],
    [
      [".t t", ".u u"],
      ["t id = column", "u id = column", "to_tsvector u body @@ expression"],
    ],
    [[".t t"], ["date_trunc at < expression"]],
    null,
    null,
    null,
    null,
  ]);
});
