/** Keys that are not a command's: they move and close, as everywhere. For the sheet, which says that they stay. */
export const fixedKeys: readonly { readonly title: string; readonly keys: readonly string[] }[] = [
  { title: "Next control, or the one before", keys: ["Tab", "Shift+Tab"] },
  { title: "Close a dialog, leave a cell, cancel the statement that runs", keys: ["Escape"] },
  { title: "Move in trees, lists, menus and the grid", keys: ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"] },
  { title: "To the first or last row or column of the grid", keys: ["Mod+ArrowUp", "Mod+ArrowRight"] },
  { title: "Extend the choice in the grid", keys: ["Shift+ArrowDown", "Shift+ArrowRight"] },
  { title: "A page up or down", keys: ["PageUp", "PageDown"] },
  { title: "Heads of the grid, from the first row", keys: ["ArrowUp"] },
  { title: "Move a column, from its head", keys: ["Alt+Shift+ArrowLeft", "Alt+Shift+ArrowRight"] },
  { title: "Resize a column, from its head", keys: ["Shift+ArrowLeft", "Shift+ArrowRight"] },
  { title: "Close the tab, from its head", keys: ["Delete"] },
];
