import { createContext, useContext } from "react";
import type { CommandId } from "../../../shared/commands/command-list.ts";
import type { PressedKey } from "../../../shared/commands/keys/keys.ts";

/** The keys that commands have now. */
export interface CommandKeys {
  /** The first keys of a command, for a place that shows one way; undefined when it has none. */
  first(id: CommandId): string | undefined;
  isPressed(id: CommandId, event: PressedKey): boolean;
}

/** The window says which keys commands have; controls show them, and the grid listens to its own. */
export const CommandKeysContext = createContext<CommandKeys>({ first: () => undefined, isPressed: () => false });

/** The keys that commands have now. */
export function useCommandKeys(): CommandKeys {
  return useContext(CommandKeysContext);
}
