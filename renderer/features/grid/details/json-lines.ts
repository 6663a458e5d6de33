import { isJsonObject, type JsonValue, readExactJson } from "../../../../shared/plans/json/exact-json.ts";

/** One line of a JSON tree. `isOpen` is null for a value that holds nothing. */
export interface JsonLine {
  readonly path: string;
  readonly depth: number;
  readonly key: string | null;
  readonly isOpen: boolean | null;
  readonly kind: "object" | "array" | "string" | "number" | "word";
  readonly text: string;
}

/** Lines that one value shows at most; a larger one is read as text. */
export const maxJsonLines = 2000;

const shownCharacters = 500;
const openDepth = 2;

/** Reads JSON with all its digits; null when it is none (a cell's beginning, for instance). */
export function parseJson(text: string): JsonValue | null {
  try {
    return readExactJson(text);
  } catch {
    return null; // shown as text then
  }
}

/** The visible lines of a value. `toggled` has what the user opened or closed, by path. */
export function jsonLines(value: JsonValue, toggled: ReadonlyMap<string, boolean>): JsonLine[] {
  const lines: JsonLine[] = [];
  addLines(value, null, "$", 0, toggled, lines);
  return lines;
}

function addLines(
  value: JsonValue,
  key: string | null,
  path: string,
  depth: number,
  toggled: ReadonlyMap<string, boolean>,
  lines: JsonLine[],
): void {
  if (lines.length >= maxJsonLines) return;
  if (typeof value !== "object" || value === null) {
    lines.push({ path, depth, key, isOpen: null, ...leaf(value) });
    return;
  }
  const isObject = isJsonObject(value);
  const entries: [string, JsonValue][] = isObject
    ? Object.entries(value)
    : (value as readonly JsonValue[]).map((item, index) => [String(index), item]); // no object and no leaf: an array
  const isOpen = entries.length === 0 ? null : (toggled.get(path) ?? depth < openDepth);
  const text = isObject
    ? entries.length === 0
      ? "{}"
      : `{ ${entries.length} ${entries.length === 1 ? "key" : "keys"}`
    : entries.length === 0
      ? "[]"
      : `[ ${entries.length} ${entries.length === 1 ? "item" : "items"}`;
  lines.push({ path, depth, key, isOpen, kind: isObject ? "object" : "array", text });
  if (!isOpen) return;
  for (const [name, child] of entries) addLines(child, name, `${path}/${name}`, depth + 1, toggled, lines);
}

function leaf(value: null | boolean | number | string): Pick<JsonLine, "kind" | "text"> {
  if (typeof value === "string") {
    const text = JSON.stringify(value);
    return { kind: "string", text: text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text };
  }
  return { kind: typeof value === "number" ? "number" : "word", text: String(value) };
}
