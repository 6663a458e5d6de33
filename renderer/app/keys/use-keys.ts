import { useEffect } from "react";
import { keysOf } from "../../../shared/commands/changed-keys.ts";
import { findListed } from "../../../shared/commands/command-list.ts";
import type { KeyScope } from "../../../shared/commands/key-scopes.ts";
import { isPressed } from "../../../shared/commands/keys/keys.ts";
import { isForText } from "../../../shared/commands/keys/keys-in-text.ts";
import { useTopic } from "../../bridge/use-topic.ts";
import { allCommands, type Command } from "../../state/commands.ts";
import { isMac, useChangedKeys } from "../../state/keys/changed-keys.ts";

/** What holds the focus where the keys of a scope act; scopes without one act wherever their commands are offered. */
const placeOfScope: Readonly<Partial<Record<KeyScope, string>>> = {
  cells: '[role="grid"]',
  sql: ".sql-editor",
};

/** Runs the command whose keys are pressed. A dialog that is open keeps its keys for itself. */
export function useKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (event.isComposing || target?.closest(".dialog, .palette")) return;
      const found = allCommands()
        .toReversed()
        .find((command) => isMeant(command, event, target));
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

function isMeant({ id, keys: own, isEnabled }: Command, event: KeyboardEvent, target: HTMLElement | null): boolean {
  const keys = keysOf(id, useChangedKeys.getState().changed, own).find((one) => isPressed(one, event, isMac));
  if (keys === undefined) return false;
  const place = placeOfScope[findListed(id)?.scope ?? "window"];
  if (place !== undefined && !target?.closest(place)) return false;
  // The editor of a cell has Enter for itself, however it is held.
  if (target?.closest(".grid-editing") && keys.endsWith("Enter")) return false;
  const isWriting = target?.isContentEditable || target?.matches("input, textarea, select");
  return !(isWriting && isForText(keys, isMac)) && (isEnabled?.() ?? true);
}

/** Runs a command by its id, if it is offered now. */
export function runCommand(id: string): void {
  const command = allCommands().find((candidate) => candidate.id === id);
  if (command && (command.isEnabled?.() ?? true)) command.run();
}
