import { AppError } from "../../ipc/app-error.ts";

/** A value of a JSON document. Integers beyond 2^53 are their own digits, as a string. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A JSON object; keys keep the order of the text. */
export type JsonObject = { readonly [key: string]: JsonValue };

const maxDepth = 1_000;
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const blankPattern = /[ \t\n\r]*/y;
const stringPattern = /"(?:[^"\\]|\\.)*"/sy;
const words: readonly (readonly [string, JsonValue])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
];

/**
 * Reads JSON without losing digits: `JSON.parse` rounds query identifiers (64 bit). Rejects what JSON forbids.
 * Throws AppError `invalidInput` naming the character where reading stopped.
 */
export function readExactJson(text: string): JsonValue {
  const reader = new ExactJsonReader(text);
  return reader.readDocument();
}

/**
 * Reads the JSON document that begins at `start`, and says where it ends. Throws as `readExactJson` does; what follows the
 * document is not looked at.
 */
export function readExactJsonAt(text: string, start: number): { readonly value: JsonValue; readonly end: number } {
  const reader = new ExactJsonReader(text, start);
  const value = reader.readFirst();
  return { value, end: reader.end };
}

/** Whether a JSON value is an object (and not an array or null). */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

class ExactJsonReader {
  private readonly text: string;
  private at: number;

  constructor(text: string, start = 0) {
    this.text = text;
    this.at = start;
  }

  get end(): number {
    return this.at;
  }

  readFirst(): JsonValue {
    return this.readValue(0);
  }

  readDocument(): JsonValue {
    const value = this.readValue(0);
    this.skipBlanks();
    if (this.at < this.text.length) throw this.refuse("the end");
    return value;
  }

  private readValue(depth: number): JsonValue {
    if (depth > maxDepth) throw this.refuse(`at most ${maxDepth} nested levels`);
    this.skipBlanks();
    const first = this.text[this.at];
    if (first === "{") return this.readObject(depth);
    if (first === "[") return this.readArray(depth);
    if (first === '"') return this.readString();
    for (const [word, value] of words) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.readNumber();
  }

  private readObject(depth: number): JsonObject {
    const entries: [string, JsonValue][] = [];
    this.readItems("}", () => {
      const key = this.readString();
      this.skipBlanks();
      this.expect(":");
      entries.push([key, this.readValue(depth + 1)]);
    });
    // fromEntries defines own properties, so a key "__proto__" stays a plain key.
    return Object.fromEntries(entries);
  }

  private readArray(depth: number): readonly JsonValue[] {
    const items: JsonValue[] = [];
    this.readItems("]", () => items.push(this.readValue(depth + 1)));
    return items;
  }

  private readItems(end: string, readItem: () => void): void {
    this.at += 1;
    this.skipBlanks();
    if (this.text[this.at] === end) {
      this.at += 1;
      return;
    }
    for (;;) {
      this.skipBlanks();
      readItem();
      this.skipBlanks();
      if (this.text[this.at] === end) break;
      this.expect(",");
    }
    this.at += 1;
  }

  private readString(): string {
    const quoted = this.match(stringPattern);
    if (quoted === null) throw this.refuse("a string");
    try {
      return String(JSON.parse(quoted));
    } catch {
      throw this.refuse("a string with valid escapes");
    }
  }

  private readNumber(): number | string {
    const digits = this.match(numberPattern);
    if (digits === null) throw this.refuse("a value");
    const value = Number(digits);
    const isInteger = !/[.eE]/.test(digits);
    return isInteger && !Number.isSafeInteger(value) ? digits : value;
  }

  private skipBlanks(): void {
    this.match(blankPattern);
  }

  private expect(character: string): void {
    if (this.text[this.at] !== character) throw this.refuse(`"${character}"`);
    this.at += 1;
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }

  private refuse(expected: string): AppError {
    const lines = this.text.slice(0, this.at).split("\n");
    const line = lines.length === 1 && !this.text.includes("\n") ? "" : `line ${lines.length}, `;
    const place = `${line}character ${(lines.at(-1)?.length ?? 0) + 1}`;
    const isEnd = this.text.slice(this.at, this.at + 1_000).trim() === "" && this.at + 1_000 >= this.text.length;
    const message = isEnd
      ? `This JSON breaks off: ${expected} is missing at ${place}.`
      : `This is not valid JSON: expected ${expected} at ${place}.`;
    return new AppError("invalidInput", message, {
      hint: "Paste the whole output of EXPLAIN (FORMAT JSON), from the first [ to the last ].",
    });
  }
}
