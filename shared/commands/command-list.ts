import type { KeyScope } from "./key-scopes.ts";

/** What is known of a command before anything offers it. */
export interface ListedCommand {
  /** Its name in the palette and in the sheet of keys. */
  readonly title: string;
  readonly group: string;
  /** Its keys when nobody changed them: "Mod+Shift+K" (Mod is ⌘ on a Mac, else Ctrl); several ways are separated by a blank. */
  readonly keys?: string;
  readonly scope: KeyScope;
}

const everywhere = (group: string, title: string, keys?: string): ListedCommand => ({
  title,
  group,
  ...(keys === undefined ? {} : { keys }),
  scope: "window",
});
const inScope =
  (scope: KeyScope, group: string) =>
  (title: string, keys?: string): ListedCommand => ({ ...everywhere(group, title, keys), scope });

const browse = inScope("browse", "Browse");
const rows = inScope("rows", "Rows");
const cell = inScope("cells", "Cells");
const query = inScope("query", "Query");
const sql = inScope("sql", "SQL text");

/**
 * Every command by its id, whether it is offered now or not: the sheet of keys lists them, and their keys can be changed.
 * Beside these there are only those that name something (switch to this branch), which are registered while it exists.
 */
export const commandList = {
  "section.browse": everywhere("Go to", "Go to Browse", "Mod+1"),
  "section.query": everywhere("Go to", "Go to Query", "Mod+2"),
  "section.health": everywhere("Go to", "Go to Health", "Mod+3"),
  "health.schema": everywhere("Go to", "Check the schema"),
  "health.adviser": everywhere("Go to", "Advise an index"),
  "section.branches": everywhere("Go to", "Go to Branches", "Mod+4"),
  "section.changes": everywhere("Go to", "Go to Changes", "Mod+5"),
  "open-anything": everywhere("Go to", "Open anything", "Mod+P"),
  "region.next": everywhere("Go to", "Go to the next region", "F6"),
  "region.previous": everywhere("Go to", "Go to the region before", "Shift+F6"),
  "query.new": everywhere("Tabs", "New query", "Mod+T Alt+T Mod+E"),
  "plan.read": everywhere("Tabs", "Read a plan from its text"),
  "tab.close": everywhere("Tabs", "Close tab", "Mod+W Alt+W"),
  "tab.reopen": everywhere("Tabs", "Open the tab that was closed last", "Mod+Shift+T Alt+Shift+T"),
  "tab.next": everywhere("Tabs", "Next tab", "Ctrl+Tab Alt+PageDown"),
  "tab.previous": everywhere("Tabs", "Previous tab", "Ctrl+Shift+Tab Alt+PageUp"),
  "tab.1": everywhere("Tabs", "Tab 1", "Alt+1"),
  "tab.2": everywhere("Tabs", "Tab 2", "Alt+2"),
  "tab.3": everywhere("Tabs", "Tab 3", "Alt+3"),
  "tab.4": everywhere("Tabs", "Tab 4", "Alt+4"),
  "tab.5": everywhere("Tabs", "Tab 5", "Alt+5"),
  "tab.6": everywhere("Tabs", "Tab 6", "Alt+6"),
  "tab.7": everywhere("Tabs", "Tab 7", "Alt+7"),
  "tab.8": everywhere("Tabs", "Tab 8", "Alt+8"),
  "tab.9": everywhere("Tabs", "Tab 9", "Alt+9"),
  "palette.open": everywhere("Window", "Show all commands", "Mod+K F1"),
  "keys.sheet": everywhere("Window", "Keyboard shortcuts", "Shift+F1"),
  "settings.open": everywhere("Window", "Settings", "Mod+,"),
  "panel.sidebar": everywhere("Window", "Show or hide the sidebar", "Mod+B"),
  "panel.inspector": everywhere("Window", "Show or hide the details", "Mod+Alt+B"),
  "panel.log": everywhere("Window", "Show or hide the statement log", "Ctrl+`"),
  "theme.system": everywhere("Look", "Use the theme of the system"),
  "theme.light": everywhere("Look", "Use the light theme"),
  "theme.dark": everywhere("Look", "Use the dark theme"),
  "theme.contrast": everywhere("Look", "Use the contrast theme"),
  "density.compact": everywhere("Look", "Use compact rows"),
  "density.comfortable": everywhere("Look", "Use comfortable rows"),
  "connections.choose": everywhere("Connections", "Switch the connection", "Mod+Shift+K Ctrl+9"),
  "connections.add": everywhere("Connections", "Add a connection"),
  "connections.import": everywhere("Connections", "Import connections"),
  "connections.export": everywhere("Connections", "Export connections"),
  "accounts.open": everywhere("Connections", "Neon accounts"),
  "connections.environments": everywhere("Connections", "Colours and guards of environments"),
  "sessions.unlock": everywhere("Connections", "Unlock writes ..."),
  "sessions.lock": everywhere("Connections", "Lock writes again"),
  "branches.choose": everywhere("Branches", "Switch the branch", "Mod+Shift+B"),
  "branches.fork": everywhere("Branches", "New branch from here"),
  "branches.readPast": everywhere("Branches", "Read this tab as of an earlier moment"),
  "branches.create": inScope("branches", "Branches")("New branch", "Alt+N"),
  "changes.new": everywhere("Changes", "New migration"),
  "comparison.open": everywhere("Branches", "Compare two databases"),
  "erd.open": browse("Draw the diagram of all schemas"),
  "erd.find": inScope("diagram", "Browse")("Find a table in the diagram", "Mod+F"),
  "catalog.refresh": browse("Read the catalog again"),
  "catalog.export": browse("Export tables into a folder"),
  "catalog.import": browse("Import a file into a new table"),
  "rows.refresh": rows("Read the rows again", "F5 Mod+R"),
  "rows.goTo": rows("Go to a row", "Mod+G Ctrl+G"),
  "rows.filter": rows("Filter the rows", "Mod+F"),
  "rows.import": rows("Import rows from a file"),
  "rows.export": rows("Export the rows"),
  "edits.add": rows("Add a row", "Mod+I Insert"),
  "edits.paste": rows("Paste lines as new rows", "Mod+Shift+V"),
  "edits.commit": rows("Store the staged changes", "Mod+S"),
  "edits.preview": rows("Read the SQL of the staged changes", "Mod+Shift+P"),
  "edits.discard": rows("Discard the staged changes", "Mod+Shift+Backspace"),
  "edits.undo": rows("Take the last staged change back", "Mod+Z"),
  "edits.null": cell("Set to NULL", "Backspace"),
  "edits.default": cell("Set to DEFAULT", "Mod+Backspace"),
  "edits.duplicate": cell("Duplicate the row", "Mod+D"),
  "edits.delete": cell("Delete the row", "Delete"),
  "cells.open": cell("Edit the cell, or show it in the details", "Enter F2"),
  "cells.show": cell("Show the cell in the details", "Shift+Enter"),
  "cells.details": cell("Show or hide the details of the row", "Space"),
  "cells.follow": cell("Go to the row that the cell refers to", "Alt+Space"),
  "cells.copy": cell("Copy", "Mod+C"),
  "cells.copyWithHeads": cell("Copy with heads", "Mod+Shift+C"),
  "cells.chooseRow": cell("Choose the whole row", "Shift+Space"),
  "cells.chooseAll": cell("Choose all rows", "Mod+A"),
  "cells.first": cell("First row", "Mod+Home"),
  "cells.last": cell("Last row", "Mod+End"),
  "cells.menu": cell("Menu of the cell", "Shift+F10 ContextMenu"),
  "query.run": query("Run statement", "Mod+Enter F5"),
  "query.runBeside": query("Run statement, and keep the result that is shown", "Mod+\\"),
  "query.runAll": query("Run all", "Mod+Shift+Enter Alt+X"),
  "query.explain": query("Explain", "F7 Mod+Shift+E"),
  "query.analyze": query("Explain analyze", "Shift+F7"),
  "query.cancel": query("Cancel", "Mod+. Alt+Shift+Q"),
  "query.commit": query("Commit transaction", "Mod+Shift+M"),
  "query.rollback": query("Roll back transaction", "Mod+Shift+R"),
  "query.format": query("Format SQL", "Shift+Alt+F"),
  "query.compare": query("Run on several databases, side by side", "Mod+Alt+Enter"),
  "query.save": query("Save query", "Mod+S"),
  "query.saveAs": query("Save query as", "Mod+Shift+S"),
  "query.open": everywhere("Query", "Open a query file", "Mod+O"),
  "history.show": everywhere("Query", "Show the history of queries"),
  "sql.complete": sql("Offer completions", "Ctrl+Space"),
  "sql.find": sql("Find", "Mod+F"),
  "sql.replace": sql("Find and replace", "Mod+H Mod+Alt+F"),
  "sql.comment": sql("Comment the line, or take the comment away", "Mod+/"),
  "sql.definition": sql("Open the table at the cursor", "F4 F12"),
  "sql.nextMatch": sql("Choose the next like it as well", "Mod+D"),
  "tour.start": everywhere("Help", "Show the tour"),
} as const satisfies Readonly<Record<string, ListedCommand>>;

/** Id of a listed command. */
export type CommandId = keyof typeof commandList;

/** Id, title, group and keys of a command, for whatever offers it to say what it does. */
export function listedCommand(id: CommandId): ListedCommand & { readonly id: CommandId } {
  return { id, ...commandList[id] };
}

/** What is listed of an id; undefined for a command that only exists while it is offered. */
export function findListed(id: string): ListedCommand | undefined {
  const list: Readonly<Record<string, ListedCommand>> = commandList;
  return Object.hasOwn(list, id) ? list[id] : undefined;
}
