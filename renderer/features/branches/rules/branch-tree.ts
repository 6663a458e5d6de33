import type { Branch } from "../../../../shared/branches/model.ts";

/** One column of parent lines left of a name: a line passing by, nothing, or the branching-off of this row. */
export type Guide = "line" | "gap" | "tee" | "corner";

/** One row of the branch tree. `isMatch` is false for a parent that is shown only because a child matches the filter. */
export interface BranchRow {
  readonly branch: Branch;
  readonly depth: number;
  readonly guides: readonly Guide[];
  readonly isMatch: boolean;
}

interface TreeNode {
  readonly branch: Branch;
  readonly children: readonly TreeNode[];
  readonly isMatch: boolean;
}

/**
 * The branches in tree order with their parent lines: default branch first, children by age. A branch whose parent is
 * not listed is a root. With a filter, matches and the parents that lead to them.
 */
export function layoutBranchTree(branches: readonly Branch[], filter = ""): readonly BranchRow[] {
  const known = new Set(branches.map((branch) => branch.id));
  const wanted = filter.trim().toLocaleLowerCase();
  const roots = branches.filter((branch) => branch.parentId === null || !known.has(branch.parentId));
  const nodes = [...roots].sort(compareBranches).flatMap((root) => buildNode(root, branches, wanted, new Set()));
  return nodes.flatMap((node) => rowsOf(node, []));
}

function buildNode(branch: Branch, branches: readonly Branch[], wanted: string, above: Set<string>): TreeNode[] {
  if (above.has(branch.id)) return [];
  const inside = new Set([...above, branch.id]);
  const children = branches
    .filter((child) => child.parentId === branch.id)
    .sort(compareBranches)
    .flatMap((child) => buildNode(child, branches, wanted, inside));
  const isMatch = branch.name.toLocaleLowerCase().includes(wanted);
  return isMatch || children.length > 0 ? [{ branch, children, isMatch }] : [];
}

/** `lines` are the columns left of this row's own guide. A root has no guide and hands on none. */
function rowsOf(node: TreeNode, lines: readonly Guide[], own?: "tee" | "corner"): BranchRow[] {
  const guides = own ? [...lines, own] : lines;
  const below: readonly Guide[] = own ? [...lines, own === "tee" ? "line" : "gap"] : lines;
  const rows = node.children.flatMap((child, index) =>
    rowsOf(child, below, index === node.children.length - 1 ? "corner" : "tee"),
  );
  return [{ branch: node.branch, depth: guides.length, guides, isMatch: node.isMatch }, ...rows];
}

function compareBranches(left: Branch, right: Branch): number {
  if (left.isDefault !== right.isDefault) return left.isDefault ? -1 : 1;
  return left.createdAt.localeCompare(right.createdAt) || left.name.localeCompare(right.name);
}
