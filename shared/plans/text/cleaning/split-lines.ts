import type { TextLine } from "./text-line.ts";

const tabWidth = 8;
const invisible = /[\u200b\u2060\ufeff]/g;
const oddBlanks = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
// Colours of a terminal.
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for.
const colours = /\u001b\[[0-9;]*[A-Za-z]/g;

/** The lines of a text with plain blanks; what nobody sees is taken out, tabs at the start are eight blanks wide. */
export function splitLines(text: string): readonly TextLine[] {
  return text
    .replace(colours, "")
    .replace(invisible, "")
    .replace(oddBlanks, " ")
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line, index) => ({ number: index + 1, text: expandTabs(line).trimEnd() }));
}

function expandTabs(line: string): string {
  if (!line.includes("\t")) return line;
  const start = line.length - line.trimStart().length;
  return line.slice(0, start).replaceAll("\t", " ".repeat(tabWidth)) + line.slice(start).replaceAll("\t", " ");
}
