/** What of a keyboard event decides which keys it is. */
export interface PressedKey {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  /** Tells AltGr apart, which some systems report as Ctrl and Alt together. */
  getModifierState?(name: "AltGraph"): boolean;
}

/** Keys taken apart. `mod` is ⌘ on a Mac, else Ctrl; `key` is as `KeyboardEvent.key`, letters in upper case. */
export interface ParsedKeys {
  readonly mod: boolean;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly key: string;
}

const held = ["Mod", "Ctrl", "Meta", "Alt", "Shift"] as const;
const namedKeys = new Set(
  "Enter Escape Space Tab Backspace Delete Insert Home End PageUp PageDown ArrowUp ArrowDown ArrowLeft ArrowRight ContextMenu Plus".split(
    " ",
  ),
);

/** Takes one way to press a command apart ("Mod+Shift+K", "F6"); null when the text is none. */
export function parseKeys(text: string): ParsedKeys | null {
  const parts = text.split("+");
  const key = parts.pop() ?? "";
  if (!isKeyName(key) || new Set(parts).size !== parts.length) return null;
  if (parts.some((part) => !(held as readonly string[]).includes(part))) return null; // a name that is none of the five
  const has = (name: (typeof held)[number]) => parts.includes(name);
  return { mod: has("Mod"), ctrl: has("Ctrl"), meta: has("Meta"), alt: has("Alt"), shift: has("Shift"), key };
}

function isKeyName(key: string): boolean {
  return namedKeys.has(key) || /^F([1-9]|1\d|2[0-4])$/.test(key) || /^[^\sa-z+\p{C}]$/u.test(key);
}

/** Keys as a text that `parseKeys` takes. */
export function writeKeys(keys: ParsedKeys): string {
  const parts = held.filter((name) => keys[name.toLowerCase() as Lowercase<typeof name>]); // the fields' own names
  return [...parts, keys.key].join("+");
}

/** Several ways that are separated by a blank, one by one. */
export function splitKeys(keys: string | undefined): readonly string[] {
  return keys === undefined || keys === "" ? [] : keys.split(" ");
}

/** Whether the event is these keys. */
export function isPressed(keys: string, event: PressedKey, isMac: boolean): boolean {
  const wanted = parseKeys(keys);
  if (!wanted || event.getModifierState?.("AltGraph")) return false;
  return (
    event.ctrlKey === (wanted.ctrl || (wanted.mod && !isMac)) &&
    event.metaKey === (wanted.meta || (wanted.mod && isMac)) &&
    event.shiftKey === wanted.shift &&
    event.altKey === wanted.alt &&
    keyNames(event).includes(wanted.key)
  );
}

/** The keys of an event, to be kept; null as long as only Ctrl, Shift and the like are down, or for a key without a name. */
export function keysOfEvent(event: PressedKey, isMac: boolean): string | null {
  const key = keyNames(event).at(-1);
  if (key === undefined || event.getModifierState?.("AltGraph")) return null;
  return writeKeys({
    mod: isMac ? event.metaKey : event.ctrlKey,
    ctrl: isMac && event.ctrlKey,
    meta: !isMac && event.metaKey,
    alt: event.altKey,
    shift: event.shiftKey,
    key,
  });
}

/** The same text for keys that are the same on this platform: there, Mod is one of Ctrl and Meta. */
export function sameKeys(keys: string, isMac: boolean): string {
  const parsed = parseKeys(keys);
  if (!parsed) return keys;
  const { mod, ctrl, meta } = parsed;
  return writeKeys({ ...parsed, mod: false, ctrl: ctrl || (mod && !isMac), meta: meta || (mod && isMac) });
}

/** What the key is called: by its sign, and by its place for letters and digits that Alt or Shift turn into others. */
function keyNames({ key, code }: PressedKey): string[] {
  const sign = key === " " ? "Space" : key === "+" ? "Plus" : key.length === 1 ? key.toUpperCase() : key;
  const place = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1];
  const names = place && !/^[A-Z]$/.test(sign) ? [sign, place] : [sign];
  return names.filter(isKeyName);
}
