import { nodeRule } from "../node-rule.ts";
import { count, mattersWithBelow, percent, sumOfParts } from "../subject.ts";

const minMisses = 1000;
const maxHitShare = 0.5;

/** A Memoize whose cache is too small for its keys: what it keeps is thrown away before it is asked for again. */
export const memoizeThrash = nodeRule(
  "memoize-thrash",
  (subject, node) => {
    if (node.nodeType !== "Memoize") return null;
    const [hits, misses, evictions, overflows] = ["Hits", "Misses", "Evictions", "Overflows"].map((name) =>
      sumOfParts(node, `Cache ${name}`),
    ) as [number, number, number, number]; // as many as there are names
    const hitShare = hits / Math.max(1, hits + misses);
    if (evictions + overflows === 0 || misses < minMisses || hitShare >= maxHitShare) return null;
    const below = subject.childrenOf(node).reduce((sum, child) => sum + (child.inclusiveMs ?? 0), 0);
    return {
      message: `Memoize finds ${percent(hitShare)} of the keys and threw ${count(evictions)} of them away for lack of memory. More work_mem, or the outer side ordered by the key, would let it keep them; a hash join may do without.`,
      evidence: { cacheHits: hits, cacheMisses: misses, cacheEvictions: evictions, cacheOverflows: overflows },
      // With room for all keys each of them would be looked up once; how many there are is not told.
      savedMs: below * maxHitShare,
    };
  },
  mattersWithBelow,
);
