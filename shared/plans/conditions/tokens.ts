/** A piece of an expression as the server prints it. `text` is unquoted for names; strings keep their quotes. */
export interface Token {
  readonly kind: "name" | "string" | "number" | "operator" | "parameter" | "open" | "close" | "comma" | "dot" | "cast";
  readonly text: string;
}

const patterns: readonly (readonly [Token["kind"], RegExp])[] = [
  ["string", /(?:[EB]|U&)?'(?:[^']|'')*'/y],
  ["name", /"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*/uy],
  ["number", /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ["parameter", /\$\d+/y],
  ["cast", /::/y],
  ["open", /[([]/y],
  ["close", /[)\]]/y],
  ["comma", /,/y],
  ["dot", /\./y],
  ["operator", /[-+*/<>=~!@#%^&|`?:]+/y],
];

/** Splits an expression; null when it holds something unknown, so that no half-read condition is ever advised on. */
export function tokenize(text: string): readonly Token[] | null {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at] ?? "")) {
      at += 1;
      continue;
    }
    const found = readToken(text, at);
    if (found === null) return null;
    tokens.push(found.token);
    at = found.end;
  }
  return tokens;
}

function readToken(text: string, at: number): { readonly token: Token; readonly end: number } | null {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(text)?.[0];
    if (match === undefined) continue;
    const isQuotedName = kind === "name" && match.startsWith('"');
    const unquoted = isQuotedName ? match.slice(1, -1).replaceAll('""', '"') : match;
    return { token: { kind, text: unquoted }, end: at + match.length };
  }
  return null;
}
