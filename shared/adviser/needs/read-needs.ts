import { type PlanSubject, textOf, toPlanSubject } from "../../plans/findings/subject.ts";
import type { Plan, PlanNode } from "../../plans/model.ts";
import type { AdviserFacts, TableFacts } from "../model.ts";
import type { Predicate } from "../predicates/predicate.ts";
import { columnsIn, qualifyColumns } from "../predicates/read-key.ts";
import { readPredicates } from "../predicates/read-predicates.ts";
import { callsVolatile } from "../predicates/volatile-calls.ts";
import { readOrder } from "./read-order.ts";
import type { ScanNeed } from "./scan-need.ts";

const scans: ReadonlySet<string> = new Set(["Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Heap Scan"]);
const ownConditions = ["Index Cond", "Recheck Cond", "Filter"];
const joinConditions = ["Hash Cond", "Merge Cond", "Join Filter"];

/** What each scan of a known table in the plan is there for. What a volatile function decides anew for each row is left out. */
export function readNeeds(plan: Plan, { tables, volatility }: AdviserFacts): readonly ScanNeed[] {
  const subject = toPlanSubject(plan, { relations: [], foreignKeys: [] });
  return plan.nodes.flatMap((node) => {
    const table = tables.find(({ schema, name }) => schema === node.schema && name === node.relation);
    if (table === undefined || !scans.has(node.nodeType)) return [];
    const need = readNeed(subject, node, table);
    const isSteady = (part: Predicate) => !("value" in part && callsVolatile(part.value, volatility));
    return [{ ...need, predicates: need.predicates.filter(isSteady).map((part) => keepCasts(part, table)) }];
  });
}

function readNeed(subject: PlanSubject, node: PlanNode, table: TableFacts): ScanNeed {
  const alias = node.alias ?? table.name;
  const above = ancestorsOf(subject, node);
  const own = ownConditions.flatMap((key) => readText(node, key, alias));
  const joined = above.flatMap((parent) => joinConditions.flatMap((key) => readText(parent, key, alias)));
  // Outputs name bare columns where the statement has one table only.
  const isAlone = subject.plan.nodes.every((other) => other.alias === undefined || other.alias === alias);
  const bare = isAlone ? table.columns.map(({ name }) => name) : [];
  const order = readOrder(node, above, alias, bare);
  return {
    node,
    table,
    alias,
    predicates: [...own, ...joined.filter((part) => part.kind === "equality" || part.kind === "range")],
    ...order,
    needed: readNeeded(node, above, alias, bare),
    keptShare: keptShareOf(node, table),
    isWritten: above.some(({ nodeType }) => nodeType === "ModifyTable"),
  };
}

/** A cast to text relabels a column of text only; of a number or an enum it makes another value. */
function keepCasts(part: Predicate, { columns }: TableFacts): Predicate {
  if (!("key" in part) || part.key.relabelled === null) return part;
  const { column, relabelled, columns: inside } = part.key;
  const type = columns.find(({ name }) => name === column)?.type ?? "";
  if (/^(text|character varying|character|name)$/.test(type)) return part;
  return { ...part, key: { column: null, sql: relabelled, castOf: column, columns: inside, relabelled: null } };
}

function ancestorsOf(subject: PlanSubject, node: PlanNode): readonly PlanNode[] {
  const found: PlanNode[] = [];
  for (let at = subject.parentOf(node); at !== null; at = subject.parentOf(at)) found.push(at);
  return found;
}

function readText(node: PlanNode, key: string, alias: string): readonly Predicate[] {
  const text = textOf(node, key);
  return text === "" ? [] : readPredicates(text, alias);
}

/**
 * Columns that stand anywhere above the scan, or in its own conditions. The scan's own output counts at the root only:
 * below others the planner may hand up the whole row because that costs it nothing.
 */
function readNeeded(
  node: PlanNode,
  above: readonly PlanNode[],
  alias: string,
  bare: readonly string[],
): readonly string[] | null {
  if (above.some(({ nodeType }) => nodeType === "ModifyTable")) return null;
  const carriers = above.filter(({ nodeType }) => !/^(Gather|Gather Merge|Limit|Append|Subquery Scan)$/.test(nodeType));
  const wanted = carriers.length === 0 ? [node, ...above] : carriers;
  const texts = [
    ...wanted.flatMap((part) => textsOf(part, ["Output"]).map((text) => qualifyColumns(text, alias, bare))),
    ...wanted.flatMap((part) => textsOf(part, ["Sort Key", "Group Key", "Presorted Key"])),
    ...[node, ...above].flatMap((part) =>
      [...ownConditions, ...joinConditions].map((key) => textOf(part, key)).filter((text) => text !== ""),
    ),
  ];
  return [...new Set(texts.flatMap((text) => columnsIn(text, alias)))];
}

function textsOf(node: PlanNode, keys: readonly string[]): readonly string[] {
  return keys.flatMap((key) => {
    const value = node.properties[key];
    return Array.isArray(value) ? value.filter((text): text is string => typeof text === "string") : [];
  });
}

/** Measured where the plan ran (rows kept against all rows of the table), the planner's guess otherwise. */
function keptShareOf(node: PlanNode, { rows }: TableFacts): number | null {
  if (rows === null || rows === 0) return null;
  if (node.loops !== null && node.loops > 0) return Math.min(1, (node.rows ?? 0) / node.loops / rows);
  return Math.min(1, node.estimatedRows / rows);
}
