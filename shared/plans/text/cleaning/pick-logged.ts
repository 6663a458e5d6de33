import type { TextLine } from "./text-line.ts";

const planEntry = /\bduration: [\d.]+ ms\s+plan:\s*(.*)$/;
const otherEntry =
  /^\S.*\b(LOG|CONTEXT|STATEMENT|DETAIL|ERROR|HINT|WARNING|NOTICE|INFO|FATAL|PANIC|DEBUG\d?|QUERY|LOCATION): /;

/** Of a server's log only what auto_explain wrote; any other text as it is. */
export function pickLogged(lines: readonly TextLine[]): readonly TextLine[] {
  if (!lines.some(({ text }) => planEntry.test(text))) return lines;
  const picked: TextLine[] = [];
  let isPlan = false;
  let afterBreak = false;
  for (const line of lines) {
    const first = planEntry.exec(line.text)?.[1];
    if (first !== undefined) {
      isPlan = true;
      afterBreak = true;
    } else if (otherEntry.test(line.text)) isPlan = false;
    const text = first ?? line.text;
    if (!isPlan || (first !== undefined && text === "")) continue;
    picked.push(afterBreak ? { ...line, text, afterBreak } : { ...line, text });
    afterBreak = false;
  }
  return picked;
}
