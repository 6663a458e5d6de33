import { count, type PlanRule } from "../subject.ts";

const minBlocks = 1000;
const blocksPerMegabyte = 128;

/** Temporary tables that do not fit into the session's own buffers: their pages are written and read again. */
export const localBuffers: PlanRule = {
  code: "local-buffers",
  find: ({ plan }) => {
    const [root] = plan.nodes;
    const [read, written] = [root?.buffers.localReadBlocks ?? 0, root?.buffers.localWrittenBlocks ?? 0];
    const blocks = read + written;
    if (blocks < minBlocks) return [];
    const needed = Math.ceil((blocks * 2) / blocksPerMegabyte);
    return [
      {
        code: "local-buffers",
        severity: "info",
        subject: "Temporary tables",
        message: `Temporary tables read ${count(read)} and wrote ${count(written)} pages outside of temp_buffers. More of it, set before the session's first temporary table, keeps them in memory. ANALYZE a temporary table by hand: autovacuum does not see it.`,
        evidence: {
          localPagesRead: read,
          localPagesWritten: written,
          tempBuffers: plan.settings.temp_buffers ?? "default",
        },
        fix: {
          title: "Raise temp_buffers for a new session",
          sql: `SET temp_buffers = '${needed}MB';`,
          transactional: true,
        },
        nodeId: null,
        savedMs: null,
      },
    ];
  },
};
