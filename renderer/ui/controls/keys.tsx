import "./keys.css";

const isMac = typeof navigator !== "undefined" && /mac/i.test(navigator.platform);

const macSigns: Readonly<Record<string, string>> = { Mod: "⌘", Shift: "⇧", Alt: "⌥", Ctrl: "⌃", Enter: "↩" };

/** Keys as the platform writes them: "Mod+Shift+K" gives "Ctrl Shift K" or "⌘⇧K". */
export function keysLabel(keys: string, onMac = isMac): string {
  const parts = keys.split("+");
  if (onMac) return parts.map((part) => macSigns[part] ?? part).join("");
  return parts.map((part) => (part === "Mod" ? "Ctrl" : part)).join(" ");
}

/** Keys beside what they do. */
export function Keys({ keys }: { readonly keys: string }) {
  return <kbd className="keys">{keysLabel(keys)}</kbd>;
}
