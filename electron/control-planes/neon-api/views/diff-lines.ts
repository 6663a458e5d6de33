const contextLines = 3;

interface Line {
  readonly sign: " " | "-" | "+";
  readonly text: string;
  /** Its number in the first and in the second text, from 0; where it would stand in the one that lacks it. */
  readonly at: readonly [number, number];
}

/** The difference of two texts in the unified form, with three lines around each change; empty when there is none. */
export function diffLines(before: string, after: string, names: readonly [string, string]): string {
  const lines = compareLines(splitLines(before), splitLines(after));
  const changed = lines.flatMap((line, index) => (line.sign === " " ? [] : [index]));
  if (changed.length === 0) return "";
  const hunks: [number, number][] = [];
  for (const index of changed) {
    const [from, to] = [Math.max(0, index - contextLines), Math.min(lines.length, index + contextLines + 1)];
    const last = hunks.at(-1);
    if (last && from <= last[1]) last[1] = to;
    else hunks.push([from, to]);
  }
  const texts = hunks.map(([from, to]) => hunkText(lines.slice(from, to)));
  return `--- ${names[0]}\n+++ ${names[1]}\n${texts.join("")}`;
}

function hunkText(lines: readonly Line[]): string {
  const range = (side: 0 | 1, absent: string) => {
    const count = lines.filter(({ sign }) => sign !== absent).length;
    const start = lines[0]?.at[side] ?? 0;
    return `${count === 0 ? start : start + 1},${count}`;
  };
  const body = lines.map(({ sign, text }) => `${sign}${text}\n`).join("");
  return `@@ -${range(0, "+")} +${range(1, "-")} @@\n${body}`;
}

function splitLines(text: string): readonly string[] {
  const lines = text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

/** Equal lines at both ends first, the middle by its longest common part; a huge middle is replaced as a whole. */
function compareLines(before: readonly string[], after: readonly string[]): readonly Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const lines: Line[] = [];
  let at: readonly [number, number] = [0, 0];
  const add = (sign: Line["sign"], text: string) => {
    lines.push({ sign, text, at });
    at = [at[0] + (sign === "+" ? 0 : 1), at[1] + (sign === "-" ? 0 : 1)];
  };
  for (const text of before.slice(0, start)) add(" ", text);
  const middle = [before.slice(start, before.length - end), after.slice(start, after.length - end)] as const;
  for (const [sign, text] of compareMiddle(...middle)) add(sign, text);
  for (const text of before.slice(before.length - end)) add(" ", text);
  return lines;
}

const largestTable = 4_000_000;

function compareMiddle(
  before: readonly string[],
  after: readonly string[],
): readonly (readonly [Line["sign"], string])[] {
  const replaced = [...before.map((text) => ["-", text] as const), ...after.map((text) => ["+", text] as const)];
  if (before.length * after.length > largestTable) return replaced;
  const width = after.length + 1;
  // common[i * width + j]: how many lines the rests from i and j have in common, in order.
  const common = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      common[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const found: (readonly [Line["sign"], string])[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [left, right] = [before[i], after[j]];
    if (left !== undefined && left === right) {
      found.push([" ", left]);
      [i, j] = [i + 1, j + 1];
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      found.push(["-", left]);
      i++;
    } else if (right !== undefined) {
      found.push(["+", right]);
      j++;
    }
  }
  return found;
}
