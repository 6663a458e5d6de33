import type { MenuItemConstructorOptions } from "electron";
import { listedCommand } from "../../../shared/commands/command-list.ts";
import type { MenuKeys } from "../../../shared/commands/contract.ts";
import { splitKeys } from "../../../shared/commands/keys/keys.ts";
import type { MenuCommandId } from "../../../shared/commands/menu-commands.ts";
import { acceleratorOf } from "./accelerator.ts";

/** What the menu can do beyond Electron's own roles. */
export interface MenuActions {
  /** Sends a command to the page, which runs it. */
  command(id: MenuCommandId): void;
  openLink(url: string): void;
}

/**
 * The application menu. Command items show their keys but leave them to the page, which has the same ones and lets
 * the user change them.
 */
export function menuTemplate(
  actions: MenuActions,
  options: { readonly isMac: boolean; readonly isPackaged: boolean; readonly keys?: MenuKeys },
): MenuItemConstructorOptions[] {
  const command = (id: MenuCommandId, label: string): MenuItemConstructorOptions => {
    const keys = options.keys?.[id];
    const accelerator = acceleratorOf(keys === undefined ? (splitKeys(listedCommand(id).keys)[0] ?? "") : (keys ?? ""));
    return {
      id,
      label,
      ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
      click: () => actions.command(id),
    };
  };
  const separator: MenuItemConstructorOptions = { type: "separator" };
  const reload: MenuItemConstructorOptions[] = options.isPackaged
    ? []
    : [separator, { role: "reload" }, { role: "toggleDevTools" }];
  return [
    ...(options.isMac ? [{ role: "appMenu" as const }] : []),
    {
      label: "&File",
      submenu: [
        command("query.new", "New query"),
        command("open-anything", "Open anything…"),
        separator,
        command("connections.add", "Add connection…"),
        separator,
        command("tab.close", "Close tab"),
        separator,
        command("settings.open", "Settings…"),
        ...(options.isMac ? [] : [separator, { role: "quit" as const }]),
      ],
    },
    { role: "editMenu" },
    {
      label: "&View",
      submenu: [
        command("palette.open", "Command palette…"),
        separator,
        command("section.browse", "Browse"),
        command("section.query", "Query"),
        command("section.health", "Health"),
        command("section.branches", "Branches"),
        command("section.changes", "Changes"),
        separator,
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        { role: "togglefullscreen" },
        ...reload,
      ],
    },
    {
      role: "help",
      submenu: [
        command("keys.sheet", "Keyboard shortcuts"),
        separator,
        {
          id: "help.postgres",
          label: "PostgreSQL documentation",
          click: () => actions.openLink("https://www.postgresql.org/docs/current/"),
        },
      ],
    },
  ];
}
