/** An element of an array: its text, null for NULL, or an array of the next dimension. */
export type ArrayItem = string | null | readonly ArrayItem[];

/** An array as its text says. `bounds` is what stands before the `=`, for arrays that do not begin at 1. */
export interface ArrayText {
  readonly bounds: string | null;
  readonly items: readonly ArrayItem[];
}

const boundsPattern = /^((?:\[[+-]?\d+:[+-]?\d+\])+)=/;
const quotedPattern = /"((?:[^"\\]|\\.)*)"/sy;

/**
 * Reads the server's text of an array; null when it is none, or not whole. Only `box` separates by semicolons. An element
 * with quotes is its text without them; an unquoted NULL is a NULL.
 */
export function readArrayText(text: string, delimiter: "," | ";" = ","): ArrayText | null {
  const bounds = boundsPattern.exec(text)?.[1] ?? null;
  const reader = new ArrayReader(text, bounds === null ? 0 : bounds.length + 1, delimiter);
  const items = reader.readWhole();
  return items && { bounds, items };
}

class ArrayReader {
  private readonly text: string;
  private readonly delimiter: string;
  private at: number;

  constructor(text: string, at: number, delimiter: string) {
    this.text = text;
    this.at = at;
    this.delimiter = delimiter;
  }

  readWhole(): readonly ArrayItem[] | null {
    const items = this.readList();
    return items && this.at === this.text.length ? items : null;
  }

  /** Dimensions are few (the server allows six), so recursion is safe; deeper text is no array. */
  private readList(depth = 0): readonly ArrayItem[] | null {
    if (depth > 6 || this.text[this.at] !== "{") return null;
    this.at += 1;
    if (this.text[this.at] === "}") {
      this.at += 1;
      return [];
    }
    const items: ArrayItem[] = [];
    for (;;) {
      const item = this.readItem(depth);
      if (item === undefined) return null;
      items.push(item);
      const end = this.text[this.at++];
      if (end === "}") return items;
      if (end !== this.delimiter) return null;
    }
  }

  private readItem(depth: number): ArrayItem | undefined {
    if (this.text[this.at] === "{") return this.readList(depth + 1) ?? undefined;
    if (this.text[this.at] === '"') {
      quotedPattern.lastIndex = this.at;
      const found = quotedPattern.exec(this.text);
      if (!found) return undefined;
      this.at += found[0].length;
      return (found[1] ?? "").replace(/\\(.)/gs, "$1");
    }
    const start = this.at;
    while (this.at < this.text.length && this.text[this.at] !== this.delimiter && this.text[this.at] !== "}")
      this.at += 1;
    const bare = this.text.slice(start, this.at);
    if (bare === "") return undefined;
    return bare.toUpperCase() === "NULL" ? null : bare.replace(/\\(.)/gs, "$1");
  }
}
