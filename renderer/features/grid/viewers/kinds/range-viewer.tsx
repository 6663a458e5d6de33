import { visibleName } from "../../../../ui/display/visible-name.ts";
import { type RangeText, rangeWords, readMultirangeText, readRangeText } from "../reading/range-text.ts";
import type { Viewer, ViewerProps } from "../viewer.ts";

/** What the brackets of a range, or of the ranges of a multirange, mean in words. */
export const rangeViewer: Viewer = {
  id: "range",
  form: "note",
  fits: ({ baseType }, text) => /range$/.test(baseType) && rangesOf(text) !== null,
  View: RangeNote,
};

function RangeNote({ text }: ViewerProps) {
  const ranges = rangesOf(text);
  if (!ranges) return null;
  const shown = ranges.slice(0, shownRanges).map(rangeWords);
  const more = ranges.length - shown.length;
  return (
    <>
      {ranges.length === 0
        ? "holds nothing"
        : visibleName([...shown, ...(more > 0 ? [`${more} more`] : [])].join("; "))}
    </>
  );
}

const shownRanges = 20;

function rangesOf(text: string): readonly RangeText[] | null {
  const range = readRangeText(text);
  return range ? [range] : readMultirangeText(text);
}
