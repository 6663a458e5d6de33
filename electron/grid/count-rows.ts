import type { gridContract } from "../../shared/grid/contract.ts";
import type { RowCount } from "../../shared/grid/model.ts";
import type { ParsedInputOf } from "../../shared/ipc/declare.ts";
import { quoteName } from "../../shared/sql/quote.ts";
import type { Databases } from "../postgres/databases.ts";
import { filterConditions } from "./conditions/filter-conditions.ts";
import { Parameters } from "./conditions/parameters.ts";
import { checkWhere, whereSql } from "./conditions/where-condition.ts";
import { readGridRelation } from "./relation/relation.ts";

type CountInput = ParsedInputOf<(typeof gridContract)["grid.count"]>;

/** Counts rows exactly, in one READ ONLY transaction, because somebody asked for it. Rejects as `grid.count` says. */
export async function countRows(databases: Databases, input: CountInput, signal: AbortSignal): Promise<RowCount> {
  const { ref, schema, name, filters, where } = input;
  if (where !== undefined) await checkWhere(where);
  const startedAt = performance.now();
  const searchPath = where === undefined ? "catalog" : "user";
  const relation = await databases.read(ref, "grid: table", (session) => readGridRelation(session, { schema, name }), {
    signal,
  });
  const parameters = new Parameters();
  const conditions = filterConditions(relation, filters, parameters);
  if (where !== undefined) conditions.push(whereSql(where));
  const condition = conditions.length > 0 ? ` WHERE ${conditions.map((each) => `(${each})`).join(" AND ")}` : "";
  const sql = `SELECT pg_catalog.count(*) FROM ${quoteName({ schema, name })} AS t${condition}`;
  const cause = "grid: exact count";
  const answer = await databases.read(
    ref,
    cause,
    (session) => session.query(sql, parameters.values, { cause, signal }),
    { signal, searchPath },
  );
  return { rows: answer.rows[0]?.[0] ?? "0", durationMs: performance.now() - startedAt };
}
