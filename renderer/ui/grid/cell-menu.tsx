import { Popover } from "react-aria-components";
import { type MenuItem, MenuList } from "../controls/menu.tsx";
import { type CopyFormat, copyFormats } from "./copying/copy-formats.ts";

const formatNames: Readonly<Record<CopyFormat, string>> = {
  tsv: "TSV",
  csv: "CSV",
  csvSafe: "CSV, safe for spreadsheets",
  json: "JSON",
  markdown: "Markdown",
  insert: "INSERT",
  in: "IN list",
};

/** The lines of a menu that copy. */
export function copyItems(canInsert: boolean, onCopy: (format: CopyFormat, withHeads: boolean) => void): MenuItem[] {
  const others = copyFormats.filter((format) => format !== "tsv" && (canInsert || format !== "insert"));
  return [
    { id: "copy", label: "Copy", command: "cells.copy", onAction: () => onCopy("tsv", false) },
    { id: "copy-heads", label: "Copy with heads", command: "cells.copyWithHeads", onAction: () => onCopy("tsv", true) },
    ...others.map((format) => ({
      id: `copy-${format}`,
      label: `Copy as ${formatNames[format]}`,
      onAction: () => onCopy(format, true),
    })),
  ];
}

interface CellMenuProps {
  readonly label: string;
  readonly cell: Element | null;
  readonly items: readonly (MenuItem | "separator")[];
  readonly onClose: () => void;
}

/** What can be done with the chosen cells or a column, beside what was asked. */
export function CellMenu({ label, cell, items, onClose }: CellMenuProps) {
  return (
    <Popover
      className="menu-popover"
      isOpen={cell !== null}
      triggerRef={{ current: cell }}
      placement="bottom start"
      offset={2}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <MenuList label={label} items={items.map((item) => (item === "separator" ? item : closing(item, onClose)))} />
    </Popover>
  );
}

function closing(item: MenuItem, onClose: () => void): MenuItem {
  return {
    ...item,
    onAction: () => {
      onClose();
      item.onAction();
    },
  };
}
