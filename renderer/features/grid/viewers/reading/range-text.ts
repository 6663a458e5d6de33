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
const rangePattern = new RegExp(String.raw`^([\[(])${bound},${bound}([\])])$`, "s");

/** Reads the server's text of a range; null when it is none. */
export function readRangeText(text: string): RangeText | null {
  if (text === "empty") return { kind: "empty" };
  const found = rangePattern.exec(text);
  if (!found) return null;
  const [, open, lower = "", upper = "", close] = found;
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
