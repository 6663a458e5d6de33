import type { MenuItemConstructorOptions } from "electron";

/** What the menu can do beyond Electron's own roles. */
export interface MenuActions {
  /** Sends a command of the page's own list, by its id. */
  command(id: string): void;
  openLink(url: string): void;
}

/**
 * The application menu. Command items show their keys but leave them to the page, which has the same ones and lets
 * the user change them.
 */
export function menuTemplate(
  actions: MenuActions,
  options: { readonly isMac: boolean; readonly isPackaged: boolean },
): MenuItemConstructorOptions[] {
  const command = (id: string, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    id,
    label,
    ...(accelerator ? { accelerator, registerAccelerator: false } : {}),
    click: () => actions.command(id),
  });
  const separator: MenuItemConstructorOptions = { type: "separator" };
  const reload: MenuItemConstructorOptions[] = options.isPackaged
    ? []
    : [separator, { role: "reload" }, { role: "toggleDevTools" }];
  return [
    ...(options.isMac ? [{ role: "appMenu" as const }] : []),
    {
      label: "&File",
      submenu: [
        command("query.new", "New query", "CmdOrCtrl+N"),
        command("open-anything", "Open anything…", "CmdOrCtrl+P"),
        separator,
        command("connection.add", "Add connection…"),
        separator,
        command("tab.close", "Close tab", "CmdOrCtrl+W"),
        ...(options.isMac ? [] : [separator, { role: "quit" as const }]),
      ],
    },
    { role: "editMenu" },
    {
      label: "&View",
      submenu: [
        command("palette", "Command palette…", "CmdOrCtrl+K"),
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
        {
          id: "help.postgres",
          label: "PostgreSQL documentation",
          click: () => actions.openLink("https://www.postgresql.org/docs/current/"),
        },
      ],
    },
  ];
}
