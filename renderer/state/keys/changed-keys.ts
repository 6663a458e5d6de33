import { create } from "zustand";
import { type ChangedKeys, keysOf } from "../../../shared/commands/changed-keys.ts";
import type { CommandId } from "../../../shared/commands/command-list.ts";
import { isPressed, type PressedKey } from "../../../shared/commands/keys/keys.ts";
import { isMacPlatform } from "../../../shared/commands/keys/keys-label.ts";

interface ChangedKeysStore {
  readonly changed: ChangedKeys;
  readonly change: (changed: ChangedKeys) => void;
}

/** Keys that the user changed. */
export const useChangedKeys = create<ChangedKeysStore>()((set) => ({
  changed: {},
  change: (changed) => set({ changed }),
}));

/** Whether Mod is ⌘ here. */
export const isMac = isMacPlatform(navigator.platform);

/** Whether the event is one of the keys that the command has now. */
export function isCommandPressed(id: CommandId, event: PressedKey): boolean {
  return keysOf(id, useChangedKeys.getState().changed).some((keys) => isPressed(keys, event, isMac));
}
