import type { MenuItemConstructorOptions } from "electron";
import { describe, expect, it } from "vitest";
import { type ListedCommand, listedCommand } from "../../../shared/commands/command-list.ts";
import { menuCommandIds } from "../../../shared/commands/menu-commands.ts";
import { type MenuActions, menuTemplate } from "./menu-template.ts";

const actionsInto = (called: string[]): MenuActions => ({
  command: (id) => called.push(`command ${id}`),
  openLink: (url) => called.push(`link ${url}`),
});

function itemsOf(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])]);
}

function click(item: MenuItemConstructorOptions): void {
  // The items use none of Electron's arguments.
  (item.click as (() => void) | undefined)?.();
}

describe("menuTemplate", () => {
  it("sends each command by its id and leaves its keys to the page", () => {
    const called: string[] = [];
    const items = itemsOf(menuTemplate(actionsInto(called), { isMac: false, isPackaged: true })).filter(
      (item) => item.click,
    );
    for (const item of items) click(item);
    const expected = items.map((item) =>
      item.id === "help.postgres" ? "link https://www.postgresql.org/docs/current/" : `command ${item.id}`,
    );
    expect(called).toEqual(expected);
    expect(items.filter((item) => item.accelerator && item.registerAccelerator !== false)).toEqual([]);
    expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
  });

  it("offers every command of the shared list, with the first of the page's keys", () => {
    const items = itemsOf(menuTemplate(actionsInto([]), { isMac: false, isPackaged: true }));
    const shown = items
      .filter(({ id }) => id && id !== "help.postgres")
      .map(({ id, accelerator }) => [id, accelerator]);
    const listed = menuCommandIds.map(listedCommand).map(({ id, keys }: ListedCommand & { id: string }) => [id, keys]);
    const inElectronsWords = listed.map(([id, keys]) => [id, keys?.split(" ")[0]?.replace("Mod+", "CmdOrCtrl+")]);
    expect(new Map(shown as [string, string][])).toEqual(new Map(inElectronsWords as [string, string][]));
    expect(Object.fromEntries(shown)).toMatchObject({
      "palette.open": "CmdOrCtrl+K",
      "section.changes": "CmdOrCtrl+5",
    });
  });

  it("shows the keys that were changed instead, and none where they were taken away", () => {
    const keys = { "palette.open": "Mod+Shift+K", "query.new": null } as const;
    const items = itemsOf(menuTemplate(actionsInto([]), { isMac: false, isPackaged: true, keys }));
    const shown = ["palette.open", "query.new", "tab.close"].map((id) => items.find((item) => item.id === id));
    expect(shown.map((item) => item?.accelerator)).toEqual(["CmdOrCtrl+Shift+K", undefined, "CmdOrCtrl+W"]);
  });

  it("has the roles of each platform, and reload only from a checkout", () => {
    const roles = (isMac: boolean, isPackaged: boolean) =>
      itemsOf(menuTemplate(actionsInto([]), { isMac, isPackaged })).flatMap((item) => item.role ?? []);
    expect(roles(false, true)).toEqual([
      "quit",
      "editMenu",
      "resetZoom",
      "zoomIn",
      "zoomOut",
      "togglefullscreen",
      "help",
    ]);
    expect(roles(true, true)).toEqual([
      "appMenu",
      "editMenu",
      "resetZoom",
      "zoomIn",
      "zoomOut",
      "togglefullscreen",
      "help",
    ]);
    expect(roles(false, false)).toContain("toggleDevTools");
  });
});
