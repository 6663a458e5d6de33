import { visibleText } from "./visible-text.ts";

/** The characters that mean something in HTML, SVG and XML, and what stands for them. */
export const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as the content of HTML, SVG or XML, or as an attribute in quotes: never markup, and nothing in it hides or turns. */
export function toHtml(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
