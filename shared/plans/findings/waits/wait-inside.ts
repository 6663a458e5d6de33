import type { PlanWait } from "../../running/model.ts";
import { count, type PlanRule, percent, severityOf } from "../subject.ts";

const minShare = 0.1;
const minSamples = 2;
const minStartupMs = 1000;

/** What of the server's kinds of waits keeps a statement from its work, in words. Reading files has its own diagnosis. */
const kinds: Readonly<Record<string, string>> = {
  Lock: "another session held a lock that it needed",
  LWLock: "others used the same structure in the server's memory",
  BufferPin: "another session held on to a page that it needed",
  Timeout: "it slept, or was slowed down on purpose",
  Extension: "an extension made it wait",
  IPC: "another process had to answer first",
};
/** Between the processes of one parallel plan: that is work, not waiting. */
const parallel = /^(?:ExecuteGather|MessageQueue|Hash|Parallel|Btree|Append|BgWorker)/;

/** The run waited for something that is no work of its own: seen by samples, or told by a scan's late first row. */
export const waitInside: PlanRule = {
  code: "wait-inside",
  find: (subject) => {
    const { waits, totalMs, plan } = subject;
    const samples = waits?.samples ?? 0;
    const seen = (waits?.waits ?? []).filter((wait) => isForeign(wait) && wait.samples >= minSamples);
    const sampled = seen.filter((wait) => wait.samples >= minShare * samples);
    if (totalMs !== null && sampled.length > 0)
      return sampled.map((wait) => {
        const share = wait.samples / samples;
        // A lock that is waited for before the first row is no part of the server's own figure for the run.
        const savedMs = wait.samples * (waits?.everyMs ?? 0);
        return {
          code: "wait-inside",
          severity: severityOf(subject, savedMs),
          subject: `${wait.type}: ${wait.event}`,
          message: `It waited for about ${count(savedMs)} ms (${percent(share)} of the looks at it) for ${wait.type}: ${wait.event}: ${kinds[wait.type] ?? "see the server's list of wait events"}. No index shortens that.`,
          evidence: { samples, samplesWaiting: wait.samples, everyMs: waits?.everyMs ?? null },
          nodeId: null,
          savedMs,
        };
      });
    if (waits !== null) return [];
    return plan.nodes.filter(isLate).map((node) => {
      const startupMs = Number(node.properties["Actual Startup Time"]);
      return {
        code: "wait-inside",
        severity: severityOf(subject, startupMs),
        subject: node.nodeType,
        message: `A plain scan of ${node.relation ?? "a table"} gave its first row after ${count(startupMs)} ms: it most likely waited for a lock or for the disk. Run it here to see for what.`,
        evidence: { startupMs },
        nodeId: node.id,
        savedMs: startupMs,
      };
    });
  },
};

function isForeign({ type, event }: PlanWait): boolean {
  return kinds[type] !== undefined && !(type === "IPC" && parallel.test(event));
}

/** Without a filter the first row is the first that is read. */
function isLate({ nodeType, properties, loops }: Parameters<PlanRule["find"]>[0]["plan"]["nodes"][number]): boolean {
  const startup = properties["Actual Startup Time"];
  if (nodeType !== "Seq Scan" || loops !== 1 || properties.Filter !== undefined) return false;
  return typeof startup === "number" && startup >= minStartupMs;
}
