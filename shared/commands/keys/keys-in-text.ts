import { parseKeys } from "./keys.ts";

/** Keys that change a text, with Ctrl as well as without. */
const editingKeys = new Set("Backspace Delete Home End ArrowUp ArrowDown ArrowLeft ArrowRight".split(" "));
const clipboardKeys = new Set(["A", "C", "V", "X", "Y", "Z"]);

/** Whether these keys mean something to every field that a text is written in: they write, move, copy or undo there. */
export function isForText(keys: string, isMac: boolean): boolean {
  const parsed = parseKeys(keys);
  if (!parsed) return true;
  const { mod, ctrl, meta, alt, key } = parsed;
  if (/^F\d+$/.test(key) || key === "ContextMenu") return false;
  if (key === "Escape") return true;
  if (["Enter", "Tab", "Space"].includes(key)) return !(mod || ctrl || meta); // with Ctrl they send, go on, complete
  if (editingKeys.has(key)) return true;
  if (mod && clipboardKeys.has(key) && !alt) return !(key === "C" && parsed.shift);
  if (mod || ctrl || meta) return false;
  // With Option a Mac writes other signs.
  return !alt || (isMac && [...key].length === 1);
}
