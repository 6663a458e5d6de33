/** A text as a terminal of so many columns breaks its lines, and as a copy loses the blanks at their ends. */
export function wrapHard(text: string, width: number): string {
  const pieces = new RegExp(`.{1,${width}}`, "g");
  return text
    .split("\n")
    .flatMap((line) => (line.match(pieces) ?? [""]).map((piece) => piece.trimEnd()))
    .join("\n");
}

/** A text as a mail breaks its lines: at single blanks, before a column. */
export function wrapWords(text: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line) => wrapLine(line, width))
    .join("\n");
}

function wrapLine(line: string, width: number): readonly string[] {
  const rows = [/^ */.exec(line)?.[0] ?? ""];
  for (const word of line.trimStart().split(/(?<! ) (?! )/)) {
    const row = rows.at(-1) ?? "";
    const isEmpty = row.trim() === "";
    if (!isEmpty && row.length + word.length + 1 > width) rows.push(word);
    else rows.splice(-1, 1, isEmpty ? row + word : `${row} ${word}`);
  }
  return rows;
}
