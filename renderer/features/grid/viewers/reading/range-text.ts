/** A range as its text says. A bound that is open is null. */
export type RangeText =
  | { readonly kind: "empty" }
  | {
      readonly kind: "bounds";
      readonly lower: string | null;
      readonly isLowerIncluded: boolean;
      readonly upper: string | null;
      readonly isUpperIncluded: boolean;
    };

const bound = String.raw`((?:"(?:[^"\\]|\\.|"")*"|[^",\\()\[\]]|\\.)*)`;
const pattern = String.raw`([\[(])${bound},${bound}([\])])`;
const rangePattern = new RegExp(`^${pattern}$`, "s");

/** Reads the server's text of a range; null when it is none. */
export function readRangeText(text: string): RangeText | null {
  if (text === "empty") return { kind: "empty" };
  const found = rangePattern.exec(text);
  return found && toRange(found);
}

/** Reads the server's text of a multirange; null when it is none. Its ranges are never empty ones. */
export function readMultirangeText(text: string): readonly RangeText[] | null {
  if (!text.startsWith("{") || !text.endsWith("}")) return null;
  const inside = text.slice(1, -1);
  const next = new RegExp(`${pattern}(?:,(?=.)|$)`, "sy");
  const ranges: RangeText[] = [];
  while (next.lastIndex < inside.length) {
    const found = next.exec(inside);
    if (!found) return null;
    ranges.push(toRange(found));
  }
  return ranges;
}

function toRange([, open, lower = "", upper = "", close]: RegExpExecArray): RangeText {
  return {
    kind: "bounds",
    lower: lower === "" ? null : unquoted(lower),
    isLowerIncluded: open === "[",
    upper: upper === "" ? null : unquoted(upper),
    isUpperIncluded: close === "]",
  };
}

function unquoted(text: string): string {
  return text
    .replace(/"((?:[^"\\]|\\.|"")*)"/gs, (_, inside: string) => inside.replaceAll('""', '"'))
    .replace(/\\(.)/gs, "$1");
}

/** The range in words. */
export function rangeWords(range: RangeText): string {
  if (range.kind === "empty") return "holds nothing";
  const { lower, upper } = range;
  const from = lower === null ? null : `from ${lower}${range.isLowerIncluded ? "" : " (excluded)"}`;
  const to = upper === null ? null : `to ${upper}${range.isUpperIncluded ? "" : " (excluded)"}`;
  return [from, to].filter((part) => part !== null).join(" ") || "without bounds";
}
