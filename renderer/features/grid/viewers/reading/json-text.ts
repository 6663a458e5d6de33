/**
 * A JSON value as the server wrote it: numbers keep their digits, strings their escapes, objects every key in its order,
 * also one that comes twice or is called `__proto__`. Scalars are slices of the text.
 */
export type JsonNode =
  | { readonly kind: "object"; readonly entries: readonly (readonly [key: string, node: JsonNode])[] }
  | { readonly kind: "array"; readonly items: readonly JsonNode[] }
  | { readonly kind: "string" | "number" | "word"; readonly text: string };

const blanks = /[ \t\n\r]*/y;
const stringPattern = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const wordPattern = /true|false|null/y;

/** An object or array that is still open. `key` is the one that waits for its value. */
type OpenNode =
  | { readonly kind: "object"; readonly entries: [string, JsonNode][]; key: string | null }
  | { readonly kind: "array"; readonly items: JsonNode[] };

/** Reads a whole document, however deep; null when the text is none (the beginning of a value, for instance). */
export function readJsonText(text: string): JsonNode | null {
  return new JsonTextReader(text).read();
}

class JsonTextReader {
  private readonly text: string;
  private at = 0;
  private readonly open: OpenNode[] = [];

  constructor(text: string) {
    this.text = text;
  }

  /** One turn reads a scalar, or opens something; then everything that ends there is closed. No recursion. */
  read(): JsonNode | null {
    for (;;) {
      const opened = this.readStart();
      if (opened === null) return null;
      let ended = opened === "opened" ? this.readEmpty() : opened;
      if (ended === undefined) continue;
      for (;;) {
        const inside = this.open.at(-1);
        if (!inside) return this.isAtEnd() ? ended : null;
        const next = this.readNext(inside, ended);
        if (next === null) return null;
        if (next === "more") break;
        this.open.pop();
        ended = next;
      }
    }
  }

  private readStart(): JsonNode | "opened" | null {
    const inside = this.open.at(-1);
    if (inside?.kind === "object" && inside.key === null && !this.readKey(inside)) return null;
    if (this.take("{")) this.open.push({ kind: "object", entries: [], key: null });
    else if (this.take("[")) this.open.push({ kind: "array", items: [] });
    else return this.readScalar();
    return "opened";
  }

  /** The node just opened when it is closed at once; undefined when something stands in it. */
  private readEmpty(): JsonNode | undefined {
    const inside = this.open.at(-1);
    if (!inside || !this.take(inside.kind === "object" ? "}" : "]")) return undefined;
    this.open.pop();
    return inside.kind === "object" ? { kind: "object", entries: [] } : { kind: "array", items: [] };
  }

  /** Puts a value in its place: `more` when another follows, the whole node when it ends there. */
  private readNext(inside: OpenNode, value: JsonNode): JsonNode | "more" | null {
    if (inside.kind === "object") {
      inside.entries.push([inside.key ?? "", value]);
      inside.key = null;
    } else inside.items.push(value);
    if (this.take(",")) return "more";
    if (!this.take(inside.kind === "object" ? "}" : "]")) return null;
    return inside.kind === "object"
      ? { kind: "object", entries: inside.entries }
      : { kind: "array", items: inside.items };
  }

  private readKey(inside: Extract<OpenNode, { kind: "object" }>): boolean {
    this.match(blanks);
    const key = this.match(stringPattern);
    if (key === null || !this.take(":")) return false;
    inside.key = key;
    return true;
  }

  private readScalar(): JsonNode | null {
    this.match(blanks);
    const kinds = [
      ["string", stringPattern],
      ["number", numberPattern],
      ["word", wordPattern],
    ] as const;
    for (const [kind, pattern] of kinds) {
      const text = this.match(pattern);
      if (text !== null) return { kind, text };
    }
    return null;
  }

  private take(character: string): boolean {
    this.match(blanks);
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }

  private isAtEnd(): boolean {
    this.match(blanks);
    return this.at === this.text.length;
  }
}
