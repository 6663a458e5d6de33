import type { JsonObject, JsonValue } from "../../json/exact-json.ts";
import type { Plan, PlanNode } from "../../model.ts";

/** What a run of the same statement may change: figures, and how much of a resource was taken. */
const volatile =
  /Time$|Memory|Storage|Sort Space|Sort Method|Blocks$|^WAL|Cost$|^Workers|Loops|Actual Rows|Rows Removed|Groups$|^Cache|Batches|Disk|Index Searches|Fetches|^Tuples|Plan Rows|^Disabled$/;

/** Keys that text cannot tell: a scan without a direction, a function that only has an alias. */
const untold: ReadonlySet<string> = new Set(["Scan Direction", "Function Name"]);

/**
 * How the plans of one statement differ when they were read from JSON and from text; empty when they do not. With
 * `isSameRun` all figures count, too. Text leaves out what is zero, false or empty, and nothing else.
 */
export function differences(
  fromJson: readonly Plan[],
  fromText: readonly Plan[],
  isSameRun: boolean,
): readonly string[] {
  if (fromJson.length !== fromText.length) return [`${fromJson.length} plans in JSON, ${fromText.length} in text`];
  return fromJson.flatMap((plan, index) => {
    const other = fromText[index];
    return other === undefined ? [] : planDifferences(plan, other, isSameRun);
  });
}

function planDifferences(plan: Plan, other: Plan, isSameRun: boolean): readonly string[] {
  const shape = plan.nodes.map(shapeOf);
  const otherShape = other.nodes.map(shapeOf);
  if (JSON.stringify(shape) !== JSON.stringify(otherShape))
    return [`the tree is ${JSON.stringify(shape)} in JSON and ${JSON.stringify(otherShape)} in text`];
  const beside = (one: Plan) =>
    JSON.stringify([one.settings, one.queryId, one.triggers.map(({ constraint, relation }) => [constraint, relation])]);
  return [
    ...(beside(plan) === beside(other) ? [] : [`beside the tree: ${beside(plan)} and ${beside(other)}`]),
    ...plan.nodes.flatMap((node, index) =>
      propertyDifferences(node.properties, other.nodes[index]?.properties ?? {}, isSameRun).map(
        (difference) => `${node.id} ${node.nodeType}: ${difference}`,
      ),
    ),
  ];
}

function shapeOf(node: PlanNode): readonly unknown[] {
  const { id, parentId, nodeType, relationship, subplanName, schema, relation, alias, index, loops } = node;
  return [
    id,
    parentId,
    nodeType,
    relationship,
    subplanName,
    schema,
    relation,
    alias,
    index,
    loops === null,
    loops === 0,
  ];
}

function propertyDifferences(json: JsonObject, text: JsonObject, isSameRun: boolean): readonly string[] {
  const keys = new Set([...Object.keys(json), ...Object.keys(text)]);
  return [...keys].flatMap((key) => {
    if (untold.has(key) || key.endsWith("Time") || (!isSameRun && volatile.test(key))) return [];
    const left = json[key];
    const right = text[key];
    if (right === undefined && isNothing(left)) return [];
    return untimed(left) === untimed(right)
      ? []
      : [`${key} is ${JSON.stringify(left)} in JSON and ${JSON.stringify(right)} in text`];
  });
}

/** No two runs take the same time. */
function untimed(value: JsonValue | undefined): string {
  return JSON.stringify(value, (key, inner) => (key.endsWith("Time") ? null : inner)) ?? "";
}

function isNothing(value: JsonValue | undefined): boolean {
  return value === 0 || value === false || (Array.isArray(value) && value.length === 0);
}
