import { startsWithNodeType } from "../nodes/node-types.ts";

/** The arrow before every node but the root. */
const arrow = /^->\s+\S/;
/** What stands behind the name of a node, wherever the line was cut. */
const figures = /\((cost=\d|actual (time=|rows=)|never executed\))/;
const wholeFigures = /\((?:cost=[^()]*|actual [^()]*|never executed)\)\s*(?:\([^()]*\)\s*)*$/;
const heading = /^(?:(?:InitPlan|SubPlan) \S+(?: \(returns [^()]*\))?|CTE \S.*)$/;
/** Words with one blank between them: two blanks stand between the figures of one line. */
const key = /^[A-Z][\w/().$"-]{0,60}(?: [\w/().$"-]{1,60}){0,8}:(?:\s|$)/;
/** The end of a part's key whose first word stands at the end of the line before. */
const partEnd = /^(?:Usage|Storage|Memory|Disk|Methods?):/;
const partStart = /\s(?:Memory|Disk|Maximum|Peak|Average|Sort)$/;
/** Parts of a longer line that look like keys of their own when a line was wrapped before them. */
const partKeys =
  /^(?:Memory|Disk|Memory Usage|Disk Usage|Batches|Misses|Evictions|Overflows|Maximum Storage|Sort Methods?|Average Memory|Peak Memory|Average Disk|Peak Disk):/;
const summary =
  /^(?:Planning|Planning [Tt]ime|Execution [Tt]ime|Total runtime|Settings|Query Identifier|JIT|Serialization):(?:\s|$)|^Trigger \S/;

/** How a line begins; all of these take a line without the blanks before it. */
export const beginsNode = (text: string): boolean => arrow.test(text);
/** Whether figures of a node begin in this text. */
export const hasFigures = (text: string): boolean => figures.test(text);
/** Whether the figures of a node end the text. */
export const endsWithFigures = (text: string): boolean => wholeFigures.test(text);
/** Whether it names the InitPlan, SubPlan or CTE that the next node is. */
export const isHeading = (text: string): boolean => heading.test(text);
/** Whether it is `Key: value`. */
export const hasKey = (text: string): boolean => key.test(text);
/** Whether its key is one that stands inside longer lines. */
export const hasPartKey = (text: string): boolean => partKeys.test(text);
/** Whether a line was broken inside of a part's key. */
export const endsPartKey = (before: string, text: string): boolean => partEnd.test(text) && partStart.test(before);
/** Whether it belongs to the statement and not to a node. */
export const isSummary = (text: string): boolean => summary.test(text);
/** The figures alone: never the start of a line. */
export const isFiguresOnly = (text: string): boolean => /^\((cost=|actual |never executed\))/.test(text);
/** A target of a ModifyTable with several. */
export const isTarget = (text: string): boolean =>
  /^(?:Foreign )?(?:Insert|Update|Delete|Merge) on \S/.test(text) && !hasFigures(text);
/** Values that are printed raw: a quote or bracket in them means nothing. */
export const isRaw = (text: string): boolean =>
  /^(?:Trigger |CTE |Foreign File|Foreign Program|Query Text|Query Parameters)/.test(text);

/** Whether a line that is no node with an arrow can be the root of a plan; `next` is the line after it. */
export function canBeRoot(text: string, next: string, hasAnyFigures: boolean): boolean {
  if (beginsNode(text) || isFiguresOnly(text)) return false;
  if (hasFigures(text)) return /^[A-Z]/.test(text) && (endsWithFigures(text) || !hasKey(text));
  if (!startsWithNodeType(text)) return false;
  return !hasAnyFigures || (!beginsNode(next) && /cost=|width=|rows=/.test(next));
}
