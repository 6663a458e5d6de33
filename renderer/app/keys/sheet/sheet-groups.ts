import { areChanged, type ChangedKeys, keysOf } from "../../../../shared/commands/changed-keys.ts";
import { commandList, findListed, type ListedCommand } from "../../../../shared/commands/command-list.ts";
import type { KeyedCommand } from "../../../../shared/commands/key-conflicts.ts";
import { scopeWords } from "../../../../shared/commands/key-scopes.ts";
import { keysLabel } from "../../../../shared/commands/keys/keys-label.ts";
import type { Command } from "../../../state/commands.ts";

/** A command as the sheet shows it. */
export interface SheetCommand extends KeyedCommand {
  readonly group: string;
}

/** Commands under one head. */
export interface SheetGroup {
  readonly title: string;
  readonly commands: readonly SheetCommand[];
}

/** Every listed command, and those that are only there because of what they name. */
export function sheetCommands(offered: readonly Command[]): readonly SheetCommand[] {
  const listed = Object.entries<ListedCommand>(commandList).map(([id, { title, group, scope }]) => ({
    id,
    title,
    group,
    scope,
  }));
  const others = offered
    .filter(({ id }) => findListed(id) === undefined)
    .map(({ id, title, group, keys }) => ({ id, title, group, keys, scope: "window" as const }));
  return [...listed, ...others];
}

/** The commands that have `text` in their name, group, keys or place; when none has it as it stands, those with all its words. */
export function sheetGroups(
  commands: readonly SheetCommand[],
  text: string,
  changed: ChangedKeys,
  isMac: boolean,
): readonly SheetGroup[] {
  const wanted = text.trim().toLowerCase();
  const words = wanted.split(/\s+/);
  const said = commands.map((command) => ({ command, words: wordsOf(command, changed, isMac) }));
  const asItStands = said.filter((one) => one.words.includes(wanted));
  const found =
    asItStands.length > 0 ? asItStands : said.filter((one) => words.every((word) => one.words.includes(word)));
  const groups = new Map<string, SheetCommand[]>();
  for (const { command } of found) {
    const list = groups.get(command.group) ?? [];
    groups.set(command.group, list);
    list.push(command);
  }
  return [...groups].map(([title, list]) => ({ title, commands: list }));
}

function wordsOf({ id, title, group, scope, keys }: SheetCommand, changed: ChangedKeys, isMac: boolean): string {
  const labels = keysOf(id, changed, keys).map((one) => `${keysLabel(one, isMac)}, ${one}`);
  const said = [title, group, scopeWords[scope], ...labels, areChanged(id, changed) ? "changed" : ""];
  return said.join(", ").toLowerCase();
}
