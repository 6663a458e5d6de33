import type { Plan, PlanNode } from "../model.ts";
import type { NodePair } from "./match-nodes.ts";

/** Why two plans may not be comparable. */
export interface PlanCaution {
  readonly code: "oneIsEstimate" | "cacheState" | "resultRows" | "tableRows" | "workers";
  readonly message: string;
}

/** Shares of blocks from outside the server's memory that differ by this much are no accident. */
const cacheDifference = 0.25;
/** Below this many blocks the cache decides nothing. */
const minBlocks = 100;
const rowsDifference = 0.1;
const minRows = 10;

/** What speaks against comparing the figures of two runs: other cache, other rows, one that was not run. */
export function findCautions(before: Plan, after: Plan, pairs: readonly NodePair[]): readonly PlanCaution[] {
  if (before.isAnalyzed !== after.isAnalyzed) {
    const which = before.isAnalyzed ? "The later" : "The earlier";
    return [{ code: "oneIsEstimate", message: `${which} plan is an estimate: it has no times, rows or buffers.` }];
  }
  if (!before.isAnalyzed) return [];
  return [
    ...cacheCaution(before, after),
    ...rowsCaution(before, after),
    ...tableCautions(pairs),
    ...workersCaution(pairs),
  ];
}

function cacheCaution(before: Plan, after: Plan): readonly PlanCaution[] {
  const [was, is] = [readShare(before), readShare(after)];
  if (was === null || is === null || Math.abs(was - is) < cacheDifference) return [];
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return [
    {
      code: "cacheState",
      message: `The caches differ: ${percent(was)} of the blocks were read from outside the server's memory before, ${percent(is)} after. Run both again warm.`,
    },
  ];
}

function readShare({ nodes }: Plan): number | null {
  const { sharedHitBlocks: hit = 0, sharedReadBlocks: read = 0 } = nodes[0]?.buffers ?? {};
  return hit + read < minBlocks ? null : read / (hit + read);
}

function rowsCaution(before: Plan, after: Plan): readonly PlanCaution[] {
  const [was, is] = [before.nodes[0]?.rows ?? null, after.nodes[0]?.rows ?? null];
  if (was === null || is === null || was === is) return [];
  return [
    {
      code: "resultRows",
      message: `The results differ: ${words(was)} before, ${words(is)} after. The data or the constants are not the same.`,
    },
  ];
}

/** A sequential scan sees the whole table in both plans: what it read tells how large the table was. */
function tableCautions(pairs: readonly NodePair[]): readonly PlanCaution[] {
  return pairs.flatMap(({ before, after }) => {
    if (!before || !after || !isWholeScan(before) || !isWholeScan(after)) return [];
    const [was, is] = [rowsSeen(before), rowsSeen(after)];
    if (Math.max(was, is) < minRows || Math.abs(was - is) <= rowsDifference * Math.max(was, is)) return [];
    return [
      {
        code: "tableRows" as const,
        message: `${after.relation ?? "A table"} has changed: a scan of it saw ${words(was)} before and ${words(is)} after.`,
      },
    ];
  });
}

function isWholeScan({ nodeType, loops }: PlanNode): boolean {
  return nodeType === "Seq Scan" && loops === 1;
}

function rowsSeen(node: PlanNode): number {
  const removed = node.properties["Rows Removed by Filter"];
  return (node.rows ?? 0) + (typeof removed === "number" ? removed * (node.loops ?? 1) : 0);
}

function workersCaution(pairs: readonly NodePair[]): readonly PlanCaution[] {
  const launched = (node: PlanNode) => node.properties["Workers Launched"];
  return pairs.flatMap(({ before, after }) => {
    if (!before || !after) return [];
    const [was, is] = [launched(before), launched(after)];
    if (typeof was !== "number" || typeof is !== "number" || was === is) return [];
    return [{ code: "workers" as const, message: `${was} workers were started before, ${is} after.` }];
  });
}

function words(rows: number): string {
  return `${rows.toLocaleString("en-US")} ${rows === 1 ? "row" : "rows"}`;
}
