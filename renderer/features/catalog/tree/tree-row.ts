import { EyeOff, Info, Layers, type LucideIcon, SquareStack } from "lucide-react";
import { formatCount, formatShortCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import type { TreeRow } from "../../../ui/tree/virtual-tree.tsx";
import { databaseIcon, kindIcons } from "../kind-icons.ts";
import { lineText, type TreeNode, type TreeNodeLine } from "./tree-model.ts";

/** A line as the tree draws it. */
export function treeRow({ node }: TreeNodeLine): TreeRow {
  const text = lineText(node);
  return {
    label: text,
    textValue: text,
    icon: iconOf(node),
    hint: hintOf(node),
    hintIcon: isClosed(node) ? EyeOff : undefined,
    isMuted: isMuted(node),
  };
}

function iconOf(node: TreeNode): LucideIcon {
  switch (node.kind) {
    case "schema":
      return Layers;
    case "database":
      return databaseIcon;
    case "group":
      return kindIcons[node.of];
    case "note":
      return Info;
    case "object":
      return node.object.detail?.startsWith("partitioned") ? SquareStack : kindIcons[node.address.kind];
  }
}

function hintOf(node: TreeNode): string | undefined {
  if (node.kind === "group") {
    if (node.count === null) return undefined;
    return node.count.state === "readable" ? formatCount(node.count.value) : "unreadable";
  }
  if (node.kind !== "object") return undefined;
  const { isUnreadable, estimatedRows, detail } = node.object;
  if (isUnreadable) return "unreadable";
  if (estimatedRows !== undefined) return formatShortCount(estimatedRows);
  return detail === undefined ? undefined : visibleName(detail);
}

/** Unreadable in so many words would leave a narrow sidebar no room for the name. */
function isClosed(node: TreeNode): boolean {
  return node.kind === "object" && node.object.isUnreadable === true;
}

function isMuted(node: TreeNode): boolean {
  if (node.kind === "note") return true;
  if (node.kind === "schema") return !node.schema.isUsable || node.schema.isSystem;
  return isClosed(node);
}
