import type { commandsContract, MenuKeys } from "../../shared/commands/contract.ts";
import type { Handlers } from "../ipc/handlers.ts";

/** Answers the requests about commands. `showMenuKeys` is missing where the host has no menu of its own. */
export function createCommandsHandlers(
  showMenuKeys: ((keys: MenuKeys) => void) | undefined,
): Handlers<typeof commandsContract> {
  return {
    "commands.showInMenu": async ({ keys }) => {
      showMenuKeys?.(keys);
      return null;
    },
  };
}
