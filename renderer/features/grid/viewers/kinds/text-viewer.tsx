import { formatAmount } from "../../../../ui/display/format.ts";
import type { Viewer, ViewerProps } from "../viewer.ts";
import { visibleLines } from "../visible-lines.ts";

const longFrom = 160;
const types: ReadonlySet<string> = new Set(["text", "varchar", "bpchar", "xml", "citext", "name", "tsvector"]);
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const ordinary = /[\n\r\t\u200c\u200d]/;

function hiddenCount(text: string): number {
  return [...text.matchAll(hidden)].filter(([character]) => !ordinary.test(character)).length;
}

/** Long text in a box of its own, with its size, and how many characters of it hide. */
export const textViewer: Viewer = {
  id: "text",
  form: "panel",
  fits: ({ baseType }, text) =>
    types.has(baseType) && (text.length > longFrom || text.includes("\n") || hiddenCount(text) > 0),
  View: TextView,
};

function TextView({ text, isWhole }: ViewerProps) {
  const characters = [...text].length;
  const lines = text.split("\n").length;
  const count = hiddenCount(text);
  return (
    <>
      <pre className="viewer-text">{visibleLines(text)}</pre>
      <p className="row-value-note">
        {isWhole ? "" : "Here: "}
        {formatAmount(characters, "character")}
        {lines > 1 && `, ${formatAmount(lines, "line")}`}
        {count > 0 && `, ${formatAmount(count, "hidden character")} shown as \\u{…}`}
      </p>
    </>
  );
}
