import { isPrintedOnce } from "../details/plain-values.ts";
import { readDetail } from "../details/read-detail.ts";
import { readSummary } from "../details/read-summary.ts";
import { isHeading, isSummary } from "../lines/line-kinds.ts";
import { breaksAt } from "../plan-text-error.ts";
import type { NodeDraft, PlanDraft } from "./node-draft.ts";
import { type NodeLine, readNodeLine } from "./read-node-line.ts";

/** A line of a plan, whole. */
export interface PlanLine {
  readonly number: number;
  readonly column: number;
  readonly kind: "root" | "node" | "other";
  readonly text: string;
}

const arrowWidth = 6;
const headingIndent = 2;

/** Builds the trees of the plans by their indentation. Throws `invalidInput` where it does not fit. */
export function buildPlans(lines: readonly PlanLine[]): readonly PlanDraft[] {
  const plans: PlanDraft[] = [];
  let builder: PlanBuilder | null = null;
  for (const line of lines) {
    if (line.kind === "root") {
      builder?.finish();
      builder = new PlanBuilder(line);
      plans.push(builder.plan);
    } else builder?.read(line);
  }
  builder?.finish();
  return plans;
}

class PlanBuilder {
  readonly plan: PlanDraft;
  private readonly stack: NodeDraft[];
  private heading: { readonly line: PlanLine; readonly owner: NodeDraft } | null = null;
  /** The key of the line that the lines below it, two blanks further in, belong to. */
  private block: { readonly key: string; readonly column: number } | null = null;
  private isSummarizing = false;

  constructor(line: PlanLine) {
    const read = readNode(line, line.text);
    const root: NodeDraft = {
      line: line.number,
      content: null,
      entries: { ...read.properties },
      children: [],
      heading: null,
      neverExecuted: read.neverExecuted,
      keys: new Set(),
    };
    this.plan = {
      root,
      summary: {},
      hasCosts: read.hasCosts,
      isAnalyzed: read.isAnalyzed,
      hasDecimalRows: read.hasDecimalRows,
    };
    this.stack = [root];
  }

  read(line: PlanLine): void {
    if (this.isSummarizing || this.startsSummary(line)) this.readSummaryLine(line);
    else if (line.kind === "node") this.readNodeLine(line);
    else this.readOther(line);
  }

  finish(): void {
    if (this.heading !== null) throw breaksAt(this.heading.line.number, "the node of this part is missing.");
  }

  private startsSummary({ column, text, kind }: PlanLine): boolean {
    const { content } = this.plan.root;
    if (kind === "node" || !(content === null || column < content)) return false;
    // Two blanks before the details of the root is where the statement's own lines stand, known or not.
    return isSummary(text) || (content !== null && column === content - headingIndent);
  }

  private readSummaryLine(line: PlanLine): void {
    if (line.kind === "node") throw breaksAt(line.number, "a node stands behind the end of its plan.");
    if (this.heading !== null) this.finish();
    this.isSummarizing = true;
    const { block } = this;
    const isNested = block !== null && line.column > block.column;
    if (!isNested) this.block = { key: line.text.slice(0, line.text.indexOf(":")), column: line.column };
    readSummary(this.plan.summary, line.text, isNested ? block.key : null);
  }

  private readNodeLine(line: PlanLine): void {
    this.block = null;
    const parent = this.ownerOf(line, this.heading === null ? 0 : headingIndent);
    const heading = this.heading?.line.text ?? null;
    if (this.heading !== null && this.heading.owner !== parent)
      throw breaksAt(line.number, "the indentation does not fit the line before.");
    this.heading = null;
    const read = readNode(line, line.text.replace(/^->\s+/, ""));
    this.checkFigures(line, read);
    if (read.hasDecimalRows) this.plan.hasDecimalRows = true;
    const node: NodeDraft = {
      line: line.number,
      content: line.column + arrowWidth,
      entries: { ...read.properties },
      children: [],
      heading,
      neverExecuted: read.neverExecuted,
      keys: new Set(),
    };
    parent.children.push(node);
    this.stack.push(node);
  }

  /** What the root prints, every node prints: a line without it was cut. */
  private checkFigures(line: PlanLine, { hasCosts, isAnalyzed }: NodeLine): void {
    if (hasCosts === this.plan.hasCosts && isAnalyzed === this.plan.isAnalyzed) return;
    throw breaksAt(
      line.number,
      "this node does not have the figures that the first node has; the line may be cut off.",
    );
  }

  private readOther(line: PlanLine): void {
    const { block } = this;
    if (this.heading !== null) this.finish();
    if (block !== null && isBelow(line, block)) {
      const owner = this.stack.at(-1);
      if (owner) readDetail(owner.entries, line.text, block.key);
      return;
    }
    const owner = this.ownerOf(line, 0);
    if (isHeading(line.text)) {
      this.block = null;
      this.heading = { line, owner };
      return;
    }
    if (owner.children.length > 0)
      throw breaksAt(line.number, "it belongs to a node whose own line is missing, or its indentation was lost.");
    const key = line.text.slice(0, line.text.indexOf(":"));
    if (owner.keys.has(key) && isPrintedOnce(key))
      throw breaksAt(line.number, `its node has ${key} already; the line of another node is missing before it.`);
    owner.keys.add(key);
    this.block = { key, column: line.column };
    readDetail(owner.entries, line.text, null);
  }

  /** The node whose details begin where this line does (`indent` further in, under a heading). */
  private ownerOf(line: PlanLine, indent: number): NodeDraft {
    const column = line.column - indent;
    const [root] = this.stack;
    if (root !== undefined && root.content === null) root.content = column;
    while (this.stack.length > 1 && (this.stack.at(-1)?.content ?? 0) > column) this.stack.pop();
    const owner = this.stack.at(-1);
    if (owner?.content === column) return owner;
    throw breaksAt(
      line.number,
      "its indentation fits none of the nodes above. Lines are missing before it, or blanks were lost.",
    );
  }
}

/** Whether a line belongs to the line above it: a worker's figures and its JIT, the keys of a sorted grouping set. */
function isBelow(
  { column }: PlanLine,
  { key, column: above }: { readonly key: string; readonly column: number },
): boolean {
  const indent = column - above;
  return /^Worker \d+$/.test(key) ? indent === 2 || indent === 4 : key === "Sort Key" && indent === 2;
}

function readNode(line: PlanLine, text: string): NodeLine {
  const read = readNodeLine(text);
  if (read === null) throw breaksAt(line.number, "the figures of this node cannot be read; the line may be cut off.");
  return read;
}
