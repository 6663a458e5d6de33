import { measureFolder } from "../fork/cluster-files.ts";
import type { Layout } from "./layout.ts";

const keptMs = 5_000;

/** Sizes of branches on disk. A measurement is kept for some seconds, because a screen asks for all of them often. */
export function createSizes(layout: Layout): { measure(branchId: string): Promise<number> } {
  const known = new Map<string, { readonly at: number; readonly size: Promise<number> }>();
  return {
    measure: (branchId) => {
      const found = known.get(branchId);
      if (found && Date.now() - found.at < keptMs) return found.size;
      const size = measureFolder(layout.clusterFolder(branchId));
      known.set(branchId, { at: Date.now(), size });
      return size;
    },
  };
}
