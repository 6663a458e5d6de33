import { noiseOf } from "./noise.ts";
import type { TextLine } from "./text-line.ts";

type Frame = (lines: readonly TextLine[]) => readonly TextLine[];

const bordered = /^\s*[|│║](.*)[|│║]\s*$/;
const mailQuote = /^\s{0,3}> ?/;
const lineNumber = /^\s*(\d{1,6})[.:)|]?(?:\s|$)/;
const quoted = /^\s*"(.*)"[,;]?$/;
const expanded = /^\s*query[ _]plan\s*[|│] ?/i;
/** The rest of a value of several lines has the column's width in blanks before its border. */
const expandedRest = /^\s*(?:query[ _]plan)?\s*[|│] ?/i;

/** Takes away, as often as there is one, what stands around every line: borders, quotes, numbers, marks of mails. */
export function stripFrames(lines: readonly TextLine[]): readonly TextLine[] {
  let stripped = lines;
  for (let round = 0; round < 6; round += 1) {
    const before = stripped;
    for (const frame of frames) stripped = frame(stripped);
    if (stripped === before) break;
  }
  return stripped;
}

const stripBorders: Frame = (lines) => mapSome(lines, 1, (text) => bordered.exec(text)?.[1] ?? null);

const stripMailQuotes: Frame = (lines) =>
  mapSome(lines, 1, (text) => (mailQuote.test(text) ? text.replace(mailQuote, "") : null));

/** psql's `\x`: the name of the column stands before each line. */
const stripExpanded: Frame = (lines) =>
  lines.some(({ text }) => expanded.test(text))
    ? mapSome(lines, 1, (text) => (expandedRest.test(text) ? text.replace(expandedRest, "") : null))
    : lines;

/** Numbers before the lines, when they count up without a gap. */
const stripNumbers: Frame = (lines) => {
  const full = lines.filter(({ text }) => text.trim() !== "");
  const numbers = full.map(({ text }) => Number(lineNumber.exec(text)?.[1] ?? Number.NaN));
  const isCounting = numbers.every((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1);
  if (numbers.length < 2 || !isCounting || Number.isNaN(numbers[0])) return lines;
  return lines.map((line) => ({ ...line, text: line.text.replace(lineNumber, "") }));
};

/** Quotes around each line, as tables of other tools copy them; a doubled quote inside is one. */
const stripQuotes: Frame = (lines) => {
  const full = lines.filter(({ text }) => text.trim() !== "" && noiseOf(text) === null);
  // In JSON a line may start and end with a quote, too.
  const isJson = /^\s*[[{]/.test(full[0]?.text ?? "");
  if (isJson || full.length === 0 || !full.every(({ text }) => quoted.test(text))) return lines;
  return lines.map((line) => {
    const inner = quoted.exec(line.text)?.[1];
    return inner === undefined ? line : { ...line, text: inner.replaceAll('""', '"').trimEnd() };
  });
};

/** psql marks a line break inside a value with `+` (or `↵`) behind the column's widest text. */
const stripMarks: Frame = (lines) => {
  const marked = lines.filter(({ text }) => /[+↵]$/.test(text) && noiseOf(text) === null);
  const width = marked[0]?.text.length ?? 0;
  const isMarked = new Set(marked);
  const others = lines.filter((line) => !isMarked.has(line) && noiseOf(line.text) === null);
  const isColumn =
    marked.every(({ text }) => text.length === width) && others.every(({ text }) => text.length <= width);
  if (marked.length === 0 || !isColumn) return lines;
  return lines.map((line) =>
    isMarked.has(line) ? { ...line, text: line.text.slice(0, -1).trimEnd(), goesOn: true } : line,
  );
};

/** psql's format `wrapped` puts a dot where it broke a line and one before the rest. */
const joinWrapped: Frame = (lines) => {
  const isBroken = (index: number) =>
    lines[index]?.text.endsWith(".") === true && lines[index + 1]?.text.startsWith(".") === true;
  // All lines have a margin then, which is a blank or the dot; else a number was broken at its point.
  const hasMargin = lines.every(({ text }) => text === "" || /^[ .]/.test(text) || noiseOf(text) !== null);
  if (!hasMargin || !lines.some((_, index) => isBroken(index))) return lines;
  const joined: TextLine[] = [];
  for (const [index, line] of lines.entries()) {
    const before = joined.at(-1);
    if (before === undefined || !isBroken(index - 1)) joined.push(line);
    else joined.splice(-1, 1, { ...before, text: before.text.slice(0, -1) + line.text.slice(1) });
  }
  return joined;
};

const frames: readonly Frame[] = [
  stripBorders,
  stripMailQuotes,
  stripExpanded,
  stripNumbers,
  stripQuotes,
  joinWrapped,
  stripMarks,
];

function mapSome(
  lines: readonly TextLine[],
  least: number,
  strip: (text: string) => string | null,
): readonly TextLine[] {
  const stripped = lines.map(({ text }) => (noiseOf(text) === "rule" ? null : strip(text)));
  if (stripped.filter((text) => text !== null).length < least) return lines;
  return lines.map((line, index) => {
    const text = stripped[index];
    return text == null ? line : { ...line, text: text.trimEnd() };
  });
}
