const odd = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const oddAll = new RegExp(odd, "gu");
const signs: Readonly<Record<string, string>> = { "\n": "↵", "\t": "⇥", "\r": "␍" };
const joiners = new Set(["\u200d", "\u200c"]);
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** A value on one line: line ends and tabs as signs, what hides or turns the writing around as `\u{202e}`. */
export function cellText(text: string): string {
  if (!odd.test(text)) return text;
  return text.replace(oddAll, (character) => {
    if (joiners.has(character)) return character;
    return signs[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/** A UUID by its ends, for a narrow column: `ee65f53e…9421`. Anything else as it is. */
export function shortUuid(text: string): string {
  return uuid.test(text) ? `${text.slice(0, 8)}…${text.slice(-4)}` : text;
}
