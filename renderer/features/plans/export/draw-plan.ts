import { nodeTitle } from "../../../../shared/plans/comparing/node-title.ts";
import type { Plan, PlanNode } from "../../../../shared/plans/model.ts";
import { formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { layoutIcicle } from "../icicle/layout-icicle.ts";
import { colourer } from "../rules/colouring.ts";
import { estimatedTotal, nodeRemark } from "../rules/describe-node.ts";
import { heatOf } from "../rules/heat.ts";
import { drawRun, isNode } from "../rules/plan-tree.ts";
import { printMs } from "../rules/print-ms.ts";
import type { PicturePalette } from "./palette.ts";
import { cutText, type Picture, type Shape } from "./picture.ts";

const width = 1200;
const wideMargin = 24;
const row = 26;
const gap = 1;
const inner = width - 2 * wideMargin;
/** Longer trees make pictures that nothing opens. */
const maxTreeRows = 400;

interface PlanPictureInput {
  readonly plan: Plan;
  readonly totalMs: number | null;
  /** Lines above the picture, the first one bold. */
  readonly head: readonly string[];
  readonly palette: PicturePalette;
  readonly parts: "icicle" | "all";
}

/** The icicle, and below it the tree with its figures, as shapes. */
export function drawPlanPicture({ plan, totalMs, head, palette, parts }: PlanPictureInput): Picture {
  const shapes: Shape[] = [];
  // Alone it stands in a page that has margins of its own.
  const margin = parts === "all" ? wideMargin : 1;
  let y = margin;
  for (const [index, line] of head.entries()) {
    const size = index === 0 ? 15 : 12;
    const text = cutText(visibleName(line), inner, size);
    shapes.push({
      kind: "text",
      x: margin,
      y: y + size / 2,
      text,
      size,
      fill: index === 0 ? palette.text : palette.soft,
      isBold: index === 0,
    });
    y += size + 8;
  }
  if (head.length > 0) y += 8;
  const icicle = drawIcicle(plan, totalMs, palette, { top: y, margin });
  shapes.push(...icicle.shapes);
  y = icicle.bottom;
  if (parts === "all") {
    const tree = drawTree(plan, totalMs, palette, y + 16);
    shapes.push(...tree.shapes);
    y = tree.bottom;
  }
  return { title: head[0] ?? "Plan", width, height: Math.ceil(y + margin), background: palette.surface, shapes };
}

interface Drawn {
  readonly shapes: readonly Shape[];
  readonly bottom: number;
}

function drawIcicle(
  plan: Plan,
  totalMs: number | null,
  palette: PicturePalette,
  { top, margin }: { readonly top: number; readonly margin: number },
): Drawn {
  const inner = width - 2 * margin;
  const run = drawRun(plan);
  const { boxes, rows } = layoutIcicle(run, null);
  const colourOf = colourer(plan, "own", totalMs ?? run.whole);
  const shapes = boxes.flatMap((box): readonly Shape[] => {
    const { drawn, left, depth } = box;
    const at = {
      x: margin + left * inner,
      y: top + depth * (row + gap),
      width: Math.max(1, box.width * inner - gap),
      height: row,
    };
    const colour = colourOf(drawn);
    const isPart = !isNode(drawn.subject);
    const fill = isPart ? palette.text : colour.heat === 4 ? palette.heatTextTop : palette.heatText;
    const figure = at.width > 170 ? colour.short : "";
    const room = at.width - 16 - (figure === "" ? 0 : figure.length * 7 + 8);
    const text = cutText(drawn.title, room, 12);
    const middle = at.y + row / 2;
    return [
      {
        kind: "box",
        ...at,
        fill: isPart ? null : (palette.heat[colour.heat] ?? palette.track),
        ...(isPart ? { stroke: palette.soft } : {}),
      },
      ...(text === "" ? [] : [{ kind: "text" as const, x: at.x + 8, y: middle, text, size: 12, fill }]),
      ...(figure === ""
        ? []
        : [{ kind: "text" as const, x: at.x + at.width - 8, y: middle, text: figure, size: 11, fill, isAtEnd: true }]),
    ];
  });
  return { shapes, bottom: top + rows * (row + gap) };
}

const columns = { meter: 720, own: 880, inclusive: 960, rows: 1060, estimate: width - wideMargin } as const;

function drawTree(plan: Plan, totalMs: number | null, palette: PicturePalette, top: number): Drawn {
  const shapes: Shape[] = [];
  let y = top;
  const line = () =>
    shapes.push({ kind: "box", x: wideMargin, y: y + row - 1, width: inner, height: 1, fill: palette.line });
  const cell = (x: number, text: string, fill: string) =>
    shapes.push({ kind: "text", x, y: y + row / 2, text, size: 12, fill, isMono: true, isAtEnd: true });
  for (const [x, title] of [
    [columns.own, plan.isAnalyzed ? "Exclusive ms" : "Cost"],
    [columns.inclusive, "Inclusive"],
    [columns.rows, "Rows"],
    [columns.estimate, "Estimate"],
  ] as const)
    shapes.push({ kind: "text", x, y: y + row / 2, text: title, size: 12, fill: palette.soft, isAtEnd: true });
  shapes.push({ kind: "text", x: wideMargin, y: y + row / 2, text: "Node", size: 12, fill: palette.soft });
  line();
  for (const node of plan.nodes.slice(0, maxTreeRows)) {
    y += row;
    shapes.push(...titleShapes(node, palette, y));
    const share = totalMs && node.exclusiveMs !== null ? Math.min(1, Math.max(0, node.exclusiveMs) / totalMs) : 0;
    if (node.exclusiveMs !== null) {
      const meter = { kind: "box" as const, x: columns.meter, y: y + 10, height: 6 };
      shapes.push({ ...meter, width: 60, fill: palette.track });
      if (share > 0)
        shapes.push({ ...meter, width: Math.max(1, 60 * share), fill: palette.heat[heatOf(share)] ?? palette.track });
    }
    cell(columns.own, ownText(node, totalMs), node.loops === 0 ? palette.soft : palette.text);
    cell(columns.inclusive, node.inclusiveMs === null ? "" : printMs(node.inclusiveMs, totalMs), palette.soft);
    cell(
      columns.rows,
      node.rows === null || node.loops === 0 ? "" : `${node.isRowsRounded ? "~" : ""}${formatCount(node.rows)}`,
      palette.text,
    );
    cell(columns.estimate, formatCount(Math.round(estimatedTotal(node))), palette.soft);
    line();
  }
  if (plan.nodes.length > maxTreeRows) {
    y += row;
    const text = `and ${formatCount(plan.nodes.length - maxTreeRows)} more nodes`;
    shapes.push({ kind: "text", x: wideMargin, y: y + row / 2, text, size: 12, fill: palette.soft });
  }
  return { shapes, bottom: y + row };
}

function titleShapes(node: PlanNode, palette: PicturePalette, y: number): readonly Shape[] {
  const x = wideMargin + Math.min(node.depth, 24) * 14;
  const room = columns.meter - 12 - x;
  const title = cutText(visibleName(nodeTitle(node)), room, 12);
  const titleWidth = title.length * 7 + 8;
  const remark = cutText(visibleName(nodeRemark(node)), room - titleWidth, 12);
  const at = { kind: "text" as const, y: y + row / 2, size: 12 };
  return [
    { ...at, x, text: title, fill: node.loops === 0 ? palette.soft : palette.text, isBold: true },
    ...(remark === "" ? [] : [{ ...at, x: x + titleWidth, text: remark, fill: palette.soft }]),
  ];
}

/** The own time of a node as the tree says it. */
export function ownText(node: PlanNode, totalMs: number | null): string {
  if (node.loops === 0) return "never executed";
  if (node.exclusiveMs !== null) return printMs(Math.max(0, node.exclusiveMs), totalMs);
  return node.loops === null ? (node.estimatedCost?.toFixed(1) ?? "–") : "not timed";
}
