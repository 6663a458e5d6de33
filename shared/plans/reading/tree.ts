import { isJsonObject, type JsonObject, type JsonValue } from "../json/exact-json.ts";

/** A node while it is computed: linked both ways, the server's keys beside it. */
export interface TreeNode {
  readonly id: number;
  readonly depth: number;
  readonly parent: TreeNode | null;
  readonly children: TreeNode[];
  /** The server's keys without `Plans`. */
  readonly properties: JsonObject;
  readonly relationship: string | null;
  /** `Actual Loops`; 0 when never executed or not analyzed. */
  readonly loops: number;
}

/** Lists the nodes of a `Plan` object in pre-order. Works on a stack: plans may be deep. */
export function flattenTree(root: JsonObject): readonly TreeNode[] {
  const nodes: TreeNode[] = [];
  const pending: { readonly json: JsonObject; readonly parent: TreeNode | null }[] = [{ json: root, parent: null }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { json, parent } = next;
    const { Plans: children, ...properties } = json;
    const node: TreeNode = {
      id: nodes.length + 1,
      depth: parent === null ? 0 : parent.depth + 1,
      parent,
      children: [],
      properties,
      relationship: textOf(properties["Parent Relationship"]),
      loops: numberOf(properties["Actual Loops"]) ?? 0,
    };
    parent?.children.push(node);
    nodes.push(node);
    const below = Array.isArray(children) ? children.filter(isJsonObject) : [];
    for (const child of below.toReversed()) pending.push({ json: child, parent: node });
  }
  return nodes;
}

/** Whether the node hangs on its parent without being part of the parent's own time. */
export function isInitPlan(node: TreeNode): boolean {
  return node.relationship === "InitPlan";
}

/** Whether the node starts workers. */
export function isGather(node: TreeNode): boolean {
  const type = node.properties["Node Type"];
  return type === "Gather" || type === "Gather Merge";
}

/** Whether `node` is `root` or below it. */
export function isInside(node: TreeNode, root: TreeNode): boolean {
  for (let at: TreeNode | null = node; at !== null; at = at.parent) if (at === root) return true;
  return false;
}

/** The value when it is a number. */
export function numberOf(value: JsonValue | undefined): number | null {
  return typeof value === "number" ? value : null;
}

/** The value when it is text. */
export function textOf(value: JsonValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}
