import type { TextLine } from "./text-line.ts";

const planEntry = /\bduration: [\d.]+ ms\s+plan:\s*(.*)$/;
const otherEntry =
  /^(?:\S.*)?\b(LOG|CONTEXT|STATEMENT|DETAIL|ERROR|HINT|WARNING|NOTICE|INFO|FATAL|PANIC|DEBUG\d?|QUERY|LOCATION): /;
/** `Nov 29 10:00:00 host postgres[77]: [5-2] `, before every line of a message; a tab is written as #011. */
const syslog = /^.{0,200}?\[\d+\]: \[\d+-\d+\] ?/;
/** In a log of comma-separated values the message is one of many fields, and ends with the quote. */
const csvEntry = /,"duration: /;
const csvEnd = /"(?:,[^,]{0,200}){2,}$/;

/** Of a server's log only what auto_explain wrote; any other text as it is. */
export function pickLogged(lines: readonly TextLine[]): readonly TextLine[] {
  if (!lines.some(({ text }) => planEntry.test(text))) return lines;
  const picked: TextLine[] = [];
  let isPlan = false;
  let isCsv = false;
  let afterBreak = false;
  for (const line of lines) {
    const whole = line.text.replace(syslog, "").replace(/^#011/, "        ");
    const first = planEntry.exec(whole)?.[1];
    if (first !== undefined) {
      isPlan = true;
      isCsv = csvEntry.test(whole);
      afterBreak = true;
    } else if (otherEntry.test(whole)) isPlan = false;
    const text = first ?? whole;
    if (!isPlan || (first !== undefined && text === "")) continue;
    picked.push({ ...line, text: isCsv ? unquoteField(text) : text, ...(afterBreak ? { afterBreak } : {}) });
    afterBreak = false;
    if (isCsv && csvEnd.test(text)) isPlan = false;
  }
  return picked;
}

function unquoteField(text: string): string {
  return text.replace(csvEnd, "").replaceAll('""', '"').trimEnd();
}
