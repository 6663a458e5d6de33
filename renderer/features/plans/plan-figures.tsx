import type { PlanRun } from "../../../shared/plans/contract.ts";
import type { Plan } from "../../../shared/plans/model.ts";
import { formatBytes, formatCount, formatMs } from "../../ui/display/format.ts";
import { jitTotalMs } from "./rules/outside-parts.ts";

interface Figure {
  readonly label: string;
  readonly value: string;
  readonly title?: string;
}

const blockBytes = 8192;

/** The totals of a plan: times, then buffers, then what is special about this run. */
export function PlanFigures({ run, plan }: { readonly run: PlanRun; readonly plan: Plan }) {
  const groups = [timeFigures(plan), bufferFigures(plan), runFigures(run, plan)].filter((group) => group.length > 0);
  return (
    <dl className="plan-figures">
      {groups.flatMap((group, groupIndex) =>
        group.map(({ label, value, title }, index) => (
          <div
            key={label}
            className={`plan-figure${groupIndex > 0 && index === 0 ? " plan-figure-divided" : ""}`}
            title={title}
          >
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        )),
      )}
    </dl>
  );
}

function timeFigures(plan: Plan): readonly Figure[] {
  const cost = plan.nodes[0]?.estimatedCost;
  const triggersMs = plan.triggers.reduce((sum, trigger) => sum + (trigger.ms ?? 0), 0);
  const jitMs = jitTotalMs(plan);
  return [
    ...(plan.executionMs === null ? [] : [{ label: "Execution", value: formatMs(plan.executionMs) }]),
    ...(plan.planningMs === null ? [] : [{ label: "Planning", value: formatMs(plan.planningMs) }]),
    ...(plan.isAnalyzed || cost == null ? [] : [{ label: "Cost", value: cost.toFixed(1) }]),
    ...(triggersMs > 0 ? [{ label: "Triggers", value: formatMs(triggersMs) }] : []),
    ...(jitMs > 0 ? [{ label: "JIT", value: formatMs(jitMs) }] : []),
    ...(plan.outsideMs > 0.05
      ? [
          {
            label: "After the root",
            value: formatMs(plan.outsideMs),
            title: "WITH parts that change rows run after the main plan",
          },
        ]
      : []),
  ];
}

function bufferFigures(plan: Plan): readonly Figure[] {
  if (!plan.isAnalyzed) return [];
  const buffers = plan.nodes[0]?.buffers ?? {};
  const read = buffers.sharedReadBlocks ?? 0;
  const io =
    (buffers.sharedIoReadMs ?? 0) +
    (buffers.ioReadMs ?? 0) +
    (buffers.tempIoReadMs ?? 0) +
    (buffers.tempIoWriteMs ?? 0);
  const temp = buffers.tempWrittenBlocks ?? 0;
  return [
    {
      label: "Buffers hit",
      value: formatCount(buffers.sharedHitBlocks ?? 0),
      title: "Blocks of 8 kB found in the server's memory",
    },
    { label: "Buffers read", value: formatCount(read), title: "Blocks of 8 kB read from outside it" },
    ...(io > 0 ? [{ label: "I/O time", value: formatMs(io) }] : []),
    ...(temp > 0 ? [{ label: "Temp written", value: formatBytes(temp * blockBytes) }] : []),
    ...((buffers.walBytes ?? 0) > 0 ? [{ label: "WAL", value: formatBytes(buffers.walBytes ?? 0) }] : []),
  ];
}

function runFigures(run: PlanRun, plan: Plan): readonly Figure[] {
  const buffers = plan.nodes[0]?.buffers ?? {};
  const all = (buffers.sharedHitBlocks ?? 0) + (buffers.sharedReadBlocks ?? 0);
  const cold = all > 0 && (buffers.sharedReadBlocks ?? 0) / all > 0.5;
  const cache = all === 0 ? "no blocks read" : cold ? "cold cache" : "warm cache";
  const settings = Object.entries(plan.settings).map(([name, value]) => `${name} = ${value}`);
  const title = [`Postgres ${run.serverVersion}`, ...settings].join("\n");
  return [{ label: "Run", value: run.mode === "estimate" ? "estimate, not run" : cache, title }];
}
