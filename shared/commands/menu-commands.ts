/** What the native menu and the page both know of a command. */
export interface MenuCommand {
  /** Its name in the palette. */
  readonly title: string;
  /** "Mod+Shift+K" (Mod is ⌘ on a Mac, else Ctrl); several ways are separated by a blank, the menu shows the first. */
  readonly keys?: string;
}

/**
 * The commands that the native menu offers, by their ids. The page registers each one and listens to its keys; the menu
 * only shows them and sends the id. A command that is missing on either side does not compile or fails a test.
 */
export const menuCommands = {
  "query.new": { title: "New query", keys: "Mod+T Alt+T Mod+E" },
  "open-anything": { title: "Open anything", keys: "Mod+P" },
  "connections.add": { title: "Add a connection" },
  "tab.close": { title: "Close tab", keys: "Mod+W Alt+W" },
  "palette.open": { title: "Show all commands", keys: "Mod+K F1" },
  "section.browse": { title: "Go to Browse", keys: "Mod+1" },
  "section.query": { title: "Go to Query", keys: "Mod+2" },
  "section.health": { title: "Go to Health", keys: "Mod+3" },
  "section.branches": { title: "Go to Branches", keys: "Mod+4" },
  "section.changes": { title: "Go to Changes", keys: "Mod+5" },
} as const satisfies Readonly<Record<string, MenuCommand>>;

/** Id of a command of the native menu. */
export type MenuCommandId = keyof typeof menuCommands;

/** The way of several that is shown where there is room for one. */
export function firstKeys(keys: string): string {
  return keys.split(" ")[0] ?? keys;
}

/** Id, title and keys of a command, for the page to register with what it does. */
export function menuCommand(id: MenuCommandId): MenuCommand & { readonly id: MenuCommandId } {
  return { id, ...menuCommands[id] };
}
