import { visibleText } from "../../../../shared/findings/visible-text.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as the content of HTML or SVG, or as an attribute in quotes: never markup, and nothing in it hides or turns. */
export function toMarkup(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
