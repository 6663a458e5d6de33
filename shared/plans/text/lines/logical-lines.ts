import { columnOf, type TextLine } from "../cleaning/text-line.ts";
import { breaksAt } from "../plan-text-error.ts";
import { type Balance, balanceAfter, closed, isOpen } from "./balance.ts";
import {
  beginsNode,
  canBeRoot,
  endsPartKey,
  endsWithFigures,
  hasFigures,
  hasKey,
  hasPartKey,
  isFiguresOnly,
  isHeading,
  isRaw,
  isSummary,
  isTarget,
} from "./line-kinds.ts";

/** One piece of a line that something broke; `wrap` where only the width was at an end, `value` where psql marked it. */
export interface Piece {
  readonly text: string;
  readonly joint: "first" | "wrap" | "value";
}

/** What EXPLAIN printed as one line. */
export interface LogicalLine {
  readonly number: number;
  readonly column: number;
  readonly kind: "root" | "node" | "other";
  readonly pieces: readonly Piece[];
}

/** The lines of plans, and how many lines were no part of one. */
export interface LogicalLines {
  readonly lines: readonly LogicalLine[];
  /** Numbers of lines before, between and behind plans. */
  readonly leftOut: readonly number[];
}

interface OpenLine {
  number: number;
  column: number;
  kind: LogicalLine["kind"];
  pieces: Piece[];
  balance: Balance;
  goesOn: boolean;
  text: string;
}

/** Puts the lines of a text together that belong together. Throws `invalidInput` where one is cut off. */
export function toLogicalLines(lines: readonly TextLine[]): LogicalLines {
  return new LineJoiner(lines).join();
}

class LineJoiner {
  private readonly lines: readonly TextLine[];
  private readonly hasAnyFigures: boolean;
  private readonly done: OpenLine[] = [];
  private readonly leftOut: number[] = [];
  private current: OpenLine | null = null;
  /** Where details of the node at hand begin; null until a root's first detail shows it. */
  private content: number | null = null;
  private rootColumn = 0;
  private afterBlank = false;
  private isSummarizing = false;
  private isEnded = true;

  constructor(lines: readonly TextLine[]) {
    this.lines = lines;
    this.hasAnyFigures = lines.some(({ text }) => hasFigures(text));
  }

  join(): LogicalLines {
    for (const [index, line] of this.lines.entries()) {
      if (line.text === "" && this.current?.goesOn !== true) this.afterBlank = true;
      else this.read(line, this.nextText(index));
    }
    if (this.current !== null) this.checkClosed(this.current);
    return {
      lines: this.done.map(({ number, column, kind, pieces }) => ({ number, column, kind, pieces })),
      leftOut: this.leftOut,
    };
  }

  private nextText(index: number): string {
    for (let at = index + 1; at < this.lines.length; at += 1) {
      const text = this.lines[at]?.text.trim() ?? "";
      if (text !== "") return text;
    }
    return "";
  }

  private read(line: TextLine, next: string): void {
    const text = line.text.trimStart();
    const column = columnOf(line.text);
    const { current } = this;
    if (current?.goesOn === true) this.add(line, "value");
    else if (this.isCut(line, text)) throw breaksAt(current?.number ?? line.number, "the line is cut off.");
    else if (current !== null && this.isRest(line, text, column)) this.add(line, "wrap");
    else if (this.isRoot(line, text, column, next)) this.begin(line, "root", column);
    else if (this.isEnded) this.leaveOut(line, text);
    else if (beginsNode(text)) this.begin(line, "node", column);
    else if (this.isDetail(text, column)) this.begin(line, "other", column);
    else if (this.afterBlank || line.afterBreak === true || this.isTimeGiven()) this.end(line, text);
    else if (current !== null) this.add(line, "wrap");
    this.afterBlank = false;
  }

  /** One of the last lines, whole: what follows is said about the plan. */
  private isTimeGiven(): boolean {
    return /^\s*(Planning|Execution) Time: [\d.]+ ms$/.test(this.current?.text ?? "");
  }

  /** An open bracket or quote, and the next node or another plan: what stood between them is lost. */
  private isCut(line: TextLine, text: string): boolean {
    if (this.current === null || !this.isWaiting(this.current)) return false;
    return line.afterBreak === true || (beginsNode(text) && (hasFigures(text) || !this.hasAnyFigures));
  }

  private isWaiting(line: OpenLine): boolean {
    return isOpen(line.balance);
  }

  /** What cannot begin a line: the rest of something open, figures without a name. */
  private isRest(line: TextLine, text: string, column: number): boolean {
    if (this.current === null || line.afterBreak === true) return false;
    if (this.isWaiting(this.current) || isFiguresOnly(text)) return true;
    if (endsPartKey(this.current.text, text)) return true;
    if (hasPartKey(text)) return column !== this.content && column !== (this.content ?? 0) + 2;
    const isNamed = this.current.kind !== "other" && this.hasAnyFigures && !endsWithFigures(this.current.text);
    return isNamed && !beginsNode(text) && !hasKey(text) && !isHeading(text);
  }

  private isRoot(line: TextLine, text: string, column: number, next: string): boolean {
    // A CTE may be called anything; its heading stands further in than the root.
    if (!this.isEnded && isHeading(text) && column > this.rootColumn) return false;
    if (!canBeRoot(text, next, this.hasAnyFigures)) return false;
    if (this.isEnded || line.afterBreak === true) return true;
    if (!hasFigures(text)) return this.afterBlank || this.isSummarizing;
    if (this.content !== null && column >= this.content && !this.isSummarizing)
      throw breaksAt(line.number, "a node stands here without its arrow (->).");
    return true;
  }

  /** In a plan: a key, a heading, a target, or anything where the node's details begin. */
  private isDetail(text: string, column: number): boolean {
    if (isSummary(text) || isHeading(text) || isTarget(text)) return true;
    if (this.content === null) return hasKey(text) || column === this.rootColumn + 2;
    return hasKey(text) || column === this.content || column === this.content + 2;
  }

  private begin(line: TextLine, kind: LogicalLine["kind"], column: number): void {
    if (this.current !== null) this.checkClosed(this.current);
    const text = line.text.trimStart();
    this.current = {
      number: line.number,
      column,
      kind,
      pieces: [{ text: line.text, joint: "first" }],
      balance: isRaw(text) ? closed : balanceAfter(closed, text),
      goesOn: line.goesOn === true,
      text: line.text,
    };
    this.done.push(this.current);
    this.isEnded = false;
    if (kind === "root") {
      this.content = null;
      this.rootColumn = column;
      this.isSummarizing = false;
    } else if (kind === "node") this.content = column + 6;
    else if (isSummary(text) && (this.content === null || column < this.content)) {
      this.isSummarizing = true;
      this.content = column + 2;
    } else this.content ??= column;
  }

  private add(line: TextLine, joint: "wrap" | "value"): void {
    const { current } = this;
    if (current === null) return;
    current.pieces.push({ text: line.text, joint });
    if (!isRaw(current.text.trimStart())) current.balance = balanceAfter(current.balance, line.text);
    current.text = `${current.text} ${line.text}`.slice(-maxTail);
    current.goesOn = line.goesOn === true;
  }

  private end(line: TextLine, text: string): void {
    this.isEnded = true;
    this.leaveOut(line, text);
  }

  private leaveOut(line: TextLine, text: string): void {
    if (beginsNode(text) && (hasFigures(text) || !this.hasAnyFigures))
      throw breaksAt(line.number, "a node stands here, and the plan that it belongs to begins nowhere.");
    if (text !== "") this.leftOut.push(line.number);
  }

  private checkClosed(line: OpenLine): void {
    if (this.isWaiting(line)) throw breaksAt(line.number, "the line is cut off.");
  }
}

/** Enough of a line's end to see whether its figures are whole. */
const maxTail = 400;
