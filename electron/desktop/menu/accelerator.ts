import { parseKeys } from "../../../shared/commands/keys/keys.ts";

const electronNames: Readonly<Record<string, string>> = {
  ArrowUp: "Up",
  ArrowDown: "Down",
  ArrowLeft: "Left",
  ArrowRight: "Right",
  Escape: "Esc",
};

/** Keys in Electron's words; null for keys that no menu can show. */
export function acceleratorOf(keys: string): string | null {
  const parsed = parseKeys(keys);
  // Electron has a name for plain ASCII signs and for the keys above; "Menu" is none of its keys.
  if (!parsed || parsed.key === "ContextMenu" || !/^[\x21-\x7e]+$/.test(parsed.key)) return null;
  const { mod, ctrl, meta, alt, shift, key } = parsed;
  const held = [mod && "CmdOrCtrl", ctrl && "Ctrl", meta && "Super", alt && "Alt", shift && "Shift"];
  return [...held.filter((part) => part !== false), electronNames[key] ?? key].join("+");
}
