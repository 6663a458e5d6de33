import { Copy } from "lucide-react";
import { useState } from "react";
import type { TableDetails } from "../../../../shared/catalog/model.ts";
import type { WholeCell } from "../../../../shared/grid/model.ts";
import type { TableTab } from "../../../state/workspace.ts";
import { MenuButton } from "../../../ui/controls/menu.tsx";
import { Inspector } from "../../../ui/frame/inspector.tsx";
import { PanelSection } from "../../../ui/frame/section.tsx";
import { type CopyFormat, toJson, toTsv } from "../../../ui/grid/copying/copy-formats.ts";
import { readSelection } from "../../../ui/grid/copying/read-selection.ts";
import type { GridSourceColumn } from "../../../ui/grid/row-source.ts";
import { useSnapshot } from "../../../ui/grid/use-source.ts";
import type { PagedSource } from "../paging/paged-source.ts";
import { linkByColumn, type RowLink, referencedRows, referringRows } from "../rows/follow.ts";
import { findViewer } from "../viewers/registry.ts";
import type { ValuePlace } from "../viewers/viewer.ts";
import { ViewerPanel } from "../viewers/viewer-panel.tsx";
import { CellDetails } from "./cell-details.tsx";
import { ReferencedLine, ReferringLine } from "./link-lines.tsx";
import "./row-details.css";

interface RowDetailsProps {
  readonly tab: TableTab;
  readonly source: PagedSource;
  readonly row: number;
  readonly details: TableDetails | null;
  readonly loadCell: (row: number, column: number) => Promise<WholeCell>;
  readonly onFollow: (link: RowLink) => void;
}

/** All values of the chosen row, whole; where it leads, and what leads to it. */
export function RowDetails({ tab, source, row, details, loadCell, onFollow }: RowDetailsProps) {
  useSnapshot(source);
  const textOf = (name: string) => {
    const index = source.columns.findIndex((column) => column.name === name);
    return index < 0 ? undefined : source.cell(row, index)?.text;
  };
  const links = referencedRows(details?.foreignKeys, textOf);
  const referring = referringRows(details?.referencedBy, textOf);
  const values = source.columns.map((column, index) => {
    const cell = source.cell(row, index);
    const link = linkByColumn(links, column.name);
    const viewer = cell?.text == null || link ? null : findViewer(column, cell.text);
    return { column, index, cell, link, viewer };
  });
  const placeOf = (column: GridSourceColumn): ValuePlace => {
    const { ref, schema, name: table } = tab;
    return { ref, schema, table, column: column.name, identity: source.identityOf(row), onFollow };
  };
  const label = source.rowLabel(row);
  const rowKey = `${source.getSnapshot().epoch} ${label}`;
  return (
    <Inspector title={`Row ${label}`} actions={<CopyRow source={source} row={row} loadCell={loadCell} />}>
      <dl className="row-values">
        {values
          .filter(({ viewer }) => viewer?.form !== "panel")
          .map(({ column, index, cell, link, viewer }) => (
            <CellDetails
              key={`${rowKey} ${index}`}
              column={column}
              cell={cell}
              link={link}
              viewer={viewer}
              place={placeOf(column)}
              onFollow={onFollow}
              onLoad={() => loadCell(row, index)}
            />
          ))}
      </dl>
      {values.map(({ column, index, cell, viewer }) =>
        cell && viewer?.form === "panel" ? (
          <ViewerPanel
            key={`${rowKey} ${index}`}
            viewer={viewer}
            column={column}
            cell={cell}
            place={placeOf(column)}
            onLoad={() => loadCell(row, index)}
          />
        ) : null,
      )}
      {links.length + referring.length > 0 && (
        <PanelSection title="Follows and is followed by">
          <ul className="row-links">
            {links.map((link) => (
              <ReferencedLine key={`to ${rowKey} ${link.id}`} databaseRef={tab.ref} link={link} onFollow={onFollow} />
            ))}
            {referring.map((link) => (
              <ReferringLine key={`from ${rowKey} ${link.id}`} databaseRef={tab.ref} link={link} onFollow={onFollow} />
            ))}
          </ul>
        </PanelSection>
      )}
    </Inspector>
  );
}

type CopyRowProps = Pick<RowDetailsProps, "source" | "row" | "loadCell">;

function CopyRow({ source, row, loadCell }: CopyRowProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const copy = (format: Extract<CopyFormat, "json" | "tsv">) => async () => {
    try {
      const range = { firstRow: row, lastRow: row, firstColumn: 0, lastColumn: source.columns.length - 1 };
      const table = await readSelection(source, range, loadCell);
      await navigator.clipboard.writeText(format === "json" ? toJson(table) : toTsv(table, true));
      setFailure(null);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      {failure && (
        <span className="row-copy-failure cut" role="alert">
          {failure}
        </span>
      )}
      <MenuButton
        label="Copy row"
        icon={Copy}
        isIconOnly
        items={[
          { id: "json", label: "Copy row as JSON", onAction: () => void copy("json")() },
          { id: "tsv", label: "Copy row as TSV with heads", onAction: () => void copy("tsv")() },
        ]}
      />
    </>
  );
}
