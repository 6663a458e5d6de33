import { useCallback, useMemo, useState } from "react";
import type { DrawnNode, DrawnRun } from "../rules/plan-tree.ts";
import { pathTo } from "./layout-icicle.ts";

/** Which node is as wide as the picture, and what stands above it. */
export interface Zoom {
  /** From the top down to the node, itself last; empty while the whole run is shown. */
  readonly path: readonly DrawnNode[];
  /** Makes a node as wide as the picture; null shows the whole run. */
  readonly zoomTo: (key: string | null) => void;
  /** Shows what was shown before; false when that is nothing else. */
  readonly goBack: () => boolean;
}

/** Keeps the nodes that were made as wide as the picture, one after the other. */
export function useZoom(run: DrawnRun): Zoom {
  const [zooms, setZooms] = useState<readonly string[]>([]);
  const last = zooms.at(-1);
  const path = useMemo(() => (last === undefined ? [] : pathTo(run, last)), [run, last]);
  const zoomTo = useCallback(
    (key: string | null) => setZooms((known) => (key === null ? [] : known.at(-1) === key ? known : [...known, key])),
    [],
  );
  const goBack = () => {
    setZooms(zooms.slice(0, -1));
    return zooms.length > 0;
  };
  return { path, zoomTo, goBack };
}
