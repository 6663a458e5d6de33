import type { LogicalLine, Piece } from "./logical-lines.ts";

/** How a text was broken: `hard` in the middle of words at one width, `words` at blanks. */
export type Wrapping = "hard" | "words";

/** The blanks that may have been lost at the end of a line that was broken hard. */
const slack = 3;
const leastWidth = 40;

/** The ways to read the text, the likelier first: all lines that were broken are as wide as the widest, or they are not. */
export function likelyWrappings(lines: readonly LogicalLine[], width: number): readonly Wrapping[] {
  const broken = lines.flatMap(({ pieces }) => pieces.filter((_, index) => pieces[index + 1]?.joint === "wrap"));
  if (broken.length === 0) return ["words"];
  // A terminal fills each line; only where a blank came last it looks shorter. Words end where they end.
  const full = broken.filter(({ text }) => text.length === width).length;
  const isFilled = full * 2 >= broken.length && broken.every(({ text }) => text.length >= width - slack);
  const isHard = width >= leastWidth && isFilled;
  return isHard ? ["hard", "words"] : ["words", "hard"];
}

/** The text of a line, put together again; `width` is that of the terminal. */
export function joinPieces(pieces: readonly Piece[], wrapping: Wrapping, width: number): string {
  const [first, ...others] = pieces;
  if (first === undefined) return "";
  const parts: string[] = [first.text.trimStart()];
  let before = first;
  for (const piece of others) {
    if (piece.joint === "value") parts.push("\n", piece.text);
    else if (wrapping === "words") parts.push(" ", piece.text.trimStart());
    else parts.push(" ".repeat(Math.max(0, width - before.text.length)), piece.text);
    before = piece;
  }
  return parts.join("");
}
