import { useCallback } from "react";
import { create } from "zustand";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import { type ColumnLayout, plainLayout } from "../../shared/grid/column-layout.ts";

/** Tables whose layout is kept; the one that was changed longest ago is forgotten first. */
export const maxKeptLayouts = 300;

/** One table's layout, under the key of `layoutKey`. */
export interface KeptLayout {
  readonly key: string;
  readonly layout: ColumnLayout;
}

interface GridLayoutsStore {
  /** The newest change last. */
  readonly kept: readonly KeptLayout[];
  readonly change: (key: string, change: (layout: ColumnLayout) => ColumnLayout) => void;
}

/** How the columns of each table stand; the app keeps it through a crash. */
export const useGridLayouts = create<GridLayoutsStore>()((set) => ({
  kept: [],
  change: (key, change) =>
    set(({ kept }) => {
      const before = layoutOf(kept, key);
      const layout = change(before);
      if (layout === before) return {};
      return { kept: [...kept.filter((each) => each.key !== key), { key, layout }].slice(-maxKeptLayouts) };
    }),
}));

/** Names a table: branches of a connection share the layout, because they have the same tables. */
export function layoutKey({ connectionId }: DatabaseRef, schema: string, name: string): string {
  return JSON.stringify([connectionId, schema, name]);
}

/** The layout of a table and the way to change it. */
export function useGridLayout(key: string) {
  const layout = useGridLayouts(({ kept }) => layoutOf(kept, key));
  const change = useCallback(
    (next: (layout: ColumnLayout) => ColumnLayout) => useGridLayouts.getState().change(key, next),
    [key],
  );
  return { layout, change };
}

function layoutOf(kept: readonly KeptLayout[], key: string): ColumnLayout {
  return kept.find((each) => each.key === key)?.layout ?? plainLayout;
}
