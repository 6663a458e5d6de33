import { z } from "zod";
import { findListed } from "./command-list.ts";
import { parseKeys, splitKeys } from "./keys/keys.ts";

/** Keys that were changed: all ways to press a command, by its id; none for a command that shall have no keys. */
export type ChangedKeys = Readonly<Record<string, readonly string[]>>;

const schema = z.record(z.string(), z.array(z.string()));
const mostWays = 8;

/** The ways to press a command now. `own` is what a command that is not listed comes with. */
export function keysOf(id: string, changed: ChangedKeys, own?: string): readonly string[] {
  return changedOf(id, changed) ?? defaultKeys(id, own);
}

/** The ways to press a command when nobody changed them. */
export function defaultKeys(id: string, own?: string): readonly string[] {
  return splitKeys(findListed(id)?.keys ?? own);
}

/** Whether a command's keys were changed. */
export function areChanged(id: string, changed: ChangedKeys): boolean {
  return changedOf(id, changed) !== undefined;
}

/** Gives a command these keys; its own ones again are no change. */
export function changeKeys(changed: ChangedKeys, id: string, keys: readonly string[], own?: string): ChangedKeys {
  const wanted = [...new Set(keys)].slice(0, mostWays);
  if (wanted.join(" ") === defaultKeys(id, own).join(" ")) return resetKeys(changed, id);
  return { ...changed, [id]: wanted };
}

/** Gives a command its own keys back. */
export function resetKeys(changed: ChangedKeys, id: string): ChangedKeys {
  return Object.fromEntries(Object.entries(changed).filter(([other]) => other !== id));
}

/** Kept keys. What cannot be understood is left out, and a text that is none gives no changes. */
export function readChangedKeys(text: string | null): ChangedKeys {
  const kept = schema.safeParse(text === null ? {} : parseJson(text)).data ?? {};
  const entries = Object.entries(kept).map(
    ([id, keys]) => [id, keys.filter((one) => parseKeys(one) !== null)] as const,
  );
  // A command whose keys are all unreadable keeps its own ones, rather than none.
  return Object.fromEntries(entries.filter(([id, keys]) => keys.length > 0 || kept[id]?.length === 0));
}

function changedOf(id: string, changed: ChangedKeys): readonly string[] | undefined {
  return Object.hasOwn(changed, id) ? changed[id] : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null; // written by something else: nothing was changed
    throw error;
  }
}
