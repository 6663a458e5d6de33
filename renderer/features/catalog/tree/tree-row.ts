import {
  ArrowDown01,
  Eye,
  FunctionSquare,
  Info,
  Layers,
  LayoutList,
  type LucideIcon,
  SquareStack,
  Table2,
  Type,
} from "lucide-react";
import type { ObjectKind } from "../../../../shared/catalog/model.ts";
import { formatCount, formatShortCount } from "../../../ui/display/format.ts";
import type { TreeRow } from "../../../ui/tree/virtual-tree.tsx";
import { lineText, openableKinds, type TreeNode, type TreeNodeLine } from "./tree-model.ts";

/** The icons of the kinds. */
export const kindIcons: Readonly<Record<ObjectKind, LucideIcon>> = {
  table: Table2,
  view: Eye,
  materializedView: LayoutList,
  function: FunctionSquare,
  type: Type,
  sequence: ArrowDown01,
};

/** A line as the tree draws it. */
export function treeRow({ id, depth, node, isOpen }: TreeNodeLine): TreeRow {
  const text = lineText(node);
  return {
    id,
    depth,
    label: text,
    textValue: text,
    icon: iconOf(node),
    hint: hintOf(node),
    isOpen,
    isMuted: isMuted(node),
  };
}

function iconOf(node: TreeNode): LucideIcon {
  if (node.kind === "schema") return Layers;
  if (node.kind === "group") return kindIcons[node.group.kind];
  if (node.kind === "note") return Info;
  return node.object.detail === "partitioned" ? SquareStack : kindIcons[node.objectKind];
}

function hintOf(node: TreeNode): string | undefined {
  if (node.kind === "group") {
    const { objects, isTruncated } = node.group;
    return objects.state === "readable"
      ? `${formatCount(objects.value.length)}${isTruncated ? "+" : ""}`
      : "unreadable";
  }
  if (node.kind !== "object") return undefined;
  if (!node.object.isReadable) return "unreadable";
  const { estimatedRows, detail } = node.object;
  return estimatedRows === null ? detail || undefined : formatShortCount(estimatedRows);
}

function isMuted(node: TreeNode): boolean {
  if (node.kind === "note") return true;
  if (node.kind === "schema") return !node.schema.isUsable || node.schema.isSystem;
  return node.kind === "object" && (!node.object.isReadable || !openableKinds.has(node.objectKind));
}
