import { entities } from "../../findings/to-html.ts";
import { visibleText } from "../../findings/visible-text.ts";

/** Text as Markdown on one line: no character of it means anything, line ends become `<br>`. */
export function toMarkdown(text: string): string {
  return visibleText(text)
    .replace(/[\\`*_[\]<>|&#~!$@]/g, (character) => entities[character] ?? `\\${character}`)
    .replace(/^(\s*)([-+=]|\d+[.)])/gm, "$1\\$2")
    .replace(/:\/\//g, ":&#47;&#47;") // GitHub makes links of bare addresses
    .replace(/\n/g, "<br>");
}

/** Text as a block of code, fenced by more backticks than it has. */
export function toMarkdownCode(text: string, language: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${visibleText(text)}\n${fence}`;
}

/** An id for an anchor: the same for the same names, and never the same for others. */
export function anchorOf(...names: readonly string[]): string {
  return names
    .map((name) =>
      name.replace(/[^A-Za-z0-9_.-]/gu, (character) => `~${(character.codePointAt(0) ?? 0).toString(16)}~`),
    )
    .join(":");
}
