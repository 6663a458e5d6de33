import type { JsonValue } from "../json/exact-json.ts";
import { isGather, isInitPlan, isInside, type TreeNode, textOf } from "../reading/tree.ts";

/** Keys that name things; a "$1" in a table's name is no parameter. */
const namingKeys: ReadonlySet<string> = new Set([
  "Node Type",
  "Relation Name",
  "Schema",
  "Alias",
  "Index Name",
  "CTE Name",
  "Function Name",
  "Subplan Name",
  "Parent Relationship",
  "Workers",
]);

/** The name of the CTE that an InitPlan node defines, or null for a plain InitPlan. */
export function cteNameOf(node: TreeNode): string | null {
  const name = textOf(node.properties["Subplan Name"]);
  return isInitPlan(node) && name?.startsWith("CTE ") === true ? name.slice(4) : null;
}

/**
 * Executed nodes that evaluate a plain InitPlan: those that mention one of its parameters. Where workers stand between,
 * the Gather pays, because parameters are computed when the workers start. Falls back to the node it hangs on.
 */
export function findConsumers(initPlan: TreeNode, nodes: readonly TreeNode[]): readonly TreeNode[] {
  const home = initPlan.parent;
  if (home === null) return [];
  const pattern = parameterPattern(textOf(initPlan.properties["Subplan Name"]) ?? "");
  const mentioning = pattern === null ? [] : nodes.filter((node) => mentions(node, pattern));
  const users = mentioning.filter((node) => node.loops > 0 && !isInside(node, initPlan));
  const found = users.length > 0 ? users : [home];
  return [...new Set(found.map((user) => outermostGather(user, home) ?? user))];
}

/** Executed scans of a CTE, by nearest definition of its name, outside the CTE itself. */
export function findCteScans(cte: TreeNode, nodes: readonly TreeNode[]): readonly TreeNode[] {
  return nodes.filter(
    (node) =>
      node.properties["Node Type"] === "CTE Scan" &&
      node.loops > 0 &&
      !isInside(node, cte) &&
      nearestDefinition(node) === cte,
  );
}

function nearestDefinition(scan: TreeNode): TreeNode | null {
  const name = textOf(scan.properties["CTE Name"]);
  let below = scan;
  // From the scan itself: a WITH inside a WITH may hang on the very scan that reads it.
  for (let at: TreeNode | null = scan; at !== null; at = at.parent) {
    // A definition sees only those before it; the rest of the node sees all, the last one first.
    const isBefore = at !== scan && isInitPlan(below);
    const visible = isBefore ? at.children.slice(0, at.children.indexOf(below)) : at.children;
    const definition = visible.findLast((child) => child !== below && cteNameOf(child) === name);
    if (definition !== undefined) return definition;
    below = at;
  }
  return null;
}

/** "(returns $0,$1)" up to 16, "(InitPlan 1).col1" from 17. */
function parameterPattern(subplanName: string): RegExp | null {
  const parameters = /\(returns ([^)]*)\)/.exec(subplanName)?.[1]?.match(/\d+/g);
  if (parameters != null) return new RegExp(`\\$(?:${parameters.join("|")})(?!\\d)`);
  const number = /^InitPlan (\d+)/.exec(subplanName)?.[1];
  return number === undefined ? null : new RegExp(`InitPlan ${number}\\)`);
}

function mentions(node: TreeNode, pattern: RegExp): boolean {
  return Object.entries(node.properties).some(([key, value]) => !namingKeys.has(key) && hasText(value, pattern));
}

function hasText(value: JsonValue, pattern: RegExp): boolean {
  if (typeof value === "string") return pattern.test(value);
  return Array.isArray(value) && value.some((item: JsonValue) => hasText(item, pattern));
}

function outermostGather(user: TreeNode, home: TreeNode): TreeNode | null {
  let outermost: TreeNode | null = null;
  for (let at = user.parent; at !== null; at = at.parent) {
    if (isGather(at)) outermost = at;
    if (at === home) break;
  }
  return outermost;
}
