import { useCallback } from "react";
import type { TableDetails } from "../../../../shared/catalog/model.ts";
import type { RowConditions } from "../../../../shared/grid/conditions.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { type TableTab, useWorkspace } from "../../../state/workspace.ts";
import type { MenuItem } from "../../../ui/controls/menu.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { filterByCell } from "../filtering/filters.ts";
import type { PagedSource } from "../paging/paged-source.ts";
import { linkByColumn, type RowLink, referencedRows, tabOfLink } from "./follow.ts";

/** Fetches a whole cell of the rows. */
export function useLoadCell(tab: TableTab, source: PagedSource) {
  const bridge = useBridge();
  const { ref, schema, name } = tab;
  return useCallback(
    (row: number, column: number) => {
      const identity = source.identityOf(row);
      const about = source.columns[column];
      if (!identity || !about) return Promise.reject(new Error("This row has nothing that it could be found by."));
      return bridge.request("grid.cell", { ref, schema, name, column: about.name, identity: [...identity] });
    },
    [bridge, source, ref, schema, name],
  );
}

interface ActionParts {
  readonly tab: TableTab;
  readonly details: TableDetails | null;
  readonly source: PagedSource;
  readonly conditions: RowConditions;
  readonly setConditions: (conditions: RowConditions) => void;
}

/** What can be done from a cell. */
export function useRowActions({ tab, details, source, conditions, setConditions }: ActionParts) {
  const { openTab } = useWorkspace.getState();
  const linkAt = (row: number, column: number) => {
    const name = source.columns[column]?.name;
    const textOf = (wanted: string) => {
      const index = source.columns.findIndex((candidate) => candidate.name === wanted);
      return index < 0 ? undefined : source.cell(row, index)?.text;
    };
    return name === undefined ? undefined : linkByColumn(referencedRows(details?.foreignKeys, textOf), name);
  };
  const follow = (row: number, column: number) => {
    const link = linkAt(row, column);
    if (link) openTab(tabOfLink(tab.ref, link));
  };
  const menuItems = (row: number, column: number): MenuItem[] => {
    const name = source.columns[column]?.name;
    const cell = source.cell(row, column);
    if (name === undefined || !cell) return [];
    const link = linkAt(row, column);
    const by = (isExcluding: boolean) => () =>
      setConditions({ ...conditions, filters: [...conditions.filters, filterByCell(name, cell.text, isExcluding)] });
    const isWhole = cell.trueBytes === undefined;
    return [
      { id: "filter", label: "Only rows with this value", isDisabled: !isWhole, onAction: by(false) },
      { id: "exclude", label: "Only rows without this value", isDisabled: !isWhole, onAction: by(true) },
      ...(link ? [followItem(link, () => openTab(tabOfLink(tab.ref, link)))] : []),
    ];
  };
  return { follow, menuItems };
}

function followItem(link: RowLink, onAction: () => void): MenuItem {
  return { id: "follow", label: `Go to the row in ${visibleName(link.table)}`, command: "cells.follow", onAction };
}
