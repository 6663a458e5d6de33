import { kilobytes, type PlanRule, percent } from "../subject.ts";

const minBytes = 16 * 1024 * 1024;
const pageBytes = 8192;
const minImageShare = 0.5;

/** A statement that writes much WAL, and whether most of it is whole pages after a checkpoint. */
export const walHeavy: PlanRule = {
  code: "wal-heavy",
  find: ({ plan }) => {
    const [root] = plan.nodes;
    const bytes = root?.buffers.walBytes ?? 0;
    if (bytes < minBytes) return [];
    const images = (root?.buffers.walFullPageImages ?? 0) * pageBytes;
    const share = Math.min(1, images / bytes);
    const full = root?.buffers.walBuffersFull ?? 0;
    const why =
      share >= minImageShare
        ? `About ${percent(share)} are images of whole pages: the first change of a page after a checkpoint costs one. Fewer checkpoints (max_wal_size) or batches bring it down; just after a checkpoint the figure is noise.`
        : "Fewer indexes on the changed columns, a fillfactor that leaves room in the page (HOT), or batches bring it down.";
    return [
      {
        code: "wal-heavy",
        severity: "info",
        subject: "WAL",
        message: `The statement writes ${kilobytes(bytes / 1024)} of WAL. ${why}${full > 0 ? ` ${full} times it waited for room in wal_buffers.` : ""}`,
        evidence: { walBytes: bytes, fullPageImages: root?.buffers.walFullPageImages ?? 0, walBuffersFull: full },
        nodeId: null,
        savedMs: null,
      },
    ];
  },
};
