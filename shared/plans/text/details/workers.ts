import { isJsonObject } from "../../json/exact-json.ts";
import type { Entries } from "../nodes/node-draft.ts";
import { readLine } from "./read-line.ts";
import { readNumber } from "./read-number.ts";

const worker = /^Worker (\d+):\s*(.*)$/s;
const actual = /^actual (?:time=([\d.]+)\.\.([\d.]+) )?rows=([\d.]+) loops=(\d+)$/;

/** Adds a line of a worker to JSON's `Workers`; false when it is none. */
export function readWorkerLine(entries: Entries, text: string, block: string | null): boolean {
  const [, number, rest] = worker.exec(text) ?? [];
  const below = /^Worker (\d+)$/.exec(block ?? "")?.[1];
  if (number === undefined && below === undefined) return false;
  const own = entriesOf(entries, Number(number ?? below));
  const line = number === undefined ? text : (rest ?? "");
  const [, startup, total, rows, loops] = actual.exec(line) ?? [];
  if (rows === undefined || loops === undefined) {
    if (line !== "") readLine(own, line);
    return true;
  }
  if (startup !== undefined) own["Actual Startup Time"] = readNumber(startup);
  if (total !== undefined) own["Actual Total Time"] = readNumber(total);
  own["Actual Rows"] = readNumber(rows);
  own["Actual Loops"] = readNumber(loops);
  return true;
}

function entriesOf(entries: Entries, number: number): Entries {
  const workers = Array.isArray(entries.Workers) ? entries.Workers.filter(isJsonObject) : [];
  const known = workers.find((one) => one["Worker Number"] === number);
  // The object is this reader's own, made below.
  if (known !== undefined) return known as Entries;
  const own: Entries = { "Worker Number": number };
  entries.Workers = [...workers, own];
  return own;
}
