import type { Entries } from "../nodes/node-draft.ts";
import { readGroupKey } from "./group-keys.ts";
import { readLine } from "./read-line.ts";
import { readWorkerLine } from "./workers.ts";

/**
 * Adds one line of a node to its keys. `block` is the key of the line that it stands below (`Worker 0`, `Sort Key` of a
 * grouping set), or null. What is not understood is kept under its own name.
 */
export function readDetail(entries: Entries, text: string, block: string | null): void {
  if (readWorkerLine(entries, text, block)) return;
  if (readGroupKey(entries, text, block)) return;
  readLine(entries, text);
}
