import { useMemo, useState } from "react";
import type { ColumnLayout } from "../../../../shared/grid/column-layout.ts";
import type { RowConditions } from "../../../../shared/grid/conditions.ts";
import type { SortColumn } from "../../../../shared/grid/model.ts";
import { layoutKey, useGridLayout } from "../../../state/grid-layouts.ts";
import type { TableTab } from "../../../state/workspace.ts";
import { useColumnModel } from "../../../ui/grid/columns/column-model.ts";

/** The columns of a table as its layout has them. `names` are all there are, null while that is not known. */
export function useTableColumns(tab: TableTab, names: readonly string[] | null, conditions: RowConditions) {
  const { layout, change } = useGridLayout(layoutKey(tab.ref, tab.schema, tab.name));
  const [seen, setSeen] = useState<readonly string[]>([]);
  const known = names ?? seen;
  const model = useColumnModel(known, layout, change);
  const sort = useKnownSort(layout, names);
  const read = useReadColumns(names, layout.hidden, sort, conditions);
  /** The columns that a page brought, for as long as the catalog has not answered. */
  const see = (columns: readonly { readonly name: string }[]) => {
    if (columns.length !== seen.length || columns.some(({ name }, index) => name !== seen[index]))
      setSeen(columns.map(({ name }) => name));
  };
  return { model, sort, read, known, see };
}

/** The kept sort without columns that are gone; the same array as long as it says the same. */
function useKnownSort({ sort }: ColumnLayout, names: readonly string[] | null): readonly SortColumn[] {
  return useMemo(() => {
    const known = sort.filter(({ column }) => names === null || names.includes(column));
    return known.length === sort.length ? sort : known;
  }, [sort, names]);
}

interface ReadColumns {
  readonly sort: readonly SortColumn[];
  readonly conditions: RowConditions;
  /** Null for all. */
  readonly columns: readonly string[] | null;
}

/**
 * The columns to read. Hiding one does not read again; the next reading leaves it out. Showing one that was left out
 * reads again.
 */
function useReadColumns(
  names: readonly string[] | null,
  hidden: readonly string[],
  sort: readonly SortColumn[],
  conditions: RowConditions,
): readonly string[] | null {
  const wanted = names?.filter((name) => !hidden.includes(name)) ?? null;
  const needed = wanted && wanted.length > 0 && wanted.length < (names?.length ?? 0) ? wanted : null;
  const [read, setRead] = useState<ReadColumns>({ sort, conditions, columns: needed });
  const isOther = read.sort !== sort || read.conditions !== conditions;
  const isMissing = read.columns !== null && wanted?.some((name) => !read.columns?.includes(name));
  if (isOther || isMissing) setRead({ sort, conditions, columns: needed });
  return read.columns;
}
