import { loud } from "../main/loud.ts";

/** An item of a menu's template; further fields are kept as they are. */
export interface MenuItemTemplate {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly submenu?: readonly MenuItemTemplate[];
  readonly click?: (item: unknown, window: unknown, event: unknown) => void;
}

/** What an item does by its role. */
export type PerformRole = (role: string) => void;

/** `Menu`; nothing is drawn, a test clicks items by their id. */
export function createMenu(performRole: PerformRole, focusedWindow: () => unknown) {
  class MenuItem {
    readonly enabled = true;
    readonly visible = true;
    readonly label: string;
    readonly submenu: Menu | null;
    readonly click: () => void;

    constructor(template: MenuItemTemplate) {
      const { submenu, click, ...rest } = template;
      Object.assign(this, { type: submenu ? "submenu" : "normal" }, rest);
      this.label = template.label ?? template.role ?? "";
      this.submenu = submenu ? Menu.buildFromTemplate(submenu) : null;
      this.click = () => {
        if (click) click(this, focusedWindow(), {});
        else if (template.role) performRole(template.role);
      };
    }
  }

  const application = { menu: null as Menu | null };

  class Menu {
    readonly items: MenuItem[] = [];

    static buildFromTemplate(template: readonly MenuItemTemplate[]): Menu {
      const menu = loud("Menu", new Menu());
      for (const item of template) menu.items.push(new MenuItem(item));
      return menu;
    }

    static setApplicationMenu(menu: Menu | null): void {
      application.menu = menu;
    }

    static getApplicationMenu(): Menu | null {
      return application.menu;
    }

    getMenuItemById(id: string): MenuItem | null {
      for (const item of this.items) {
        const found = "id" in item && item.id === id ? item : item.submenu?.getMenuItemById(id);
        if (found) return found;
      }
      return null;
    }
  }
  return Menu;
}
