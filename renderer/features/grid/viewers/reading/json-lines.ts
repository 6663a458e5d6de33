import type { JsonNode } from "./json-text.ts";

/** One line of a JSON tree. `isOpen` is null for a value that holds nothing. Texts are the server's own. */
export interface JsonLine {
  readonly path: string;
  readonly depth: number;
  readonly key: string | null;
  readonly isOpen: boolean | null;
  readonly kind: JsonNode["kind"];
  readonly text: string;
}

/** Lines that one value shows at most; a larger one is read as text. */
export const maxJsonLines = 2000;

const shownCharacters = 500;
const openDepth = 2;

/** The visible lines of a value. `toggled` has what the user opened or closed, by path. */
export function jsonLines(node: JsonNode, toggled: ReadonlyMap<string, boolean>): JsonLine[] {
  const lines: JsonLine[] = [];
  addLines(node, null, "$", 0, toggled, lines);
  return lines;
}

function addLines(
  node: JsonNode,
  key: string | null,
  path: string,
  depth: number,
  toggled: ReadonlyMap<string, boolean>,
  lines: JsonLine[],
): void {
  if (lines.length >= maxJsonLines) return;
  if (node.kind !== "object" && node.kind !== "array") {
    lines.push({ path, depth, key, isOpen: null, kind: node.kind, text: shortened(node.text) });
    return;
  }
  const children =
    node.kind === "object" ? node.entries : node.items.map((item, index) => [String(index), item] as const);
  const isOpen = children.length === 0 ? null : (toggled.get(path) ?? depth < openDepth);
  lines.push({ path, depth, key, isOpen, kind: node.kind, text: headOf(node.kind, children.length) });
  if (!isOpen) return;
  // A key may come twice, so the place belongs to the path.
  for (const [place, [name, child]] of children.entries())
    addLines(child, node.kind === "object" ? keyWords(name) : name, `${path}/${place}`, depth + 1, toggled, lines);
}

function headOf(kind: "object" | "array", count: number): string {
  const [open, close, noun] = kind === "object" ? ["{", "}", "key"] : ["[", "]", "item"];
  return count === 0 ? `${open}${close}` : `${open} ${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** A plain key without its quotes; one with escapes as it was written. */
function keyWords(key: string): string {
  return key.includes("\\") || key.length <= 2 ? key : key.slice(1, -1);
}

function shortened(text: string): string {
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
}
