import type { Connection, Environment, TlsMode } from "../model.ts";
import { type ConnectionEntry, entryText, toEntry } from "./connection-file.ts";

/** What can be done with an entry of a file. */
export const importActions = ["add", "change", "skip"] as const;

/** One of the words above. */
export type ImportAction = (typeof importActions)[number];

/** A field in which an entry and the saved connection of its name differ, both as they are shown. */
export interface EntryDifference {
  readonly field: string;
  readonly saved: string;
  readonly file: string;
}

/** One entry of a file as it is shown before anything is saved. */
export interface PlannedImport {
  readonly name: string;
  readonly environment: Environment;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly tls: TlsMode;
  readonly state:
    | { readonly kind: "new" }
    /** A saved connection, or an earlier entry, says exactly the same: nothing is done. */
    | { readonly kind: "same" }
    /** A saved connection has this name and says something else; `addedName` is free. */
    | {
        readonly kind: "named";
        readonly savedId: string;
        readonly differences: readonly EntryDifference[];
        readonly addedName: string;
      };
}

/** What is done unless somebody chooses otherwise: nothing that is saved is changed unasked. */
export function defaultAction({ state }: PlannedImport): ImportAction {
  return state.kind === "new" ? "add" : "skip";
}

/** The choices that an entry has. */
export function actionsFor({ state }: PlannedImport): readonly ImportAction[] {
  if (state.kind === "new") return ["add", "skip"];
  return state.kind === "same" ? ["skip"] : ["change", "add", "skip"];
}

/** Compares the entries of a file, in their order, with what is saved. Names are compared exactly. */
export function planImport(
  entries: readonly ConnectionEntry[],
  saved: readonly Connection[],
): readonly PlannedImport[] {
  const own = saved.flatMap((connection) => {
    const entry = toEntry(connection);
    return entry === null || connection.isSample ? [] : [{ id: connection.id, entry }];
  });
  const known = new Set(own.map(({ entry }) => entryText(entry)));
  const names = new Set([...saved.map(({ name }) => name), ...entries.map(({ name }) => name)]);
  return entries.map((entry) => {
    const { name, environment, host, port, database, user, tls } = entry;
    const planned = { name, environment, host, port, database, user, tls };
    const text = entryText(entry);
    if (known.has(text)) return { ...planned, state: { kind: "same" } };
    known.add(text);
    const namesake = own.find((candidate) => candidate.entry.name === name);
    if (!namesake) return { ...planned, state: { kind: "new" } };
    const addedName = freeName(name, names);
    names.add(addedName);
    const differences = differencesOf(namesake.entry, entry);
    return { ...planned, state: { kind: "named", savedId: namesake.id, differences, addedName } };
  });
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let count = 2; ; count++) {
    const end = ` (${count})`;
    const candidate = `${name.slice(0, 200 - end.length)}${end}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function differencesOf(saved: ConnectionEntry, file: ConnectionEntry): readonly EntryDifference[] {
  const theirs = new Map(Object.entries(file));
  return Object.entries(saved).flatMap(([field, value]) => {
    const [left, right] = [shown(value), shown(theirs.get(field))];
    return left === right ? [] : [{ field, saved: left, file: right }];
  });
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (typeof value !== "object") return String(value);
  const parts = Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, part]) => `${key} ${String(part)}`);
  return parts.length === 0 ? "none" : parts.join(", ");
}
