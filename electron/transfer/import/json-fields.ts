import { AppError } from "../../../shared/ipc/app-error.ts";

const blank = /[ \t\n\r]*/y;
const string = /"(?:[^"\\]|\\.)*"/sy;
const word = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** A value as the text that Postgres reads, and as it stands in the file, which is what a json column gets. */
export interface JsonField {
  readonly text: string | null;
  readonly raw: string;
}

/**
 * The fields of a JSON object: numbers keep their digits, strings lose their quotes, null is NULL, objects and arrays
 * stay JSON. Throws `invalidInput`.
 */
export function readJsonFields(source: string, line: number): ReadonlyMap<string, JsonField> {
  try {
    JSON.parse(source); // the whole grammar; its values are not used, because it rounds numbers
  } catch (error) {
    throw new AppError(
      "invalidInput",
      `Line ${line} cannot be read as JSON: ${error instanceof Error ? error.message : error}`,
      {
        hint: "Correct the line.",
      },
    );
  }
  const fields = new Map<string, JsonField>();
  let at = 1;
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0] ?? "";
    at += found.length;
    return found;
  };
  for (;;) {
    match(blank);
    if (source[at] === "}") return fields;
    if (source[at] === ",") {
      at += 1;
      match(blank);
    }
    const key = String(JSON.parse(match(string)));
    match(blank);
    at += 1; // the colon
    match(blank);
    const first = source[at];
    if (first === '"') {
      const raw = match(string);
      fields.set(key, { text: String(JSON.parse(raw)), raw });
    } else if (first === "{" || first === "[") {
      const end = endOfNested(source, at);
      const raw = source.slice(at, end);
      fields.set(key, { text: raw, raw });
      at = end;
    } else {
      const raw = match(word);
      fields.set(key, { text: raw === "null" ? null : raw, raw });
    }
  }
}

function endOfNested(source: string, start: number): number {
  let depth = 0;
  for (let at = start; at < source.length; at++) {
    const character = source[at];
    if (character === '"') {
      string.lastIndex = at;
      at += (string.exec(source)?.[0].length ?? 1) - 1;
    } else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return source.length;
}
