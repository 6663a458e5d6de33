import { z } from "zod";
import type { gridContract } from "../../shared/grid/contract.ts";
import type { RowCount } from "../../shared/grid/model.ts";
import type { ParsedInputOf } from "../../shared/ipc/declare.ts";
import { quoteName } from "../../shared/sql/quote.ts";
import type { Databases } from "../postgres/databases.ts";
import type { ReadSession } from "../postgres/session.ts";
import { filterConditions } from "./conditions/filter-conditions.ts";
import { Parameters } from "./conditions/parameters.ts";
import { checkWhere, whereSql } from "./conditions/where-condition.ts";
import { readGridRelation } from "./relation/relation.ts";

type CountInput = ParsedInputOf<(typeof gridContract)["grid.count"]>;

/** Counts rows exactly, in one READ ONLY transaction, because somebody asked for it. Rejects as `grid.count` says. */
export async function countRows(databases: Databases, input: CountInput, signal: AbortSignal): Promise<RowCount> {
  const startedAt = performance.now();
  const count = "pg_catalog.count(*)";
  const answer = await ask(databases, input, "grid: exact count", (rows) => `SELECT ${count} ${rows}`, signal);
  return { rows: answer ?? "0", durationMs: performance.now() - startedAt };
}

/** What the planner expects, by EXPLAIN. Rejects as `grid.estimate` says. */
export async function estimateRows(databases: Databases, input: CountInput, signal: AbortSignal): Promise<number> {
  const explain = (rows: string) => `EXPLAIN (FORMAT JSON) SELECT ${rows}`;
  const answer = await ask(databases, input, "grid: estimate", explain, signal);
  return planSchema.parse(JSON.parse(answer ?? "[]"))[0].Plan["Plan Rows"];
}

const planSchema = z.tuple([z.object({ Plan: z.object({ "Plan Rows": z.number() }) })]);

/** One value about the rows that fit: `compose` gets `FROM ... WHERE ...`. */
async function ask(
  databases: Databases,
  { ref, schema, name, filters, where }: CountInput,
  cause: string,
  compose: (rows: string) => string,
  signal: AbortSignal,
): Promise<string | null | undefined> {
  if (where !== undefined) await checkWhere(where);
  const read = (session: ReadSession) => readGridRelation(session, { schema, name });
  const relation = await databases.read(ref, "grid: table", read, { signal });
  const parameters = new Parameters();
  const conditions = filterConditions(relation, filters, parameters);
  if (where !== undefined) conditions.push(whereSql(where));
  const condition = conditions.length > 0 ? ` WHERE ${conditions.map((each) => `(${each})`).join(" AND ")}` : "";
  const sql = compose(`FROM ${quoteName({ schema, name })} AS t${condition}`);
  const run = (session: ReadSession) => session.query(sql, parameters.values, { cause, signal });
  const searchPath = where === undefined ? "catalog" : "user";
  const answer = await databases.read(ref, cause, run, { signal, searchPath });
  return answer.rows[0]?.[0];
}
