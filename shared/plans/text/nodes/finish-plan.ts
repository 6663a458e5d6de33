import { isJsonObject, type JsonObject, type JsonValue } from "../../json/exact-json.ts";
import { breaksAt } from "../plan-text-error.ts";
import { fillDefaults, findTraits } from "./fill-defaults.ts";
import type { NodeDraft, PlanDraft } from "./node-draft.ts";

/** How many children (InitPlans and SubPlans aside) a node cannot do without. */
const leastChildren: Readonly<Record<string, number>> = {
  "Nested Loop": 2,
  "Hash Join": 2,
  "Merge Join": 2,
  "Recursive Union": 2,
  BitmapAnd: 2,
  BitmapOr: 2,
  Hash: 1,
  Sort: 1,
  "Incremental Sort": 1,
  Gather: 1,
  "Gather Merge": 1,
  Limit: 1,
  Aggregate: 1,
  Group: 1,
  Unique: 1,
  Materialize: 1,
  Memoize: 1,
  WindowAgg: 1,
  LockRows: 1,
  SetOp: 1,
  ProjectSet: 1,
  "Subquery Scan": 1,
  "Bitmap Heap Scan": 1,
  ModifyTable: 1,
};

const memberParents: ReadonlySet<JsonValue | undefined> = new Set(["Append", "Merge Append", "BitmapAnd", "BitmapOr"]);

/**
 * The plan as EXPLAIN (FORMAT JSON) has it: relationships, and the zeros that text leaves out. Throws `invalidInput` for a
 * node without the parts that it must have: the text ends too early, or lost lines.
 */
export function finishPlan(plan: PlanDraft): JsonObject {
  const traits = findTraits(plan, listDrafts(plan.root));
  const finished = new Map<NodeDraft, JsonObject>();
  // Children come behind their parents in the list: from its end, each is finished before it is asked for.
  for (const draft of listDrafts(plan.root).toReversed()) {
    checkChildren(draft);
    fillDefaults(draft, traits);
    const children = draft.children.map((child) => finished.get(child) ?? {});
    finished.set(draft, { ...draft.entries, ...(children.length === 0 ? {} : { Plans: children }) });
  }
  nameTriggerTables(plan);
  return { Plan: finished.get(plan.root) ?? {}, ...plan.summary };
}

/** A trigger's line names its table only where there are several. */
function nameTriggerTables({ root, summary }: PlanDraft): void {
  const { Triggers: triggers } = summary;
  const tables = listDrafts(root).filter(({ entries }) => entries["Node Type"] === "ModifyTable");
  const table = tables[0]?.entries["Relation Name"];
  if (!Array.isArray(triggers) || tables.length !== 1 || table === undefined) return;
  summary.Triggers = triggers.map((trigger) => (isJsonObject(trigger) ? { Relation: table, ...trigger } : trigger));
}

/** The nodes, parents before their children. */
function listDrafts(root: NodeDraft): readonly NodeDraft[] {
  const drafts = [root];
  // The list grows while it is read.
  for (const draft of drafts) {
    let place = 0;
    for (const child of draft.children) {
      const relationship = relationshipOf(draft, child, place);
      if (child.heading === null) place += 1;
      else child.entries["Subplan Name"] = child.heading;
      child.entries["Parent Relationship"] = relationship;
      drafts.push(child);
    }
  }
  return drafts;
}

function relationshipOf(parent: NodeDraft, { heading }: NodeDraft, place: number): string {
  if (heading !== null) return heading.startsWith("SubPlan") ? "SubPlan" : "InitPlan";
  const type = parent.entries["Node Type"];
  if (memberParents.has(type)) return "Member";
  if (type === "Subquery Scan") return "Subquery";
  return place === 0 ? "Outer" : "Inner";
}

function checkChildren(draft: NodeDraft): void {
  const type = String(draft.entries["Node Type"]);
  const least = Object.hasOwn(leastChildren, type) ? (leastChildren[type] ?? 0) : 0;
  const count = draft.children.filter(({ heading }) => heading === null).length;
  if (count >= least) return;
  const has = count === 0 ? "nothing stands below it" : "only one node stands below it";
  throw breaksAt(
    draft.line,
    `${type} works on ${least === 1 ? "another node" : "two others"}, and ${has}. The text is not complete.`,
  );
}
