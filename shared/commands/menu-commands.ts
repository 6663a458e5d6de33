import type { CommandId } from "./command-list.ts";

/**
 * The commands that the native menu offers. The page registers each one and listens to its keys; the menu only shows
 * them and sends the id. A command that is missing on either side does not compile or fails a test.
 */
export const menuCommandIds = [
  "query.new",
  "open-anything",
  "connections.add",
  "tab.close",
  "palette.open",
  "section.browse",
  "section.query",
  "section.health",
  "section.branches",
  "section.changes",
  "settings.open",
  "keys.sheet",
] as const satisfies readonly CommandId[];

/** Id of a command of the native menu. */
export type MenuCommandId = (typeof menuCommandIds)[number];
