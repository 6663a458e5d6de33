/** A piece of JSON to be coloured. */
export interface JsonToken {
  readonly kind: "key" | "string" | "number" | "word" | "plain";
  readonly text: string;
}

const pieces = /"(?:[^"\\]|\\.)*"?(?<colon>\s*:)?|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g;

/** Cuts JSON text for colouring; it may be cut off anywhere, as a cell's beginning is. */
export function jsonTokens(text: string): JsonToken[] {
  const tokens: JsonToken[] = [];
  let at = 0;
  for (const match of text.matchAll(pieces)) {
    if (match.index > at) tokens.push({ kind: "plain", text: text.slice(at, match.index) });
    at = match.index + match[0].length;
    const colon = match.groups?.colon ?? "";
    const piece = match[0].slice(0, match[0].length - colon.length);
    const kind = colon ? "key" : piece.startsWith('"') ? "string" : /^[-\d]/.test(piece) ? "number" : "word";
    tokens.push({ kind, text: piece });
    if (colon) tokens.push({ kind: "plain", text: colon });
  }
  if (at < text.length) tokens.push({ kind: "plain", text: text.slice(at) });
  return tokens;
}
