import { nodeRule } from "../node-rule.ts";
import { mattersWithBelow, nameNode } from "../subject.ts";

const maxTotalMs = 10;
const minStartupShare = 0.5;

/** A short query whose time went into starting workers. */
export const parallelNotWorth = nodeRule(
  "parallel-not-worth",
  (subject, node) => {
    const startup = node.properties["Actual Startup Time"];
    const total = subject.totalMs ?? Number.POSITIVE_INFINITY;
    if (!/^Gather/.test(node.nodeType) || typeof startup !== "number" || total >= maxTotalMs) return null;
    const below = subject.childrenOf(node)[0];
    // A child that gives its first row late (an aggregate) explains the startup by itself.
    const belowStartup = below?.properties["Actual Startup Time"];
    const own = startup - (typeof belowStartup === "number" ? belowStartup : 0);
    if (own / total < minStartupShare) return null;
    return {
      message: `${nameNode(node)} spent ${own.toFixed(1)} of ${total.toFixed(1)} ms on starting its workers. Run it without them, or raise min_parallel_table_scan_size or parallel_setup_cost.`,
      evidence: { startupMs: startup, runMs: total },
      fix: {
        title: "Switch parallel plans off for this session",
        sql: "SET max_parallel_workers_per_gather = 0;",
        transactional: true,
      },
      savedMs: own,
    };
  },
  mattersWithBelow,
);
