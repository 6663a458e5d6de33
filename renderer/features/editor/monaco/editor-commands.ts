import { defaultKeys } from "../../../../shared/commands/changed-keys.ts";
import type { CommandId } from "../../../../shared/commands/command-list.ts";
import { isPressed, type PressedKey } from "../../../../shared/commands/keys/keys.ts";

/** Commands of the text by their ids, and the editor's own names for them. */
export const editorActions = {
  "sql.complete": "editor.action.triggerSuggest",
  "sql.find": "actions.find",
  "sql.replace": "editor.action.startFindReplaceAction",
  "sql.comment": "editor.action.commentLine",
  "sql.definition": "steward.definition",
  "sql.nextMatch": "editor.action.addSelectionToNextFindMatch",
} as const satisfies Readonly<Partial<Record<CommandId, string>>>;

/** The ids above. */
export const editorCommandIds = Object.keys(editorActions) as (keyof typeof editorActions)[]; // the object's own keys

/**
 * Whether an event would make the editor do something by keys that were taken from it: it knows its own ones only, so
 * what was changed has to be kept away.
 */
export function isTakenFromEditor(
  event: PressedKey,
  isCommandPressed: (id: CommandId, event: PressedKey) => boolean,
  isMac: boolean,
): boolean {
  return editorCommandIds.some(
    (id) => defaultKeys(id).some((keys) => isPressed(keys, event, isMac)) && !isCommandPressed(id, event),
  );
}
