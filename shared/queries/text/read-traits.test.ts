import { expect, it } from "vitest";
import { readTraits } from "./read-traits.ts";

const brief = (sql: string) => {
  const { kind, isOfCatalog, hasJoin, hasAggregate } = readTraits(sql);
  return [kind, isOfCatalog && "catalog", hasJoin && "join", hasAggregate && "aggregate"].filter(Boolean).join(" ");
};

it("tells reads, writes and the rest, joins, aggregates, and what only asks the catalog", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["SELECT * FROM runs WHERE id = $1", "read"],
    ["/* app:web */ (SELECT a FROM b) UNION ALL (SELECT c FROM d)", "read"],
    ["select count(*) from only runs", "read aggregate"],
    ['SELECT "count" FROM a, b AS x WHERE a.id = x.id', "read join"],
    ["SELECT x FROM a LEFT JOIN b USING (id) GROUP BY x", "read join aggregate"],
    ["WITH gone AS (DELETE FROM a RETURNING *) SELECT * FROM gone", "write"],
    ["WITH s AS MATERIALIZED (SELECT c.oid FROM pg_class c) SELECT * FROM s", "read catalog"],
    ["SELECT pg_catalog.set_config($1, $2, true)", "read catalog"],
    ["SELECT extract(epoch FROM moment - start) FROM pg_catalog.pg_stat_activity f", "read catalog"],
    [
      "SELECT 1 FROM (VALUES (1)) v LEFT JOIN (SELECT * FROM public.pg_stat_statements s) e ON true",
      "read catalog join",
    ],
    [
      "SELECT c.oid FROM ROWS FROM (unnest($1)) AS a (n) JOIN pg_catalog.pg_class c ON c.relname = a.n",
      "read catalog join",
    ],
    ["SELECT a IS DISTINCT FROM b FROM pg_class, runs", "read join"],
    ["SELECT * FROM generate_series($1, $2)", "read"],
    ["INSERT INTO runs (a) VALUES ($1)", "write"],
    ["COPY runs FROM STDIN", "write"],
    ["BEGIN", "other"],
    ["CREATE INDEX ON runs (a)", "other"],
    ["SET search_path = $1", "other"],
    ["", "other"],
    ["SELECT 'from a join b group by count('", "read"],
  ];
  expect(cases.map(([sql]) => [sql, brief(sql)])).toEqual(cases);
});
