import type { Counters } from "../../model.ts";
import { count, type PlanRule, percent } from "../subject.ts";

const minReadShare = 0.5;
const minRead = 1000;
const minIoShare = 0.5;

/** A run that waited for pages from outside of the server's cache. The whole run is judged, by its root. */
export const coldCache: PlanRule = {
  code: "cold-cache",
  find: ({ plan, totalMs }) => {
    const [root] = plan.nodes;
    const [hit, read] = [root?.buffers.sharedHitBlocks ?? 0, root?.buffers.sharedReadBlocks ?? 0];
    const share = read / Math.max(1, hit + read);
    if (root === undefined || !plan.isAnalyzed || read < minRead || share < minReadShare) return [];
    const ioMs = readMs(root.buffers);
    // A page may come from the operating system's memory as fast as from the server's own: the clock decides.
    const workMs = plan.nodes.reduce((sum, node) => sum + (node.exclusiveMs ?? 0) * node.divisor, 0);
    if (ioMs !== null && ioMs < minIoShare * workMs) return [];
    const waited =
      ioMs === null
        ? "How long that took is not known: track_io_timing is off."
        : `Waiting for them took ${count(ioMs)} ms of work.`;
    return [
      {
        code: "cold-cache",
        severity: "info",
        subject: "Buffers",
        message: `${percent(share)} of the pages (${count(read)}) came from outside of the server's cache. ${waited} Run it again to compare with a warm cache before judging the rest.`,
        evidence: { pagesRead: read, pagesHit: hit, ioMs, runMs: totalMs },
        nodeId: null,
        savedMs: null,
      },
    ];
  },
};

function readMs(counters: Counters): number | null {
  const known = ["ioReadMs", "sharedIoReadMs"].flatMap((name) => counters[name] ?? []);
  return known.length === 0 ? null : known.reduce((sum, ms) => sum + ms, 0);
}
