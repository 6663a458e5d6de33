import type { CommandId } from "../../../shared/commands/command-list.ts";
import { isMacPlatform, keysLabel as writeLabel } from "../../../shared/commands/keys/keys-label.ts";
import { useCommandKeys } from "./command-keys.ts";
import "./keys.css";

const isMac = typeof navigator !== "undefined" && isMacPlatform(navigator.platform);

/** Keys as the platform writes them: "Mod+Shift+K" gives "Ctrl Shift K" or "⇧⌘K". */
export function keysLabel(keys: string): string {
  return writeLabel(keys, isMac);
}

/** Keys beside what they do. */
export function Keys({ keys }: { readonly keys: string }) {
  return <kbd className="keys">{keysLabel(keys)}</kbd>;
}

/** What says which keys to show: a command's, as they are now, or keys that never change. */
export interface ShownKeys {
  readonly command?: CommandId | undefined;
  readonly keys?: string | undefined;
}

/** The keys of a command beside its words, or nothing. */
export function KeysOf({ command, keys }: ShownKeys) {
  const shown = useShownKeys({ command, keys });
  return shown === undefined ? null : <Keys keys={shown} />;
}

/** The keys to show; undefined for none. */
export function useShownKeys({ command, keys }: ShownKeys): string | undefined {
  const { first } = useCommandKeys();
  return command === undefined ? keys : first(command);
}
