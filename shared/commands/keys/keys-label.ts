import { parseKeys } from "./keys.ts";

const macSigns: Readonly<Record<string, string>> = {
  Backspace: "⌫",
  Delete: "⌦",
  Enter: "↩",
  Escape: "⎋",
  Tab: "⇥",
  PageUp: "⇞",
  PageDown: "⇟",
  Home: "↖",
  End: "↘",
};
const signs: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  PageUp: "Page Up",
  PageDown: "Page Down",
  ContextMenu: "Menu",
  Plus: "+",
};

/** Keys as the platform writes them: "Mod+Shift+K" gives "Ctrl Shift K", or "⇧⌘K" on a Mac. What are no keys stays. */
export function keysLabel(keys: string, isMac: boolean): string {
  const parsed = parseKeys(keys);
  if (!parsed) return isMac ? keys : keys.replaceAll("+", " ");
  const { mod, ctrl, meta, alt, shift, key } = parsed;
  if (isMac) {
    const name = macSigns[key] ?? signs[key] ?? key;
    return `${ctrl ? "⌃" : ""}${alt ? "⌥" : ""}${shift ? "⇧" : ""}${mod || meta ? "⌘" : ""}${name}`;
  }
  const held = [(mod || ctrl) && "Ctrl", meta && "Super", alt && "Alt", shift && "Shift"];
  return [...held.filter((part) => part !== false), signs[key] ?? key].join(" ");
}

/** Whether the computer is a Mac, by what `navigator.platform` says. */
export function isMacPlatform(platform: string): boolean {
  return /mac/i.test(platform);
}
