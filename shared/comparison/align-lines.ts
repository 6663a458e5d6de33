/** One line of two texts side by side; null where a side has none. */
export interface AlignedLine {
  readonly kind: "same" | "changed";
  readonly from: string | null;
  readonly to: string | null;
}

/** Beyond this many comparisons the middle is shown as changed as a whole. */
const mostCells = 4_000_000;

/** Two texts line by line: what both have stands side by side, what differs as low as it can. */
export function alignLines(from: string, to: string): readonly AlignedLine[] {
  const left = linesOf(from);
  const right = linesOf(to);
  const shared = Math.min(left.length, right.length);
  let head = 0;
  while (head < shared && left[head] === right[head]) head += 1;
  let tail = 0;
  while (tail < shared - head && left.at(-1 - tail) === right.at(-1 - tail)) tail += 1;
  const same = (lines: readonly string[]): AlignedLine[] =>
    lines.map((line) => ({ kind: "same", from: line, to: line }));
  return [
    ...same(left.slice(0, head)),
    ...alignMiddle(left.slice(head, left.length - tail), right.slice(head, right.length - tail)),
    ...same(left.slice(left.length - tail)),
  ];
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.split("\n");
}

function alignMiddle(left: readonly string[], right: readonly string[]): readonly AlignedLine[] {
  if (left.length * right.length > mostCells) return pairUp(left, right);
  const lengths = commonLengths(left, right);
  const lines: AlignedLine[] = [];
  let [i, j, fromStart, toStart] = [0, 0, 0, 0];
  const flush = () => lines.push(...pairUp(left.slice(fromStart, i), right.slice(toStart, j)));
  while (i < left.length && j < right.length) {
    const [line = "", other = ""] = [left[i], right[j]];
    if (line === other) {
      flush();
      lines.push({ kind: "same", from: line, to: other });
      i += 1;
      j += 1;
      [fromStart, toStart] = [i, j];
    } else if ((lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  [i, j] = [left.length, right.length];
  flush();
  return lines;
}

/** How many lines the rests of both sides have in common, by where the rests begin. */
function commonLengths(left: readonly string[], right: readonly string[]): readonly Uint32Array[] {
  const table = Array.from({ length: left.length + 1 }, () => new Uint32Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--) {
      const row = table[i];
      const below = table[i + 1];
      if (!row || !below) continue;
      row[j] = left[i] === right[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  return table;
}

function pairUp(left: readonly string[], right: readonly string[]): readonly AlignedLine[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at) => ({
    kind: "changed",
    from: left[at] ?? null,
    to: right[at] ?? null,
  }));
}
