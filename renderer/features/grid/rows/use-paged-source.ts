import { useEffect, useMemo, useRef } from "react";
import type { RowConditions } from "../../../../shared/grid/conditions.ts";
import type { SortColumn } from "../../../../shared/grid/model.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import type { TableTab } from "../../../state/workspace.ts";
import { BridgePageReader } from "../paging/page-reader.ts";
import { PagedSource } from "../paging/paged-source.ts";

/** The rows of a tab; another source for another sort or filter. The heads stay while the first page is read. */
export function usePagedSource(
  tab: TableTab,
  sort: readonly SortColumn[],
  conditions: RowConditions,
  columns: readonly string[] | null,
): PagedSource {
  const bridge = useBridge();
  const heads = useRef<PagedSource["columns"]>([]);
  const { ref, schema, name } = tab;
  const { source, keep } = useMemo(() => {
    const reader = new BridgePageReader(bridge, { ref, schema, name, sort, conditions, columns });
    return startReading(new PagedSource(reader, heads.current));
  }, [bridge, ref, schema, name, sort, conditions, columns]);
  useEffect(() => {
    keep();
    return () => {
      heads.current = source.columns;
      source.close();
    };
  }, [source, keep]);
  return source;
}

/** After this a source that nobody kept was drawn by nobody: React may give up what it began to draw. */
const unkeptMs = 10_000;

/** Asks for the first rows at once, so that the server reads them while the tab is still being drawn. */
function startReading(source: PagedSource) {
  const timer = setTimeout(() => source.close(), unkeptMs);
  source.ensure(0, 0);
  return { source, keep: () => clearTimeout(timer) };
}
