/** A character that can hide or reorder what a script says. `line` and `column` are 1-based; columns count UTF-16. */
export interface HiddenCharacter {
  readonly code: string;
  readonly name: string;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** Controls, formatting and ignorable characters, and blanks that are no plain space; tabs and line ends are fine. */
const hiddenPattern = /(?![ \t\n]|\r\n)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;

const names: Readonly<Record<string, string>> = {
  "U+00A0": "no-break space",
  "U+00AD": "soft hyphen",
  "U+200B": "zero-width space",
  "U+200C": "zero-width non-joiner",
  "U+200D": "zero-width joiner",
  "U+200E": "left-to-right mark",
  "U+200F": "right-to-left mark",
  "U+202A": "left-to-right embedding",
  "U+202B": "right-to-left embedding",
  "U+202C": "pop directional formatting",
  "U+202D": "left-to-right override",
  "U+202E": "right-to-left override",
  "U+2060": "word joiner",
  "U+2066": "left-to-right isolate",
  "U+2067": "right-to-left isolate",
  "U+2068": "first strong isolate",
  "U+2069": "pop directional isolate",
  "U+FEFF": "byte order mark",
};

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Every hidden character of a script, in order. */
export function findHidden(text: string): readonly HiddenCharacter[] {
  return [...text.matchAll(hiddenPattern)].map((match) => {
    const before = text.slice(0, match.index);
    const code = codeOf(match[0]);
    return {
      code,
      name: names[code] ?? (match[0] === "\r" ? "carriage return" : "invisible character"),
      offset: match.index,
      line: before.split("\n").length,
      column: match.index - before.lastIndexOf("\n"),
    };
  });
}

/** The text with every hidden character written out (`⟨U+202E⟩`), so that what is shown is what would run. */
export function revealHidden(text: string): string {
  return text.replaceAll(hiddenPattern, (character) => `⟨${codeOf(character)}⟩`);
}

/** One sentence for a warning: which characters, and where the first stands. Empty when there are none. */
export function describeHidden(hidden: readonly HiddenCharacter[]): string {
  const [first] = hidden;
  if (!first) return "";
  const kinds = [...new Set(hidden.map((character) => `${character.name} (${character.code})`))].join(", ");
  const count = hidden.length === 1 ? "One hidden character" : `${hidden.length} hidden characters`;
  return `${count}: ${kinds}; the first in line ${first.line}, column ${first.column}. Written out below as ⟨U+…⟩.`;
}
