import { toHtml } from "../../../../shared/findings/to-html.ts";
import { nodeTitle } from "../../../../shared/plans/comparing/node-title.ts";
import type { PlanFinding, PlanRun } from "../../../../shared/plans/contract.ts";
import type { Plan, PlanNode } from "../../../../shared/plans/model.ts";
import { formatCount, formatMs, formatPercent } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import type { Fact } from "../facts/fact.ts";
import { firstFacts, moreFacts } from "../facts/node-facts.ts";
import { planFacts } from "../facts/plan-facts.ts";
import { processShares } from "../facts/worker-facts.ts";
import { estimatedTotal, estimateFactor, nodeRemark } from "../rules/describe-node.ts";
import { printMs } from "../rules/print-ms.ts";
import { drawPlanPicture, ownText } from "./draw-plan.ts";
import { pageStyle } from "./page-style.ts";
import type { PicturePalette } from "./palette.ts";
import { toSvg } from "./to-svg.ts";

interface PlanPageInput {
  readonly run: PlanRun;
  /** The connection or branch it ran on, by name. */
  readonly place: string;
  readonly palette: PicturePalette;
}

/** A kept plan as one file of HTML: no script, nothing from elsewhere, every name in it is text. */
export function writePlanPage({ run, place, palette }: PlanPageInput): string {
  const { mode, serverVersion, at, sql } = run;
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Plan on ${toHtml(visibleName(place))}, ${toHtml(at)}</title>`,
    `<style>${paletteStyle(palette)}${pageStyle}</style>\n</head>\n<body>\n<main>`,
    `<h1>Plan on ${toHtml(visibleName(place))}</h1>`,
    `<p class="soft">${toHtml(at.slice(0, 19).replace("T", " "))} UTC, Postgres ${toHtml(serverVersion)}, ${mode === "analyze" ? "run and measured" : toHtml(mode)}</p>`,
    `<pre>${toHtml(sql)}</pre>`,
    ...run.plans.flatMap((plan, index) => writePlan(plan, index, run, palette)),
    `<details><summary>What the server said</summary><pre>${toHtml(run.raw)}</pre></details>`,
    "</main>\n</body>\n</html>\n",
  ].join("\n");
}

function paletteStyle({ surface, text, soft, line, track, heat }: PicturePalette): string {
  return `:root{--page:${surface};--text:${text};--soft:${soft};--line:${line};--track:${track};--hot:${heat[4] ?? soft}}`;
}

function writePlan(plan: Plan, index: number, run: PlanRun, palette: PicturePalette): readonly string[] {
  const totalMs = plan.isAnalyzed ? (plan.executionMs ?? plan.nodes[0]?.inclusiveMs ?? null) : null;
  const id = (node: number) => `p${index}n${node}`;
  const picture = drawPlanPicture({ plan, totalMs, head: [], palette, parts: "icicle" });
  const times = [
    ...(plan.executionMs === null ? [] : [`Execution ${formatMs(plan.executionMs)}`]),
    ...(plan.planningMs === null ? [] : [`planning ${formatMs(plan.planningMs)}`]),
  ];
  // Findings are about the nodes of the first plan, or of the statement.
  const findings = index === 0 ? run.findings : [];
  return [
    run.plans.length > 1 ? `<h2>Plan ${index + 1}</h2>` : "",
    times.length > 0 ? `<p class="times">${toHtml(times.join(", "))}</p>` : "",
    `<figure>${toSvg(picture)}<figcaption>${plan.isAnalyzed ? "Width: inclusive time. Colour: share of exclusive time." : "Width: cost with everything below."}</figcaption></figure>`,
    findings.length === 0 ? "" : `<h2>Findings</h2>${findings.map((finding) => writeFinding(finding, id)).join("\n")}`,
    `<h2>Nodes</h2>${writeTree(plan, totalMs, id)}`,
    `<h2>Node by node</h2>${plan.nodes.map((node) => writeNode(node, totalMs, id)).join("\n")}`,
    ...planFacts(plan).map(({ title, facts }) => `<h3>${toHtml(title)}</h3>${writeFacts(facts)}`),
  ].filter((part) => part !== "");
}

function writeFinding(finding: PlanFinding, id: (node: number) => string): string {
  const { severity, code, subject, message, savedMs, nodeId, fix } = finding;
  const name = toHtml(visibleName(subject));
  const saves = savedMs === null ? "" : `, saves about ${formatMs(savedMs)}`;
  return `<article class="${severity}"><h3>${nodeId === null ? name : `<a href="#${id(nodeId)}">${name}</a>`}</h3>
<p class="soft">${severity}, ${toHtml(code)}${saves}</p><p>${toHtml(message)}</p>${fix ? `<pre>${toHtml(fix.sql)}</pre>` : ""}</article>`;
}

function writeTree(plan: Plan, totalMs: number | null, id: (node: number) => string): string {
  const heads = [
    "Node",
    plan.isAnalyzed ? "Exclusive ms" : "Cost",
    "Share",
    "Inclusive ms",
    "Rows",
    "Estimate",
    "Loops",
    "Own buffers",
  ];
  const rows = plan.nodes.map((node) => {
    const { exclusiveBuffers: own, exclusiveMs } = node;
    const share = totalMs && exclusiveMs !== null ? Math.max(0, exclusiveMs) / totalMs : null;
    const factor = estimateFactor(node);
    const cells = [
      ownText(node, totalMs),
      share === null ? "" : formatPercent(share),
      node.inclusiveMs === null ? "" : printMs(node.inclusiveMs, totalMs),
      node.rows === null || node.loops === 0 ? "" : `${node.isRowsRounded ? "~" : ""}${formatCount(node.rows)}`,
      `${formatCount(Math.round(estimatedTotal(node)))}${factor >= 10 ? ` (${formatCount(Math.round(factor))} × off)` : ""}`,
      node.loops === null ? "" : formatCount(node.loops),
      formatCount(Math.max(0, (own.sharedHitBlocks ?? 0) + (own.sharedReadBlocks ?? 0))),
    ];
    const title = `<a href="#${id(node.id)}">${toHtml(visibleName(nodeTitle(node)))}</a> <span class="soft">${toHtml(visibleName(nodeRemark(node)))}</span>`;
    return `<tr class="${node.loops === 0 ? "soft" : share !== null && share >= 0.4 ? "hot" : ""}"><th scope="row" style="padding-left:${Math.min(node.depth, 24) * 14}px">${title}</th>${cells.map((cell) => `<td>${toHtml(cell)}</td>`).join("")}</tr>`;
  });
  return `<div class="wide"><table class="tree"><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`;
}

function writeNode(node: PlanNode, totalMs: number | null, id: (node: number) => string): string {
  const groups = moreFacts(node).map(({ title, facts }) => `<h4>${toHtml(title)}</h4>${writeFacts(facts)}`);
  const processes = processShares(node).map(({ name, ms, rows, loops, more }) => ({
    key: name,
    text: [
      ms === null ? "" : formatMs(ms),
      rows === null ? "" : `${formatCount(rows)} rows`,
      `${formatCount(loops)} loops`,
      more,
    ]
      .filter((part) => part !== "")
      .join(", "),
  }));
  return `<details id="${id(node.id)}"><summary>#${node.id} ${toHtml(visibleName(nodeTitle(node)))} <span class="soft">${toHtml(ownText(node, totalMs))}</span></summary>${writeFacts(firstFacts(node, totalMs))}${processes.length === 0 ? "" : `<h4>Processes</h4>${writeFacts(processes)}`}${groups.join("")}</details>`;
}

function writeFacts(facts: readonly Fact[]): string {
  const lines = facts.map(
    ({ key, text, note, isSql }) =>
      `<dt>${toHtml(key)}</dt><dd>${isSql ? `<code>${toHtml(text)}</code>` : toHtml(text)}${note === undefined ? "" : ` <span class="soft">${toHtml(note)}</span>`}</dd>`,
  );
  return `<dl>${lines.join("")}</dl>`;
}
