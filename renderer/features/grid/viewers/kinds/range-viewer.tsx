import { visibleName } from "../../../../ui/display/visible-name.ts";
import { rangeWords, readRangeText } from "../reading/range-text.ts";
import type { Viewer, ViewerProps } from "../viewer.ts";

/** What the brackets of a range mean, in words. */
export const rangeViewer: Viewer = {
  id: "range",
  form: "note",
  fits: ({ baseType }, text) =>
    /range$/.test(baseType) && !/multirange$/.test(baseType) && readRangeText(text) !== null,
  View: RangeNote,
};

function RangeNote({ text }: ViewerProps) {
  const range = readRangeText(text);
  return range && <>{visibleName(rangeWords(range))}</>;
}
