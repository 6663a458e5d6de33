import { useEffect } from "react";
import { useTopic } from "../../bridge/use-topic.ts";
import { allCommands } from "../../state/commands.ts";
import { isPressed, isSafeInText } from "./key-match.ts";

const isMac = /mac/i.test(navigator.platform);

/** Runs the command whose keys are pressed. A dialog that is open keeps its keys for itself. */
export function useKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (event.isComposing || target?.closest(".dialog, .palette")) return;
      const isWriting = target?.isContentEditable || target?.matches("input, textarea, select");
      const found = allCommands()
        .toReversed()
        .find(({ keys, isEnabled }) => {
          if (!keys || !isPressed(keys, event, isMac)) return false;
          return (!isWriting || isSafeInText(keys)) && (isEnabled?.() ?? true);
        });
      if (!found) return;
      event.preventDefault();
      event.stopPropagation();
      found.run();
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);
  useTopic("menu.command", ({ command }) => runCommand(command));
}

/** Runs a command by its id, if it is offered now. */
export function runCommand(id: string): void {
  const command = allCommands().find((candidate) => candidate.id === id);
  if (command && (command.isEnabled?.() ?? true)) command.run();
}
