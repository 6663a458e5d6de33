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
  const source = useMemo(() => {
    const reader = new BridgePageReader(bridge, { ref, schema, name, sort, conditions, columns });
    return new PagedSource(reader, heads.current);
  }, [bridge, ref, schema, name, sort, conditions, columns]);
  useEffect(() => {
    source.ensure(0, 0);
    return () => {
      heads.current = source.columns;
      source.close();
    };
  }, [source]);
  return source;
}
