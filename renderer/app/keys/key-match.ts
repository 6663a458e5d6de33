/** What of a keyboard event decides which keys it is. */
export interface PressedKey {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Whether the event is one of `keys` ("Mod+K", "F6", several separated by a blank). Mod is ⌘ on a Mac, else Ctrl. */
export function isPressed(keys: string, event: PressedKey, isMac: boolean): boolean {
  return keys.split(" ").some((one) => isOne(one, event, isMac));
}

function isOne(keys: string, event: PressedKey, isMac: boolean): boolean {
  const parts = keys.split("+");
  const key = (parts.pop() ?? "").toLowerCase();
  const wants = (name: string) => parts.includes(name);
  const isCtrlWanted = wants("Ctrl") || (wants("Mod") && !isMac);
  const isMetaWanted = wants("Meta") || (wants("Mod") && isMac);
  return (
    event.ctrlKey === isCtrlWanted &&
    event.metaKey === isMetaWanted &&
    event.shiftKey === wants("Shift") &&
    event.altKey === wants("Alt") &&
    names(event).includes(key)
  );
}

/** What the key is called: by its sign, and by its place for letters and digits that Alt or Shift turn into others. */
function names(event: PressedKey): string[] {
  const place = /^(?:Key|Digit)(.)$/.exec(event.code)?.[1]?.toLowerCase();
  const sign = event.key.toLowerCase();
  return place && !/^[a-z]$/.test(sign) ? [sign, place] : [sign];
}

/** Whether these keys may act while a text is being written: those that write nothing. */
export function isSafeInText(keys: string): boolean {
  return keys.split(" ").every((one) => /(?:Mod|Ctrl|Meta|Alt)\+|^(?:Shift\+)?F\d+$/.test(one));
}
