import type { KeyScope } from "./key-scopes.ts";
import { parseKeys, sameKeys } from "./keys/keys.ts";
import { isForText } from "./keys/keys-in-text.ts";
import { keysLabel } from "./keys/keys-label.ts";

/** Where the window runs. */
export interface KeyHost {
  readonly isMac: boolean;
  /** In a browser, which keeps some keys for itself. */
  readonly isBrowser: boolean;
}

/** Whether a command may have these keys: never, only where nobody takes them first, or always. `reason` is a sentence. */
export type KeyVerdict = { readonly kind: "free" } | { readonly kind: "kept" | "refused"; readonly reason: string };

const free: KeyVerdict = { kind: "free" };

// Chromium sends these to no page: `IsReservedCommandOrKey` in chrome/browser/ui/browser_command_controller.cc.
const browserKeys =
  "Mod+T Mod+W Mod+N Mod+Shift+T Mod+Shift+W Mod+Shift+N Ctrl+Tab Ctrl+Shift+Tab Ctrl+PageUp Ctrl+PageDown";
const systemKeys = {
  mac: "Mod+Q Mod+H Mod+M Mod+Alt+H Mod+Tab Mod+Shift+Tab Mod+` Mod+Space Mod+Alt+Space Mod+Alt+Escape Ctrl+Space Ctrl+ArrowUp Ctrl+ArrowDown Ctrl+ArrowLeft Ctrl+ArrowRight Mod+Shift+3 Mod+Shift+4 Mod+Shift+5",
  other:
    "Alt+Tab Alt+Shift+Tab Alt+F4 Alt+Space Alt+Escape Ctrl+Escape Ctrl+Shift+Escape Ctrl+Alt+Delete Ctrl+Alt+Backspace",
};
const moves = /^(Arrow|Home|End|Page)/;

/** What is to be said of giving these keys to a command of that scope. */
export function judgeKeys(keys: string, scope: KeyScope, host: KeyHost): KeyVerdict {
  const { isMac } = host;
  const label = keysLabel(keys, isMac);
  const refused = (reason: string): KeyVerdict => ({ kind: "refused", reason });
  const parsed = parseKeys(keys);
  if (!parsed) return refused("This key has no name that could be kept.");
  const isAlone = !(parsed.mod || parsed.ctrl || parsed.meta || parsed.alt);
  if (isAlone && parsed.key === "Escape") return refused("Esc closes what is open; it cannot do anything else.");
  if (isAlone && parsed.key === "Tab") return refused("Tab goes from control to control; it cannot do anything else.");
  const isInCells = scope === "cells";
  if (isInCells && moves.test(parsed.key) && !/^Mod\+(Home|End)$/.test(keys) && !parsed.alt)
    return refused(`${label} moves in the grid.`);
  if (isInCells && isAlone && [...parsed.key].length === 1) return refused(`${label} begins to write into the cell.`);
  if (!isInCells && isAlone && isForText(keys, isMac) && parsed.key !== "Insert")
    return refused(`${label} writes or moves. Hold ${isMac ? "⌘ or ⌃" : "Ctrl or Alt"} with it.`);
  if (!isInCells && isForText(keys, isMac) && scope === "sql") return refused(`${label} edits the text.`);
  if (!isInCells && isForText(keys, isMac) && parsed.key !== "Insert")
    return { kind: "kept", reason: `While a text is being written, ${label} belongs to the text.` };
  return keptBySomeone(keys, host, label);
}

/** Keys that may never reach the window. */
function keptBySomeone(keys: string, { isMac, isBrowser }: KeyHost, label: string): KeyVerdict {
  const isOneOf = (list: string) => list.split(" ").some((one) => sameKeys(one, isMac) === sameKeys(keys, isMac));
  if (isOneOf(isMac ? systemKeys.mac : systemKeys.other) || (!isMac && parseKeys(keys)?.meta))
    return { kind: "kept", reason: `The system may take ${label} before Steward sees it.` };
  if (isBrowser && isOneOf(browserKeys))
    return { kind: "kept", reason: `The browser keeps ${label} for itself. In the desktop app it works.` };
  return free;
}
