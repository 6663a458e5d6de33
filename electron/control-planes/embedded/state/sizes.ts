import { join } from "node:path";
import { measureFolder } from "../fork/cluster-files.ts";
import type { Layout } from "./layout.ts";

const keptMs = 5_000;

/** Sizes of branches on disk, without their write-ahead logs. A measurement is kept for some seconds, because a screen asks for all of them often. */
export function createSizes(layout: Layout): { measure(branchId: string): Promise<number> } {
  const known = new Map<string, { readonly at: number; readonly size: Promise<number> }>();
  return {
    measure: (branchId) => {
      const found = known.get(branchId);
      if (found && Date.now() - found.at < keptMs) return found.size;
      const size = measureContent(layout.clusterFolder(branchId));
      known.set(branchId, { at: Date.now(), size });
      return size;
    },
  };
}

/** The write-ahead log grows and shrinks with the history that is kept: it is not the branch's content. */
async function measureContent(folder: string): Promise<number> {
  return (await measureFolder(folder)) - (await measureFolder(join(folder, "pg_wal")));
}
