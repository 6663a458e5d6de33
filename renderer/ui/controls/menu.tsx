import { Ellipsis, type LucideIcon } from "lucide-react";
import {
  Button as AriaButton,
  MenuItem as AriaMenuItem,
  Menu,
  MenuTrigger,
  Popover,
  Separator,
} from "react-aria-components";
import "./button.css";
import { KeysOf, type ShownKeys } from "./keys.tsx";
import "./menu.css";

/** One line of a menu. */
export interface MenuItem extends ShownKeys {
  readonly id: string;
  readonly label: string;
  readonly icon?: LucideIcon | undefined;
  readonly isDanger?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly onAction: () => void;
}

/** The list of a menu, for whatever opens it. */
export function MenuList({
  label,
  items,
}: {
  readonly label: string;
  readonly items: readonly (MenuItem | "separator")[];
}) {
  return (
    <Menu className="menu" aria-label={label}>
      {items.map((item, index) =>
        item === "separator" ? (
          <Separator key={index} className="menu-separator" />
        ) : (
          <AriaMenuItem
            key={item.id}
            id={item.id}
            textValue={item.label}
            className={`menu-item${item.isDanger ? " menu-item-danger" : ""}`}
            isDisabled={item.isDisabled ?? false}
            onAction={item.onAction}
          >
            {item.icon ? <item.icon aria-hidden className="menu-icon" /> : <span className="menu-icon" />}
            <span className="grow cut">{item.label}</span>
            <KeysOf command={item.command} keys={item.keys} />
          </AriaMenuItem>
        ),
      )}
    </Menu>
  );
}

interface MenuButtonProps {
  readonly label: string;
  readonly icon?: LucideIcon | undefined;
  readonly isIconOnly?: boolean | undefined;
  readonly variant?: "secondary" | "quiet" | undefined;
  readonly items: readonly (MenuItem | "separator")[];
}

/** A button that opens a menu. */
export function MenuButton({ label, icon, isIconOnly, variant = "quiet", items }: MenuButtonProps) {
  const Icon = icon ?? (isIconOnly ? Ellipsis : undefined);
  return (
    <MenuTrigger>
      <AriaButton
        className={`button button-${variant}${isIconOnly ? " button-only-icon" : ""}`}
        {...(isIconOnly ? { "aria-label": label } : {})}
      >
        {Icon && <Icon aria-hidden className="button-icon" />}
        {!isIconOnly && label}
      </AriaButton>
      <Popover className="menu-popover" offset={4}>
        <MenuList label={label} items={items} />
      </Popover>
    </MenuTrigger>
  );
}
