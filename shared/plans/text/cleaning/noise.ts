/** Characters that draw the lines of a table. */
const ruleLine = /^[\s+|\-─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╟╢╒╕╘╛╞╡]{3,}$/;
const header = /^"?query[ _]plan"?$/i;
const rowCount = /^[(（]\s*(\d+)\s*[\p{L}\s]{1,24}[)）]$/u;
const timing = /^Time: [\d.,]+ (ms|s)\b/;
// "=" of a first line; the other marks only with "#", because "->" is an operator and an arrow.
const prompt = /^\w[\w.@:/-]{0,62}(=[>#]|[-*('"!^$]#)(\s|$)/;
const fence = /^(```|~~~)/;
const record = /^[-─]\[ ?RECORD \d+ ?\][-─+┬]*$/;

const maxHeader = 12;
const isRuleStart: ReadonlySet<string> = new Set("+|-─━═┌├└╔╠╚╟╒╞╘");

/** What a line is when it is no part of a plan: `rule` of a table, or a `break` before or after which another plan may stand. */
export function noiseOf(text: string): "rule" | "break" | null {
  const line = text.trim();
  // Most lines are told by their first character: a text may have very many.
  const first = line.charAt(0);
  if (isRuleStart.has(first)) return line.length >= 3 && (ruleLine.test(line) || record.test(line)) ? "rule" : null;
  if (first === "T" && timing.test(line)) return "rule";
  if (first === "(" || first === "（") return rowCount.test(line) ? "break" : null;
  if (first === "`" || first === "~") return fence.test(line) ? "break" : null;
  const isShort = line.length <= maxHeader && header.test(line);
  return isShort || (line.includes("#") || line.includes("=>") ? prompt.test(line) : false) ? "break" : null;
}

/** The rows that psql says it printed, in whatever language: `(8 rows)`, `(8 lignes)`. */
export function printedRows(text: string): number | null {
  const count = rowCount.exec(text.trim())?.[1];
  return count === undefined ? null : Number(count);
}

/** Whether this is the head of psql's column. */
export function isHeader(text: string): boolean {
  return header.test(text.trim());
}
