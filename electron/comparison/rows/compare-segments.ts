/** Which segments differ, and what all of them say together. */
export interface SegmentsComparison {
  /** A bit for each segment, in the order of `get_bit`. */
  readonly chosen: Buffer;
  readonly differing: number;
  readonly rows: readonly [from: number, to: number];
}

/**
 * Holds the segments of two sides against each other: `segment rows fold` in lines. Segments are alike when the
 * number of their rows and the fold of their hashes are.
 */
export function compareSegments(from: string, to: string, segments: number): SegmentsComparison {
  const chosen = Buffer.alloc(Math.ceil(segments / 8));
  const left = readLines(from);
  const right = readLines(to);
  let differing = 0;
  const choose = (segment: number) => {
    const byte = segment >> 3;
    chosen[byte] = (chosen[byte] ?? 0) | (1 << (segment & 7));
    differing += 1;
  };
  for (const [segment, line] of left.lines) if (right.lines.get(segment) !== line) choose(segment);
  for (const segment of right.lines.keys()) if (!left.lines.has(segment)) choose(segment);
  return { chosen, differing, rows: [left.rows, right.rows] };
}

function readLines(text: string): { readonly lines: ReadonlyMap<number, string>; readonly rows: number } {
  const lines = new Map<number, string>();
  let rows = 0;
  if (text === "") return { lines, rows };
  for (const line of text.split("\n")) {
    const at = line.indexOf(" ");
    rows += Number(line.slice(at + 1, line.indexOf(" ", at + 1)));
    lines.set(Number(line.slice(0, at)), line);
  }
  return { lines, rows };
}
