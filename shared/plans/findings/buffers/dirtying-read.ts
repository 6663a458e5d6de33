import { count, type PlanRule } from "../subject.ts";

const minPages = 1000;

/** A SELECT that changes pages: it sets hint bits and prunes what an earlier write left to it. */
export const dirtyingRead: PlanRule = {
  code: "dirtying-read",
  find: ({ plan }) => {
    const [root] = plan.nodes;
    const dirtied = root?.buffers.sharedDirtiedBlocks ?? 0;
    const written = root?.buffers.sharedWrittenBlocks ?? 0;
    const isRead = !plan.nodes.some(({ nodeType }) => /^(ModifyTable|LockRows)$/.test(nodeType));
    if (root === undefined || !isRead || Math.max(dirtied, written) < minPages) return [];
    const tables = [...new Set(plan.nodes.flatMap(({ relation }) => relation ?? []))];
    return [
      {
        code: "dirtying-read",
        severity: "info",
        subject: "Buffers",
        message:
          written > dirtied
            ? `This read had to write ${count(written)} pages of others to make room. A larger shared_buffers, or a background writer that works more often, takes that off the queries.`
            : `This read changed ${count(dirtied)} pages: it marks rows of an earlier load as committed. That is paid once; VACUUM after a load pays it before.`,
        evidence: { pagesDirtied: dirtied, pagesWritten: written, tables: tables.join(", ") },
        nodeId: null,
        savedMs: null,
      },
    ];
  },
};
