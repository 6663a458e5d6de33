import { z } from "zod";
import type { gridContract } from "../../shared/grid/contract.ts";
import type { NearestRows } from "../../shared/grid/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { ParsedInputOf } from "../../shared/ipc/declare.ts";
import { quoteIdentifier, quoteName } from "../../shared/sql/quote.ts";
import type { Databases } from "../postgres/databases.ts";
import type { ReadSession } from "../postgres/session.ts";
import { chooseOrder } from "./paging/choose-order.ts";
import { operatorSql } from "./paging/key-conditions.ts";
import { systemColumns } from "./paging/page-layout.ts";
import { readCell } from "./read-cell.ts";
import { findColumn, readGridRelation, type SqlOperator } from "./relation/relation.ts";

type NearestInput = ParsedInputOf<(typeof gridContract)["grid.nearest"]>;

const cause = "grid: nearest rows";

/** Distances that a column's own type has: `<->` and its like, as pgvector, cube and the built-in point define them. */
const operatorsSql = `
  SELECT o.oprname, n.nspname
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_operator o ON o.oprleft = a.atttypid AND o.oprright = a.atttypid
     AND o.oprresult = 'pg_catalog.float8'::pg_catalog.regtype AND o.oprname IN ('<->', '<=>', '<#>', '<+>', '<~>', '<%>')
    JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
   WHERE a.attrelid = $1::pg_catalog.oid AND a.attnum = $2::pg_catalog.int2
   ORDER BY pg_catalog.array_position('{<->,<=>,<#>,<+>,<~>,<%>}'::pg_catalog.text[], o.oprname::pg_catalog.text)`;

/**
 * The rows whose value in a column is nearest to that of one row, that row itself left out, and the index that found them (by
 * EXPLAIN of the same statement). Rejects with `unsupported` (a type without a distance), `tooLarge`, `notFound`, `sql`.
 */
export async function findNearest(
  databases: Databases,
  input: NearestInput,
  signal: AbortSignal,
): Promise<NearestRows> {
  const { ref, schema, name } = input;
  return await databases.read(ref, cause, (session) => nearest(session, { ...input, schema, name }, signal), {
    signal,
  });
}

async function nearest(session: ReadSession, input: NearestInput, signal: AbortSignal): Promise<NearestRows> {
  const { schema, name, identity, rows } = input;
  const relation = await readGridRelation(session, { schema, name });
  const column = findColumn(relation, input.column);
  const known = await readOperators(session, relation.oid, column.number);
  const operator = known.find((each) => each.name === (input.operator ?? known[0]?.name));
  if (!operator)
    throw new AppError("unsupported", `This server has no distance between values of the type ${column.type}.`, {
      hint: "The extension that brings one (pgvector, for instance) is not installed in this database.",
    });
  const value = await readCell(session, { schema, name }, column.name, identity);
  if (value.text === null) throw new AppError("notFound", "The value is NULL, so nothing is near to it.");
  if (value.isCut) throw new AppError("tooLarge", "The value is too large to look for others near to it.");
  const names = chooseOrder(relation, []).identity;
  const isSystem = (each: string) => systemColumns.has(each) && !relation.columns.some((known) => known.name === each);
  const own = names.map((each) => (isSystem(each) ? `t.${each}` : `t.${quoteIdentifier(each)}`));
  const distance = `t.${quoteIdentifier(column.name)} ${operatorSql(operator)} $1::${column.castType}`;
  // One more than asked for: the row itself is among them, and stands out by its identity.
  const select = `SELECT ${[distance, ...own].join(", ")} FROM ${quoteName({ schema, name })} AS t
     WHERE t.${quoteIdentifier(column.name)} IS NOT NULL ORDER BY ${distance} LIMIT ${rows + 1}`;
  const found = await session.query(select, [value.text], { cause, signal });
  const plan = await session.query(`EXPLAIN (FORMAT JSON) ${select}`, [value.text], { cause, signal });
  const isSelf = (values: readonly (string | null)[]) =>
    names.length > 0 &&
    names.every((each, index) => identity.some((part) => part.column === each && part.value === values[index]));
  return {
    operators: known.map((each) => each.name),
    operator: operator.name,
    identity: names,
    rows: found.rows
      .map(([text = null, ...values]) => ({ distance: text ?? "", values }))
      .filter(({ values }) => !isSelf(values))
      .slice(0, rows),
    indexName: indexOf(plan.rows[0]?.[0] ?? "[]"),
  };
}

async function readOperators(session: ReadSession, oid: number, number: number): Promise<readonly SqlOperator[]> {
  const answer = await session.query(operatorsSql, [oid, number], { cause });
  return answer.rows.map(([name, schema]) => ({ name: name ?? "", schema: schema ?? "" }));
}

interface PlanNode {
  readonly "Index Name"?: string | undefined;
  readonly Plans?: readonly PlanNode[] | undefined;
}

const nodeSchema: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({ "Index Name": z.string().optional(), Plans: z.array(nodeSchema).optional() }),
);

/** The first index in a plan, from the top. */
function indexOf(explained: string): string | null {
  const waiting: PlanNode[] = z
    .array(z.object({ Plan: nodeSchema }))
    .parse(JSON.parse(explained))
    .map(({ Plan }) => Plan);
  for (let node = waiting.shift(); node; node = waiting.shift()) {
    if (node["Index Name"] !== undefined) return node["Index Name"];
    waiting.push(...(node.Plans ?? []));
  }
  return null;
}
