import type { CommandId } from "../../../../shared/commands/command-list.ts";

/** What keys do in a query tab. */
export type TabCommand =
  | "run"
  | "runBeside"
  | "runAll"
  | "explain"
  | "analyze"
  | "generic"
  | "cancel"
  | "commit"
  | "rollback"
  | "format";

const commands: readonly Exclude<TabCommand, "generic">[] = [
  "run",
  "runBeside",
  "runAll",
  "explain",
  "analyze",
  "format",
  "cancel",
  "commit",
  "rollback",
];

/**
 * The command of a key, or null. Escape, which is `isEscape`, cancels only while something runs, so that it never takes
 * text or closes what is open; commit and roll back only inside a transaction.
 */
export function commandFor(
  isPressed: (id: CommandId) => boolean,
  isEscape: boolean,
  state: { readonly isIdle: boolean; readonly isInTransaction: boolean },
): TabCommand | null {
  const found = commands.find((command) => isPressed(`query.${command}`));
  if (isEscape || found === "cancel") return state.isIdle ? null : "cancel";
  if (found === "commit" || found === "rollback") return state.isInTransaction ? found : null;
  return found ?? null;
}
