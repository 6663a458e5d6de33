import { kindsAt, kindWords, type ObjectKind } from "../../../shared/catalog/object-kinds.ts";
import { objectKindReaders } from "../../catalog/kinds/registry.ts";
import { readPart } from "../../catalog/reading.ts";
import { readServerVersion } from "../../catalog/versioned-sql.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { inventorySql } from "./inventory-sql.ts";

/** One object as our own catalog reading has it: its properties in the server's words. */
export interface InventoryEntry {
  readonly kind: ObjectKind;
  readonly schema: string;
  /** The relation of a column, index, trigger ...; else empty. */
  readonly parent: string;
  readonly name: string;
  readonly identity: string;
  /** The argument types of a routine, as the engine names it; null for the rest. */
  readonly argumentTypes: readonly string[] | null;
  /** By label, in the order of the kind. */
  readonly properties: readonly (readonly [label: string, value: string])[];
}

/** All objects that people made, and the kinds that could not be read. */
export interface Inventory {
  readonly entries: readonly InventoryEntry[];
  readonly unreadable: readonly { readonly kind: ObjectKind; readonly reason: string }[];
}

const kinds = [...kindsAt("database"), ...kindsAt("schema"), ...kindsAt("relation")];
/** What changes by use, depends on the server, or is told by another property. */
const passing = new Set([
  "Estimated rows",
  "Scans",
  "Last value",
  "Populated",
  "Number",
  "Children",
  "Tables",
  "Views",
  "Routines",
  "Version that could be installed",
  "About",
  "Row security of the table",
]);

/** Reads the whole catalog within the session's transaction, one statement for each kind. */
export async function readInventory(session: ReadSession): Promise<Inventory> {
  const version = await readServerVersion(session);
  const entries: InventoryEntry[] = [];
  const unreadable: { kind: ObjectKind; reason: string }[] = [];
  for (const kind of kinds) {
    const cause = `comparison: ${kindWords[kind].title.toLowerCase()}`;
    const sql = inventorySql(objectKindReaders[kind], version);
    const read = await readPart(session, () => session.query(sql, [], { maxRows: 0, cause }));
    if (read.state === "readable") entries.push(...read.value.rows.map((row) => toEntry(kind, row)));
    else unreadable.push({ kind, reason: read.message });
  }
  return { entries: withoutMembers(entries), unreadable };
}

function toEntry(kind: ObjectKind, row: readonly (string | null)[]): InventoryEntry {
  const [schema, parent, name, identity, facts, definition, comment, owner, privileges, argumentTypes, extras] = row;
  const listed = (facts ? JSON.parse(facts) : []) as readonly [string, string][]; // json_agg of label and value
  const more: readonly (readonly [string, string | null | undefined])[] = [
    ["Definition", definition],
    ["Comment", comment],
    ["Owner", owner],
    ["Privileges", privileges],
    ...((extras ? JSON.parse(extras) : []) as readonly [string, string | null][]), // json arrays of label and value
  ];
  return {
    kind,
    schema: schema ?? "",
    parent: parent ?? "",
    name: name ?? "",
    identity: identity ?? "",
    argumentTypes: argumentTypes ? (JSON.parse(argumentTypes) as readonly string[]) : null, // json_agg of type names
    properties: [
      ...listed.filter(([label]) => !passing.has(label) && !(kind === "column" && label === "Storage")).map(inOrder),
      ...more.flatMap(([label, value]) =>
        value === null || value === undefined ? [] : ([[label, value]] satisfies [string, string][]),
      ),
    ],
  };
}

/** Lists whose order means nothing. */
const unordered = new Map([
  ["Options", "\n"],
  ["Storage options", ", "],
  ["Publications", ", "],
]);

function inOrder([label, value]: readonly [string, string]): readonly [string, string] {
  const separator = unordered.get(label);
  return separator === undefined ? [label, value] : [label, value.split(separator).sort().join(separator)];
}

/** Parts of relations that an extension brought along go with them. */
function withoutMembers(entries: readonly InventoryEntry[]): readonly InventoryEntry[] {
  const relations = new Set(
    entries.filter(({ parent }) => parent === "").map(({ schema, name }) => JSON.stringify([schema, name])),
  );
  return entries.filter(({ schema, parent }) => parent === "" || relations.has(JSON.stringify([schema, parent])));
}
