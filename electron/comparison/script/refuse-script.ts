import { parseScript } from "../../sql/parse-script.ts";
import type { DraftStatement, ScriptSchemas } from "./draft.ts";
import { propertyOf } from "./known-schema.ts";
import { keyOf, namesOf, relationKey } from "./statement-nodes.ts";

/**
 * Why a script that the engine wrote cannot run; null when nothing is known against it. A table that is dropped and made
 * again (it becomes partitioned, or stops being so) cannot go while a view that stays reads it.
 */
export async function refuseScript(
  statements: readonly DraftStatement[],
  { from }: ScriptSchemas,
): Promise<string | null> {
  const [made, dropped] = [new Set<string>(), new Set<string>()];
  for (const { node } of statements) {
    if (node && "CreateStmt" in node) made.add(keyOf(node.CreateStmt.relation));
    if (!node || !("DropStmt" in node)) continue;
    for (const object of node.DropStmt.objects ?? [])
      if ("List" in object) dropped.add(relationKey(...(namesOf(object.List.items) as [string, string]))); // schema and name, as the engine writes
  }
  const again = [...made].filter((key) => dropped.has(key));
  if (again.length === 0) return null;
  for (const { kind, schema, name, properties } of from.all) {
    const key = relationKey(schema, name);
    if ((kind !== "view" && kind !== "materializedView") || dropped.has(key)) continue;
    const definition = properties.find(([label]) => label === "Definition")?.[1] ?? "";
    const read = new Set(await readRelations(definition));
    const table = again.find((one) => read.has(one));
    if (table !== undefined)
      return whyNot(schema, name, table, propertyOf(from.table(table), "Partitioned by") === null);
  }
  return null;
}

function whyNot(schema: string, view: string, table: string, becomesPartitioned: boolean): string {
  const name = (JSON.parse(table) as [string, string]).join("."); // `relationKey` made it
  const what = becomesPartitioned ? "becomes partitioned" : "is made again";
  return `${name} ${what}, for which it has to be dropped, and the view ${schema}.${view} reads it. Drop the view in a migration before, and make it again in one after.`;
}

async function readRelations(definition: string): Promise<readonly string[]> {
  const [parsed] = await parseScript(definition);
  return parsed ? rangeVars(parsed.node) : [];
}

function rangeVars(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(rangeVars);
  if (typeof node !== "object" || node === null) return [];
  const own = "RangeVar" in node ? [keyOf(node.RangeVar as Parameters<typeof keyOf>[0])] : []; // the parser's node of that name
  return [...own, ...Object.values(node).flatMap(rangeVars)];
}
